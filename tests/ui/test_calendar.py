"""The production calendar, a year at a glance."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import CalendarDay, WorkingCalendar, WorkingHours
from mcu_desktop.ui.calendar.page import CalendarPage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
SPECIAL = (
    CalendarDay(date(2026, 11, 4), DayKind.DAY_OFF, "День народного единства"),
    CalendarDay(date(2026, 11, 3), DayKind.SHORT),
    CalendarDay(date(2027, 2, 20), DayKind.WORKING_SHORT, "перенос с 22.02.2027"),
)
CALENDAR = WorkingCalendar(
    MOSCOW,
    dict.fromkeys(range(5), WorkingHours(time(9), time(18), time(13), time(14))),
    {day.day: day for day in SPECIAL},
    frozenset({2026, 2027}),
)


class FakeDesk(QObject):
    """Knows one calendar."""

    def read(self, _asker: QObject, _question: object, answer: Callable[[Any], None]) -> None:
        answer(CALENDAR)


@pytest.fixture
def page(qtbot: QtBot) -> CalendarPage:
    made = CalendarPage(FakeDesk(), MOSCOW, lambda: NOW)  # type: ignore[arg-type]  # only what the page uses
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.start()
    return made


def test_this_year_is_shown_first_with_its_norm(page: CalendarPage) -> None:
    assert page.title.text() == "Производственный календарь, 2026 год"
    assert page.norm.text() == "260 рабочих дней, 2\N{NO-BREAK SPACE}079 рабочих часов."
    assert page.known.text() == "Календарь известен до 31.12.2027."
    assert not page.before.isEnabled()


def test_left_and_right_go_through_the_years_up_to_the_first_unknown(page: CalendarPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert "2027" in page.title.text()
    QTest.mouseClick(page.after, Qt.MouseButton.LeftButton)
    assert "2028" in page.title.text()
    assert "ещё не известен" in page.norm.text()
    assert not page.after.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert "2028" in page.title.text()
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert "2027" in page.title.text()


def test_each_month_tells_its_special_days_to_those_who_do_not_see_them(page: CalendarPage) -> None:
    november = page.months[10]
    assert november.accessibleName() == "Ноябрь 2026"
    told = november.accessibleDescription()
    assert "04.11.2026 — нерабочий день: День народного единства" in told
    assert "03.11.2026 — короче на час" in told
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert "20.02.2027 — рабочий день по переносу, короче на час" in page.months[1].accessibleDescription()


def test_a_day_is_found_where_it_is_painted(page: CalendarPage) -> None:
    november = page.months[10]  # the 1st is a Sunday
    picture = november.grab().toImage()
    found = {november.day_at(_middle(november, line, column)) for line in range(8) for column in range(7)}
    assert found - {None} == {date(2026, 11, number) for number in range(1, 31)}
    assert november.day_at(_middle(november, 2, 6)) == date(2026, 11, 1)
    assert november.day_at(_middle(november, 2, 0)) is None
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert len(colours) > 10, "Days off, worked days and today differ"


def test_esc_leads_back(qtbot: QtBot, page: CalendarPage) -> None:
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def _middle(widget: Any, line: int, column: int) -> Any:
    return QPoint(round((column + 0.5) * widget.width() / 7), line * (widget.height() // 8) + widget.height() // 16)
