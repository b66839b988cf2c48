"""Deeds on the clock of a case, on both stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations import case_clock
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem, Standing, TermStage
from mcu_desktop.store.reading import Reader, as_day, as_moment, as_moment_or_none
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
WHO = {"actor": "Оператор"}
Incoming = Callable[..., IncomingCase]
FileOf = Callable[..., ReadFile]


@pytest.fixture
def taken(store: Store, reader: Reader, incoming: Incoming, file_of: FileOf) -> Callable[..., int]:
    """Take one case in; returns its id."""

    def take(now: datetime = NOW, **fields: Any) -> int:
        file = file_of(incoming(**fields))
        store.perform(lambda session: take_in(session, Task(), file, now=now, zone=ZONE, actor="Оператор"))
        return int(reader.rows("SELECT max(id) FROM cases")[0][0])

    return take


@pytest.fixture
def appeal(taken: Callable[..., int]) -> int:
    return taken(system=SourceSystem.DOCUMENT_FLOW, channel_code="post", kind=CaseKind.APPEAL)


@pytest.fixture
def message(taken: Callable[..., int]) -> int:
    return taken(system=SourceSystem.FEEDBACK_PLATFORM, channel_code="feedback_platform")


@pytest.fixture
def perform(store: Store) -> Callable[..., Change]:
    def run(deed: Callable[..., Change], case_id: int, *rest: Any, **fields: Any) -> Change:
        return store.perform(lambda session: deed(session, case_id, *rest, **(WHO | fields)))

    return run


def terms_of(reader: Reader, case_id: int) -> dict[str, tuple[Any, ...]]:
    """Return (legal deadline as a local day, settled at) by stage."""
    rows = reader.rows("SELECT stage, legal_deadline, settled_at FROM case_deadlines WHERE case_id = :id", id=case_id)
    return {
        stage: (
            "" if legal is None else f"{as_moment(legal).astimezone(ZONE):%d.%m.%Y}",
            as_moment_or_none(settled),
        )
        for stage, legal, settled in rows
    }


def queue_line(reader: Reader, now: datetime = NOW) -> tuple[str, str, Standing]:
    [row] = read_first_page(reader, QueueFilter(), now=now, zone=ZONE)
    legal = "" if row.legal_deadline is None else f"{row.legal_deadline.astimezone(ZONE):%d.%m.%Y}"
    return row.stage or "", legal, row.standing


def test_an_appeal_is_stored_with_all_its_terms(reader: Reader, appeal: int) -> None:
    assert terms_of(reader, appeal) == {
        "registration": ("08.10.2026", RECEIVED),
        "forwarding": ("12.10.2026", RECEIVED),
        "final_answer": ("04.11.2026", None),
    }
    assert queue_line(reader) == ("final_answer", "04.11.2026", Standing.IN_TIME)


def test_where_nobody_is_known_to_answer_the_forwarding_runs(reader: Reader, taken: Callable[..., int]) -> None:
    case = taken(
        system=SourceSystem.DOCUMENT_FLOW, channel_code="post", kind=CaseKind.APPEAL, topic="", topic_group=""
    )  # fmt: skip
    assert terms_of(reader, case)["forwarding"] == ("12.10.2026", None)
    assert queue_line(reader)[:2] == ("forwarding", "12.10.2026")


def test_an_extension_moves_the_answer_and_the_queue_once(
    reader: Reader, appeal: int, perform: Callable[..., Change]
) -> None:
    extend = partial(
        perform,
        case_clock.extend_term,
        appeal,
        days=30,
        reason="нужен запрос",
        basis="решение Главы",
        now=NOW,
        zone=ZONE,
    )
    change = extend(told_on=date(2026, 10, 12))
    assert Touched.CASES in change.touched
    assert "Срок продлён на 30 дней" in change.text
    assert terms_of(reader, appeal)["final_answer"] == ("04.12.2026", None)
    assert queue_line(reader)[1] == "04.12.2026"
    assert reader.rows("SELECT version FROM cases") == [(3,)], "The deed, and the dates it moved"
    with pytest.raises(UserFacingError, match="Второе продление"):
        extend(told_on=None)
    assert terms_of(reader, appeal)["final_answer"] == ("04.12.2026", None)
    assert "нужен запрос" in reader.rows("SELECT summary FROM case_events ORDER BY id DESC LIMIT 1")[0][0]


def test_the_notice_may_be_noted_later(reader: Reader, appeal: int, perform: Callable[..., Change]) -> None:
    with pytest.raises(UserFacingError, match="не продлевался"):
        perform(case_clock.note_citizen_told, appeal, told_on=date(2026, 10, 12), now=NOW, zone=ZONE)
    perform(
        case_clock.extend_term, appeal, days=10, reason="р", basis="о", told_on=None, now=NOW, zone=ZONE
    )  # fmt: skip
    perform(case_clock.note_citizen_told, appeal, told_on=date(2026, 10, 12), now=NOW, zone=ZONE)
    [(told,)] = reader.rows("SELECT citizen_told_on FROM case_extensions")
    assert as_day(told) == date(2026, 10, 12)


def test_a_message_cannot_be_extended(message: int, perform: Callable[..., Change]) -> None:
    with pytest.raises(UserFacingError, match="не продлевается"):
        perform(
            case_clock.extend_term, message, days=5, reason="р", basis="о", told_on=None, now=NOW, zone=ZONE
        )  # fmt: skip


def test_put_off_stands_still_and_the_promise_runs_until_work_goes_on(
    reader: Reader, message: int, perform: Callable[..., Change]
) -> None:
    assert terms_of(reader, message)["final_answer"] == ("04.11.2026", None)
    perform(
        case_clock.put_off, message, until=date(2026, 12, 1), reason="ждём подрядчика", now=NOW, zone=ZONE
    )  # fmt: skip
    assert terms_of(reader, message)["final_answer"] == ("", None)
    assert queue_line(reader)[:2] == ("promise", "01.12.2026")
    later = NOW + timedelta(days=5)
    perform(case_clock.resume, message, now=later)
    assert terms_of(reader, message)["final_answer"] == ("09.11.2026", None), "Five midnights did not count"
    assert queue_line(reader)[:2] == ("final_answer", "09.11.2026")
    assert terms_of(reader, message)["promise"] == ("01.12.2026", None), "What was promised stays promised"
    with pytest.raises(UserFacingError, match="не была отложена"):
        perform(case_clock.resume, message, now=later)


@pytest.mark.parametrize("until", [date(2026, 10, 12), date(2026, 10, 1), date(2036, 1, 1)])
def test_a_promise_for_a_senseless_day_is_refused(
    until: date, reader: Reader, message: int, perform: Callable[..., Change]
) -> None:
    with pytest.raises(UserFacingError, match="Отложить до"):
        perform(case_clock.put_off, message, until=until, reason="р", now=NOW, zone=ZONE)
    assert "promise" not in terms_of(reader, message)


def test_put_off_again_names_a_new_day_in_the_same_pause(
    reader: Reader, message: int, perform: Callable[..., Change]
) -> None:
    for until in (date(2026, 12, 1), date(2026, 12, 20)):
        perform(case_clock.put_off, message, until=until, reason="ждём", now=NOW, zone=ZONE)
    assert reader.rows("SELECT count(*) FROM case_pauses") == [(1,)]
    assert terms_of(reader, message)["promise"] == ("20.12.2026", None)
    assert "01.12.2026" in reader.rows("SELECT changes FROM case_events ORDER BY id DESC LIMIT 1")[0][0]


def test_an_interim_answer_starts_the_limit_that_follows_it(
    reader: Reader, taken: Callable[..., int], perform: Callable[..., Change]
) -> None:
    case = taken()
    perform(case_clock.note_interim_answer, case, at=RECEIVED + timedelta(hours=2), now=NOW)
    assert terms_of(reader, case)["final_answer"] == ("14.10.2026", None)
    for wrong in (RECEIVED - timedelta(hours=1), NOW + timedelta(hours=1)):
        with pytest.raises(UserFacingError, match="Промежуточный ответ не бывает"):
            perform(case_clock.note_interim_answer, case, at=wrong, now=NOW)


def test_tasks_have_their_own_days_and_the_queue_shows_the_nearest(
    reader: Reader, message: int, perform: Callable[..., Change]
) -> None:
    set_task = partial(perform, case_clock.set_task, message, now=NOW, zone=ZONE)
    set_task(title="Выезд  комиссии", until=date(2026, 10, 14))
    set_task(title="Акт осмотра", until=date(2026, 10, 16))
    assert queue_line(reader)[:2] == ("task", "14.10.2026")
    for title, until, words in (
        ("Выезд комиссии", date(2026, 10, 15), "уже есть"),
        (" ", date(2026, 10, 15), "что поручено"),
        ("Поздно", date(2026, 10, 11), "уже прошёл"),
    ):
        with pytest.raises(UserFacingError, match=words):
            set_task(title=title, until=until)
    [(first,)] = reader.rows("SELECT id FROM case_deadlines WHERE title = 'Выезд комиссии'")
    perform(case_clock.settle_task, message, first, now=NOW)
    assert queue_line(reader)[:2] == ("task", "16.10.2026")
    with pytest.raises(UserFacingError, match="уже выполнено"):
        perform(case_clock.settle_task, message, first, now=NOW)


def test_a_task_stays_nearest_when_another_term_comes_or_goes(
    reader: Reader, message: int, perform: Callable[..., Change]
) -> None:
    perform(case_clock.set_task, message, title="Акт", until=date(2026, 10, 14), now=NOW, zone=ZONE)
    perform(case_clock.put_off, message, until=date(2026, 12, 1), reason="ждём", now=NOW, zone=ZONE)
    assert queue_line(reader)[:2] == ("task", "14.10.2026"), "The promise is as many terms, and later"


def test_closing_settles_every_term_and_a_late_one_wants_its_reason(
    reader: Reader, message: int, perform: Callable[..., Change]
) -> None:
    perform(case_clock.set_task, message, title="Акт", until=date(2026, 10, 16), now=NOW, zone=ZONE)
    late = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)
    close = partial(
        perform, close_case, message, outcome=Outcome.RESOLVED, outcome_title="решено", now=late
    )  # fmt: skip
    with pytest.raises(UserFacingError, match="Срок ответа нарушен"):
        close(breach_reason="  ")
    assert reader.rows("SELECT closed_at FROM cases") == [(None,)]
    close(breach_reason="Поздно  передано")
    assert terms_of(reader, message) == {"final_answer": ("04.11.2026", late), "task": ("16.10.2026", late)}
    assert reader.rows("SELECT reason FROM breaches") == [("Поздно передано",)]
    assert queue_rows(reader) == []
    with pytest.raises(UserFacingError, match="уже снято с контроля"):
        close(breach_reason="")


def test_closing_in_time_asks_for_nothing(reader: Reader, message: int, perform: Callable[..., Change]) -> None:
    perform(close_case, message, outcome=Outcome.EXPLAINED, outcome_title="разъяснено", breach_reason="", now=NOW)
    assert reader.rows("SELECT count(*) FROM breaches") == [(0,)]
    assert terms_of(reader, message)["final_answer"] == ("04.11.2026", NOW)


def test_a_deferred_message_of_the_source_stays_under_control_until_its_promise(
    store: Store, reader: Reader, taken: Callable[..., int], incoming: Incoming, file_of: FileOf
) -> None:
    answered = datetime(2026, 10, 8, 9, 0, tzinfo=UTC)
    source = {"system": SourceSystem.FEEDBACK_PLATFORM, "channel_code": "feedback_platform", "answered_at": answered}
    case = taken(**source, outcome=Outcome.DEFERRED, promised_on=date(2026, 11, 20))
    assert queue_line(reader)[:2] == ("promise", "20.11.2026")
    closed = file_of(incoming(**source, outcome=Outcome.RESOLVED, closed_at=NOW, promised_on=date(2026, 11, 25)))
    store.perform(lambda session: take_in(session, Task(), closed, now=NOW, zone=ZONE, actor="Оператор"))
    assert terms_of(reader, case)["promise"] == ("25.11.2026", NOW)
    assert TermStage.FINAL_ANSWER in terms_of(reader, case)


def queue_rows(reader: Reader) -> list[Any]:
    return list(read_first_page(reader, QueueFilter(), now=NOW, zone=ZONE))
