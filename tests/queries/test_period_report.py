"""The figures of a period are those the queue shows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.note_breach import note_breach
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries import period_report
from mcu_desktop.queries.letterhead import read_letterhead
from mcu_desktop.queries.period_counter import Scope
from mcu_desktop.queries.period_report import read_period_figures
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.reports.period_figures import PeriodFigures
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
WEEK = (date(2026, 10, 5), date(2026, 10, 11))
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)


def figures_of(reader: Reader, *, block: str | None = None) -> PeriodFigures:
    return read_period_figures(reader, *WEEK, Scope(block), now=NOW, zone=MOSCOW, with_year=False)


def _take(store: Store, file: ReadFile) -> None:
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))


def test_the_figures_of_a_week(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    school = {"topic_group": "Образование", "topic": "Ремонт школы"}
    sunday_evening = datetime(2026, 10, 11, 20, 30, tzinfo=UTC)  # 23:30 in Moscow, still this week
    week_before = MONDAY - timedelta(days=5)
    in_time = {"answered_at": MONDAY + timedelta(hours=3), "answer_text": "Засыпали"}
    late = {"answered_at": MONDAY + timedelta(days=3), "answer_text": "Засыпали", "closed_at": MONDAY + timedelta(3)}
    _take(
        store,
        file_of(
            incoming(external_number="1", received_at=MONDAY, **in_time),
            incoming(external_number="2", received_at=MONDAY, **late),
            incoming(external_number="3", received_at=MONDAY),
            incoming(external_number="4", received_at=sunday_evening, **school),
            incoming(external_number="5", received_at=week_before, answered_at=week_before, answer_text="Да"),
            incoming(external_number="6", received_at=MONDAY, topic_group="", topic=""),
        ),
    )
    figures = figures_of(reader)
    assert figures.received == Compared("Поступило", 5, 1)
    assert figures.answered == Compared("Дан ответ", 2, 1)
    assert figures.answered_in_time == Compared("Из них в срок", 1, 1)
    assert [row.now for row in figures.by_block].count(0) == 7
    assert figures.by_block[-1] == Compared("Не сопоставлено с блоком", 1, 0)
    assert sum(row.now for row in figures.by_block) == sum(row.now for row in figures.by_channel) == 5
    assert figures.top_topics[0] == Compared("Ямы во дворах", 3, 1)
    assert [count for _, count in figures.by_step] == [4, 0, 0, 0, 0, 0, 1]
    assert figures.breach_reasons == (Compared("причина не указана", 1, 0),)
    assert read_letterhead(reader, WEEK[1]).signers[0][1], "The head of the roster signs"
    overdue = read_first_page(reader, QueueFilter(standing=Standing.OVERDUE), now=NOW, zone=MOSCOW)
    assert [row.number for row in figures.overdue] == [row.number for row in overdue]
    assert figures.overdue_now == len(overdue) == 2
    assert figures.open_now == len(read_first_page(reader, QueueFilter(), now=NOW, zone=MOSCOW))


def test_late_answers_say_why(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    late = {"answered_at": MONDAY + timedelta(days=3), "closed_at": MONDAY + timedelta(days=3)}
    _take(store, file_of(*(incoming(external_number=str(n), received_at=MONDAY, **late) for n in range(4))))
    for reason, cases in (("Сбой связи", [1, 2, 3]), ("Отпуск", [4])):
        store.perform(partial(note_breach, case_ids=cases, reason=reason, now=NOW, actor="О"))
    figures = figures_of(reader)
    assert figures.breach_reasons == (Compared("Сбой связи", 3, 0), Compared("Отпуск", 1, 0))
    assert sum(row.now for row in figures.breach_reasons) == figures.answered.now - figures.answered_in_time.now


def test_of_very_many_overdue_the_oldest_are_listed_and_all_are_counted(
    store: Store,
    reader: Reader,
    incoming: Callable[..., IncomingCase],
    file_of: Callable[..., ReadFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(period_report, "_MOST_LISTED", 2)
    days = (timedelta(days=day) for day in (2, 0, 1))
    _take(store, file_of(*(incoming(external_number=f"{at}", received_at=MONDAY + at) for at in days)))
    figures = figures_of(reader)
    assert figures.overdue_now == 3
    assert [row.deadline.day for row in figures.overdue] == [6, 7]


def test_a_blocks_figures_are_its_own(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    _take(
        store,
        file_of(incoming(external_number="1"), incoming(external_number="2", topic_group="Образование", topic="Школа")),
    )
    figures = figures_of(reader, block="education")
    assert figures.received.now == 1
    assert figures.open_now == figures.overdue_now == 1
    assert figures.block_title is not None
    assert [row.title for row in figures.by_block] == [figures.block_title]


def test_an_empty_week_has_zeros_and_every_block(reader: Reader) -> None:
    figures = figures_of(reader)
    assert figures.received == Compared("Поступило", 0, 0)
    assert len(figures.by_block) == 9
    assert figures.top_topics == ()
    assert figures.overdue == ()
