"""The production calendar: a year at a glance, changed by clicks and keys over a real store."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.background.desk import Desk
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.change_calendar import change_calendar
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.catalogues import read_production_calendar
from mcu_desktop.resources import resource
from mcu_desktop.rules.production_calendar import CalendarEdit, KnownYear, ProductionCalendar
from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import CalendarDay
from mcu_desktop.store.store import Store
from mcu_desktop.ui.calendar.month_view import MonthView
from mcu_desktop.ui.calendar.page import CalendarPage

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
TODAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
MOSCOW = ZoneInfo("Europe/Moscow")
WAIT = 20_000
LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def stored(
    sqlite_store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> Callable[[], ProductionCalendar]:
    """A store with one open case whose eight working hours end on Tuesday; reads its calendar."""
    sqlite_store.perform(lambda session: take_in(session, Task(), file_of(incoming()), now=NOW, zone=MOSCOW, actor=""))

    def read() -> ProductionCalendar:
        with closing(sqlite_store.open_reader()) as reader:
            return read_production_calendar(reader)

    return read


@pytest.fixture
def changes() -> list[str]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, sqlite_store: Store, stored: Callable[[], ProductionCalendar], changes: list[str]
) -> Iterator[CalendarPage]:
    desk = Desk(sqlite_store)
    made = CalendarPage(desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    desk.changed.connect(lambda change: changes.append(_text(change)))
    made.start()
    qtbot.waitUntil(lambda: made.year.told.text() != "", timeout=WAIT)
    yield made
    desk.close()


def _text(change: Change) -> str:
    return change.text


def _wait_for(qtbot: QtBot, panel: QWidget) -> None:
    qtbot.waitUntil(panel.isVisible, timeout=WAIT)


def _click_day(page: CalendarPage, day: date) -> None:
    month = page.year.grid.months[day.month - 1]
    places = (QPoint(x, y) for y in range(0, month.height(), 4) for x in range(0, month.width(), 4))
    QTest.mouseClick(month, LEFT, pos=next(place for place in places if month.day_at(place) == day))


def _choose_kind(page: CalendarPage, kind: DayKind | None) -> None:
    combo = page.year.day_form.kind_combo
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Home)
    for _ in range(0 if kind is None else 1 + list(DayKind).index(kind)):
        QTest.keyClick(combo, Key.Key_Down)


def test_this_year_is_shown_first_with_its_norm_and_until_when_it_is_known(page: CalendarPage) -> None:
    assert page.year.title.text() == "Производственный календарь, 2026 год"
    assert page.year.told.text() == (
        "247 рабочих дней, 1\N{NO-BREAK SPACE}972 рабочих часа. "
        "Календарь утверждён до 31.12.2026, предварительно до 31.12.2027."
    )
    assert page.year.grid.day == TODAY
    assert page.year.day_form.title.text() == "05.10.2026, понедельник"
    assert not page.year.day_form.save_button.isEnabled()


def test_page_keys_go_through_the_years_up_to_the_first_unknown(page: CalendarPage) -> None:
    QTest.keyClick(page.year.grid, Key.Key_PageDown)
    assert "2027" in page.year.title.text()
    QTest.mouseClick(page.year.after, LEFT)
    assert "2028" in page.year.title.text()
    assert "ещё не известен" in page.year.told.text()
    assert not page.year.after.isEnabled()
    assert not page.year.day_form.isEnabled()
    QTest.keyClick(page.year.grid, Key.Key_PageDown)
    QTest.keyClick(page.year.grid, Key.Key_Right)
    assert page.year.grid.day == date(2028, 10, 5), "The days of an unknown year are not chosen"
    QTest.keyClick(page.year.grid, Key.Key_PageUp)
    assert "2027" in page.year.title.text()


def test_arrows_go_by_days_and_weeks_within_the_year(page: CalendarPage) -> None:
    grid = page.year.grid
    for key, day in (
        (Key.Key_Right, date(2026, 10, 6)), (Key.Key_Down, date(2026, 10, 13)),
        (Key.Key_Left, date(2026, 10, 12)), (Key.Key_Up, date(2026, 10, 5)),
    ):  # fmt: skip
        QTest.keyClick(grid, key)
        assert grid.day == day
        assert page.year.day_form.day == day
    _click_day(page, date(2026, 12, 31))
    assert grid.accessibleDescription().startswith("31.12.2026 — нерабочий день")
    for key in (Key.Key_Right, Key.Key_Down):
        QTest.keyClick(grid, key)
        assert grid.day == date(2026, 12, 31)


def test_the_29th_of_february_has_neighbours_too(page: CalendarPage) -> None:
    page.year.choose(date(2024, 2, 29))
    QTest.keyClick(page.year.grid, Key.Key_PageDown)
    assert page.year.grid.day == date(2025, 2, 28)


def test_each_month_tells_its_special_days_to_those_who_do_not_see_them(page: CalendarPage) -> None:
    november = page.year.grid.months[10]
    assert november.accessibleName() == "Ноябрь 2026"
    assert "04.11.2026 — нерабочий день: День народного единства" in november.accessibleDescription()
    assert "03.11.2026 — короче на час" in november.accessibleDescription()


def test_a_day_is_found_where_it_is_painted_and_the_chosen_one_is_seen(page: CalendarPage) -> None:
    november = page.year.grid.months[10]  # the 1st is a Sunday
    before = november.grab().toImage()
    found = {november.day_at(_middle(november, line, column)) for line in range(8) for column in range(7)}
    assert found - {None} == {date(2026, 11, number) for number in range(1, 31)}
    assert november.day_at(_middle(november, 2, 6)) == date(2026, 11, 1)
    assert november.day_at(_middle(november, 2, 0)) is None
    QTest.mouseClick(november, LEFT, pos=_middle(november, 3, 2))
    assert page.year.grid.day == date(2026, 11, 4)
    assert november.grab().toImage() != before
    QTest.mouseClick(november, LEFT, pos=_middle(november, 2, 0))
    assert page.year.grid.day == date(2026, 11, 4), "An empty place is no day"


def test_a_local_day_off_is_made_by_keys_alone(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar], changes: list[str]
) -> None:
    QTest.keyClick(page.year.grid, Key.Key_Right)
    QTest.keyClick(page.year.grid, Key.Key_Return)
    form = page.year.day_form
    assert QApplication.focusWidget() is form.kind_combo
    QTest.keyClick(form.kind_combo, Key.Key_Down)
    form.note_edit.setText("Выходной по распоряжению  Главы")
    form.source_edit.setText("№ 7-р")
    QTest.keyClick(form.note_edit, Key.Key_Return)
    _wait_for(qtbot, page.review)
    assert page.review.told.text() == "Изменится: 06.10.2026 — нерабочий день."
    assert page.review.moved.told.text() == "Срок изменится у 1 открытой записи."
    cells = [page.review.moved.table.item(0, column) for column in range(3)]
    assert [cell.text() for cell in cells if cell] == ["МЦУ-2026-000001", "06.10.2026 10:30", "07.10.2026 10:30"]
    assert TUESDAY not in stored().days, "Nothing is saved before it is agreed to"
    QTest.keyClick(page.review.save_button, Key.Key_Return)
    _wait_for(qtbot, page.year)
    assert changes == ["Календарь изменён: 06.10.2026 — нерабочий день. Пересчитано сроков: 1."]
    assert stored().days[TUESDAY] == CalendarDay(TUESDAY, DayKind.DAY_OFF, "Выходной по распоряжению Главы", "№ 7-р")
    qtbot.waitUntil(form.usual_button.isEnabled, timeout=WAIT)
    assert not form.is_changed()
    assert form.note_edit.text() == "Выходной по распоряжению Главы"
    QTest.mouseClick(form.usual_button, LEFT)
    _wait_for(qtbot, page.review)
    assert page.review.told.text() == "Изменится: 06.10.2026 — как обычно."
    QTest.mouseClick(page.review.save_button, LEFT)
    _wait_for(qtbot, page.year)
    assert TUESDAY not in stored().days


def test_what_is_written_is_lost_by_no_click_but_by_cancel(page: CalendarPage) -> None:
    form = page.year.day_form
    _choose_kind(page, DayKind.SHORT)
    assert form.save_button.isEnabled()
    _click_day(page, date(2026, 3, 3))
    QTest.mouseClick(page.year.after, LEFT)
    assert page.told.text() == "Сохраните или отмените изменение дня 05.10.2026."
    assert page.year.grid.day == TODAY
    QTest.keyClick(form.kind_combo, Key.Key_Escape)
    assert not form.is_changed()
    assert page.told.isHidden()
    assert QApplication.focusWidget() is page.year.grid
    _click_day(page, date(2026, 3, 3))
    assert form.day == date(2026, 3, 3)


def test_a_review_that_is_cancelled_keeps_the_form(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar]
) -> None:
    before = stored()
    _choose_kind(page, DayKind.SHORT)
    QTest.mouseClick(page.year.day_form.save_button, LEFT)
    _wait_for(qtbot, page.review)
    assert page.review.moved.told.text() == "Срок изменится у 1 открытой записи."
    QTest.keyClick(page.review.save_button, Key.Key_Escape)
    assert page.year.isVisible()
    assert page.year.day_form.is_changed()
    assert stored() == before


def test_a_short_saturday_is_refused_in_the_page(qtbot: QtBot, page: CalendarPage) -> None:
    _click_day(page, date(2026, 10, 10))
    _choose_kind(page, DayKind.SHORT)
    QTest.mouseClick(page.year.day_form.save_button, LEFT)
    qtbot.waitUntil(lambda: "суббота" in page.told.text(), timeout=WAIT)
    assert page.year.isVisible()
    assert page.year.day_form.is_changed()


def test_a_year_is_marked_approved(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar], changes: list[str]
) -> None:
    QTest.keyClick(page.year.grid, Key.Key_PageDown)
    QTest.mouseClick(page.year.year_button, LEFT)
    form = page.year.year_form
    assert not form.approved_check.isChecked()
    QTest.keyClick(form.approved_check, Key.Key_Space)
    form.source_edit.setText("Постановление № 1")
    QTest.keyClick(form.source_edit, Key.Key_Return)
    _wait_for(qtbot, page.review)
    assert page.review.told.text() == "Изменится: 2027 год утверждён."
    QTest.mouseClick(page.review.save_button, LEFT)
    qtbot.waitUntil(lambda: page.year.told.text().endswith("Календарь утверждён до 31.12.2027."), timeout=WAIT)
    assert stored().years[2027] == KnownYear(2027, approved=True, source="Постановление № 1")
    assert changes == ["Календарь изменён: 2027 год утверждён. Пересчитано сроков: 0."]
    assert page.year.day_form.isVisible()
    assert "2027" in page.year.title.text()


def test_an_unknown_year_becomes_known_by_marking_it(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar]
) -> None:
    for _ in range(2):
        QTest.keyClick(page.year.grid, Key.Key_PageDown)
    QTest.mouseClick(page.year.year_button, LEFT)
    QTest.mouseClick(page.year.year_form.save_button, LEFT)
    _wait_for(qtbot, page.review)
    QTest.mouseClick(page.review.save_button, LEFT)
    qtbot.waitUntil(lambda: page.year.told.text().endswith("предварительно до 31.12.2028."), timeout=WAIT)
    assert stored().years[2028] == KnownYear(2028, approved=False)
    assert page.year.day_form.isEnabled()


def test_a_year_form_is_left_by_escape(page: CalendarPage) -> None:
    QTest.mouseClick(page.year.year_button, LEFT)
    QTest.keyClick(page.year.year_form.approved_check, Key.Key_Space)
    QTest.keyClick(page.year.year_form.approved_check, Key.Key_Escape)
    assert page.year.day_form.isVisible()
    QTest.mouseClick(page.year.year_button, LEFT)
    assert page.year.year_form.approved_check.isChecked(), "2026 is approved, as before"


def _year_file(folder: Path, name: str = "2027.json") -> Path:
    whole = json.loads(resource("catalogues", "production_calendar.json").read_text(encoding="utf-8"))
    days = [row for row in whole["days"] if row["day"].startswith("2027") and row["day"] != "2027-02-22"]
    days.append({"day": "2027-07-16", "kind": "day_off", "note": "День города", "source": "решение"})
    path = folder / name
    years = [{"year": 2027, "approved": True, "source": "Постановление"}]
    path.write_text(json.dumps({"years": years, "days": days}), encoding="utf-8")
    return path


def test_a_year_is_taken_from_a_file_after_a_look(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar], tmp_path: Path
) -> None:
    before = stored()
    page.take_file(_year_file(tmp_path))
    _wait_for(qtbot, page.review)
    assert "2027 год: дней добавится — 1, изменится — 0, уберётся — 1." in page.review.told.text()
    table = page.review.days
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    cells = [[cell.text() for column in range(3) if (cell := table.item(row, column))] for row in range(2)]
    assert cells[0][0] == "22.02.2027"
    assert cells[0][2] == "как обычно"
    assert cells[1] == ["16.07.2027", "как обычно", "нерабочий день: День города"]
    assert page.review.save_button.text() == "Принять"
    assert stored() == before
    QTest.mouseClick(page.review.save_button, LEFT)
    qtbot.waitUntil(lambda: "2027" in page.year.title.text(), timeout=WAIT)
    after = stored()
    assert after.years[2027].approved
    assert after.days.keys() ^ before.days.keys() == {date(2027, 2, 22), date(2027, 7, 16)}
    page.take_file(_year_file(tmp_path))
    qtbot.waitUntil(lambda: "менять нечего" in page.told.text(), timeout=WAIT)
    assert page.year.isVisible()


def test_a_bad_file_is_refused_and_changes_nothing(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar], tmp_path: Path
) -> None:
    before = stored()
    path = _year_file(tmp_path)
    path.write_bytes(path.read_bytes()[:900])
    page.take_file(path)
    qtbot.waitUntil(lambda: "обрезан или повреждён" in page.told.text(), timeout=WAIT)
    assert page.year.isVisible()
    assert stored() == before


def test_the_file_is_asked_for_without_stopping_the_window(qtbot: QtBot, page: CalendarPage, tmp_path: Path) -> None:
    QTest.mouseClick(page.year.file_button, LEFT)
    [dialog] = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(_year_file(tmp_path)))
    dialog.close()
    _wait_for(qtbot, page.review)


def test_working_time_is_changed_from_a_day_on(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar], changes: list[str]
) -> None:
    QTest.mouseClick(page.year.hours_button, LEFT)
    form = page.hours
    assert [line.works.isChecked() for line in form.lines] == [True] * 5 + [False] * 2
    assert [edit.text() for edit in form.lines[0].edits] == ["09:00", "18:00", "13:00", "14:00"]
    form.since_edit.setDate(QDate(2026, 10, 6))
    tuesday = form.lines[1].edits
    tuesday[0].clear()
    QTest.keyClicks(tuesday[0], "19:00")
    QTest.keyClick(tuesday[0], Key.Key_Return)
    assert form.told.text() == "Вторник: конец рабочего дня 18:00 не позже начала 19:00. Ничего не изменено."
    tuesday[0].setText("12:00")
    QTest.mouseClick(form.lines[5].works, LEFT, pos=QPoint(8, form.lines[5].works.height() // 2))
    for edit in form.lines[5].edits[2:]:
        edit.clear()
    QTest.mouseClick(form.save_button, LEFT)
    _wait_for(qtbot, page.review)
    assert page.review.told.text() == "Изменится: рабочее время с 06.10.2026."
    assert page.review.moved.told.text() == "Срок изменится у 1 открытой записи."
    QTest.keyClick(page.review.save_button, Key.Key_Return)
    _wait_for(qtbot, page.year)
    assert changes == ["Календарь изменён: рабочее время с 06.10.2026. Пересчитано сроков: 1."]
    week = stored().weeks[TUESDAY]
    assert sorted(week) == [0, 1, 2, 3, 4, 5]
    assert f"{week[1].starts:%H:%M}" == "12:00"
    assert week[5].lunch_starts is None


def test_working_time_is_left_by_escape(page: CalendarPage) -> None:
    QTest.mouseClick(page.year.hours_button, LEFT)
    QTest.keyClick(page.hours.lines[0].edits[0], Key.Key_Escape)
    assert page.year.isVisible()


def test_a_look_that_is_stopped_leads_back_at_once(qtbot: QtBot, page: CalendarPage, tmp_path: Path) -> None:
    page.take_file(_year_file(tmp_path))
    QTest.mouseClick(page.progress.stop_button, LEFT)
    assert page.year.isVisible()
    _choose_kind(page, DayKind.SHORT)
    QTest.mouseClick(page.year.day_form.save_button, LEFT)
    _wait_for(qtbot, page.review)
    assert "05.10.2026 — короче на час" in page.review.told.text(), "The answer of the stopped look is dropped"


def test_a_saving_that_is_stopped_saves_nothing_and_keeps_the_form(
    qtbot: QtBot, page: CalendarPage, stored: Callable[[], ProductionCalendar], changes: list[str]
) -> None:
    before, gate = stored(), threading.Event()

    def hold(_session: object, _task: Task) -> Change:
        gate.wait(20)
        return Change(frozenset(), "")

    _choose_kind(page, DayKind.SHORT)
    QTest.mouseClick(page.year.day_form.save_button, LEFT)
    _wait_for(qtbot, page.review)
    page._desk.write(page, hold)
    QTest.mouseClick(page.review.save_button, LEFT)
    QTest.keyClick(page.progress.stop_button, Key.Key_Escape)
    assert page.progress.isVisible(), "Whether it was in time is not known yet"
    gate.set()
    _wait_for(qtbot, page.year)
    assert page.told.text() == "Прервано. В хранилище ничего не изменилось."
    assert page.year.day_form.is_changed()
    assert stored() == before
    assert changes == [""]


def test_a_change_of_another_program_is_shown_and_what_is_written_stays(
    qtbot: QtBot, page: CalendarPage, sqlite_store: Store
) -> None:
    form = page.year.day_form
    _choose_kind(page, DayKind.SHORT)
    edit = CalendarEdit(years=(KnownYear(2027, approved=True),))
    sqlite_store.perform(lambda session: change_calendar(session, Task(), edit, now=NOW, actor="Другой"))
    page._desk.changed.emit(Change(frozenset(Touched), ""))
    qtbot.waitUntil(lambda: page.year.told.text().endswith("Календарь утверждён до 31.12.2027."), timeout=WAIT)
    assert form.written() == CalendarDay(TODAY, DayKind.SHORT)


def test_esc_leads_back(qtbot: QtBot, page: CalendarPage) -> None:
    with qtbot.waitSignal(page.finished):
        QTest.keyClick(page.year.grid, Key.Key_Escape)


def test_words_of_people_are_plain(page: CalendarPage) -> None:
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


def _middle(widget: MonthView, line: int, column: int) -> QPoint:
    return QPoint(round((column + 0.5) * widget.width() / 7), line * (widget.height() // 8) + widget.height() // 16)
