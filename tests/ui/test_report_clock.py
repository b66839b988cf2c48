"""What is due at the start is made, and all of it is told together."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject

from mcu_desktop.operations.change import Change
from mcu_desktop.queries.report_schedules import DueBatch, ScheduleLine
from mcu_desktop.rules.report_schedule import Rhythm, Schedule
from mcu_desktop.ui.reports.report_clock import ReportClock

NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)
MISSED = "По расписанию: Сводка за день — 7 отчётов, из них 7 пропущено, пока программа не работала. Папка: /о"
NO_FOLDER = "Отчёт по расписанию не сохранён: нет такой папки."


def batch(rule: int) -> DueBatch:
    line = ScheduleLine(rule, "daily", Schedule(Rhythm.DAILY, time(8), working_days_only=True), None, ".pdf", "/о", NOW)
    return DueBatch(line, NOW, (), 0, 0)


class Desk(QObject):
    """Answers at once what was asked; a deed says what is next in `answers`, a failure where that is no change."""

    def __init__(self, due: tuple[DueBatch, ...], answers: Iterator[Change | str]) -> None:
        super().__init__()
        self.due, self.answers = due, answers
        self.waiting: list[Callable[[], None]] = []

    def read(self, _asker: object, _question: object, answer: Callable[[Any], None]) -> None:
        answer(self.due)

    def write(
        self, _asker: object, _deed: object, answer: Callable[[Change], None], *, failed: Callable[[str], None]
    ) -> None:
        said = next(self.answers)
        self.waiting.append(lambda: failed(said) if isinstance(said, str) else answer(said))

    def work(self) -> None:
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


@pytest.fixture
def tell(qapp: object) -> Callable[..., tuple[ReportClock, Desk, list[tuple[str, str]]]]:
    def begin(*answers: Change | str) -> tuple[ReportClock, Desk, list[tuple[str, str]]]:
        desk = Desk(tuple(batch(place) for place in range(len(answers))), iter((*answers, *answers)))
        clock = ReportClock(desk, ZoneInfo("Europe/Moscow"), lambda: NOW, desk)  # type: ignore[arg-type]
        told: list[tuple[str, str]] = []
        clock.told.connect(lambda text, kind: told.append((text, kind)))
        clock.look()
        return clock, desk, told

    assert qapp is not None
    return begin


def test_missed_reports_are_told_beside_one_that_failed(
    tell: Callable[..., tuple[ReportClock, Desk, list[tuple[str, str]]]],
) -> None:
    clock, desk, told = tell(Change(frozenset(), MISSED), NO_FOLDER)
    clock.look()
    assert len(desk.waiting) == 2, "what is being made is not asked for again"
    desk.work()
    assert told == [(f"{MISSED}.\n{NO_FOLDER}", "error")]
    clock.look()
    desk.work()
    assert told[1:] == [(f"{MISSED}.", "success")], "what has failed waits for the next start"


def test_what_another_workstation_has_made_is_not_told(
    tell: Callable[..., tuple[ReportClock, Desk, list[tuple[str, str]]]],
) -> None:
    _clock, desk, told = tell(Change(frozenset(), ""))
    desk.work()
    assert told == []
