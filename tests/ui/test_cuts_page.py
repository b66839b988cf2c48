"""Free cuts by clicks and keys, over a real store."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.queue import QueueFilter, count_cases
from mcu_desktop.rules.cuts import CutFigure
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.cuts.fields import FieldList
from mcu_desktop.ui.cuts.page import CutsPage
from tests.chart_places import middle_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def make_page(qtbot: QtBot, live_desk: Any, settings: QSettings) -> Callable[[], CutsPage]:
    def make() -> CutsPage:
        page = CutsPage(live_desk, Me(settings), MOSCOW, lambda: NOW)
        qtbot.addWidget(page)
        page.resize(1100, 620)
        page.show()
        page.start()
        QApplication.processEvents()
        return page

    return make


@pytest.fixture
def page(live_desk: Any, make_page: Callable[[], CutsPage]) -> CutsPage:
    live_desk.store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=150, seed=7, now=NOW, zone=MOSCOW)
    )
    return make_page()


def opened(page: CutsPage) -> list[CaseSlice]:
    heard: list[CaseSlice] = []
    page.cases_wanted.connect(lambda wanted: heard.append(wanted.figure))
    return heard


NO_KEYS = Qt.KeyboardModifier.NoModifier


def press(fields: FieldList, field: object, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
    place = next(at for at in range(fields.count()) if fields.item(at).data(Qt.ItemDataRole.UserRole) == str(field))
    fields.setCurrentRow(place)
    QTest.keyClick(fields, key, modifiers)


def choose(combo: Any, value: object) -> None:
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def cell(page: CutsPage, row: int, column: int) -> str:
    return str(page.model.index(row, column).data())


def test_blocks_by_months_stand_there_at_first_and_their_totals_are_right(page: CutsPage, live_desk: Any) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.told.text().startswith("Поступило, количество: отраслевой блок — время по месяцам.")
    [(count,)] = live_desk.reader.rows(
        "SELECT count(*) FROM cases WHERE received_at >= '2026-08-31 21' AND received_at < '2026-09-30 21'"
    )
    assert cell(page, 0, 0) == cell(page, 0, 1) == str(count)
    assert sum(int(cell(page, row, 0)) for row in range(1, page.model.rowCount())) == count
    assert page.model.headerData(0, Qt.Orientation.Vertical) == "Итого"


def test_digits_put_fields_where_they_belong_and_delete_takes_them_out(page: CutsPage) -> None:
    fields = page.fields
    press(fields.all, Dimension.CHANNEL, Key.Key_1)
    assert fields.of(fields.rows) == (Dimension.BLOCK, Dimension.CHANNEL)
    press(fields.rows, Dimension.CHANNEL, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert fields.of(fields.rows) == (Dimension.CHANNEL, Dimension.BLOCK)
    press(fields.rows, Dimension.CHANNEL, Key.Key_2)
    assert fields.of(fields.rows) == (Dimension.BLOCK,)
    assert fields.of(fields.columns) == (Grain.MONTH, Dimension.CHANNEL)
    press(fields.columns, Grain.MONTH, Key.Key_Delete)
    assert fields.of(fields.columns) == (Dimension.CHANNEL,)
    assert page.counted is not None
    assert page.counted.cut.columns == (Dimension.CHANNEL,)
    heads = [page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(page.model.columnCount())]
    assert heads[0] == "Итого"
    assert "«Инцидент Менеджмент»" in heads


def test_a_dragged_field_lands_where_it_is_dropped(page: CutsPage) -> None:
    fields = page.fields
    fields.rows.dropped.emit(Dimension.KIND, 0)
    assert fields.of(fields.rows) == (Dimension.KIND, Dimension.BLOCK)
    fields.columns.dropped.emit(Dimension.KIND, 0)
    assert fields.of(fields.rows) == (Dimension.BLOCK,)
    assert fields.of(fields.columns) == (Dimension.KIND, Grain.MONTH)


def test_what_does_not_go_is_said(page: CutsPage) -> None:
    press(page.fields.all, Grain.WEEK, Key.Key_3)
    assert page.told.text() == "Время отбирают периодом наверху."
    for field in (Dimension.CHANNEL, Dimension.KIND, Dimension.OUTCOME):
        press(page.fields.all, field, Key.Key_1)
    assert page.told.text().startswith("Больше 3 полей")
    assert len(page.fields.of(page.fields.rows)) == 3


def test_a_cell_opens_its_cases_by_enter_and_a_bar_by_a_double_click(page: CutsPage, live_desk: Any) -> None:
    heard = opened(page)
    page.table.setCurrentIndex(page.model.index(1, 1))
    QTest.keyClick(page.table, Key.Key_Return)
    assert page.chart is not None
    view = page.chart
    place = next(at for at, point in enumerate(view.chart.series[0].points) if point.value)
    QTest.mouseDClick(view.canvas, LEFT, pos=middle_of(view, (0, place)))
    counts = [
        count_cases(live_desk.reader, QueueFilter(figure=cases), now=NOW, zone=MOSCOW, at_most=999) for cases in heard
    ]
    assert counts == [int(cell(page, 1, 1)), view.chart.series[0].points[place].value]
    assert heard[0].title.startswith("Поступило: ")


def test_ticked_values_narrow_the_cut(page: CutsPage) -> None:
    assert page.values.isHidden()  # an empty box would stand there without a meaning
    whole = int(cell(page, 0, 0))
    press(page.fields.all, Dimension.KIND, Key.Key_3)
    assert [page.values.item(at).text() for at in range(page.values.count())] == ["сообщение", "обращение (59-ФЗ)"]
    page.values.setCurrentRow(1)
    QTest.keyClick(page.values, Key.Key_Space)
    appeals = int(cell(page, 0, 0))
    assert 0 < appeals < whole
    page.values.setCurrentRow(0)
    QTest.keyClick(page.values, Key.Key_Space)
    assert int(cell(page, 0, 0)) == whole
    assert page.values.words() == "Вид: обращение (59-ФЗ), сообщение"
    press(page.fields.filters, Dimension.KIND, Key.Key_Delete)
    assert page.values.count() == 0
    assert page.values.isHidden()
    assert int(cell(page, 0, 0)) == whole


def test_hours_and_shares_stand_in_the_cells(page: CutsPage) -> None:
    choose(page.measure, Measure.ANSWERED)
    choose(page.figure, CutFigure.SHARE_OF_COLUMN)
    assert cell(page, 0, 1) == "100\xa0%"
    assert not page.percentile.isVisible()
    choose(page.figure, CutFigure.PERCENTILE_HOURS)
    assert page.percentile.isVisible()
    high = float(cell(page, 0, 0).replace("\xa0", "").replace(",", "."))
    page.percentile.setValue(10)
    assert float(cell(page, 0, 0).replace("\xa0", "").replace(",", ".")) < high
    assert "10-й процентиль часов до ответа" in page.told.text()


def test_a_kept_cut_comes_back_with_the_period_of_today(
    page: CutsPage, make_page: Callable[[], CutsPage], live_desk: Any
) -> None:
    press(page.fields.all, Dimension.KIND, Key.Key_2)
    choose(page.figure, CutFigure.MEDIAN_HOURS)
    page.saved.title.setText("Скорость по видам")
    QTest.keyClick(page.saved.title, Key.Key_Return)
    other = make_page()
    other.saved.list.setCurrentIndex(1)
    other.saved.list.activated.emit(1)
    assert other.saved.list.currentText() == "Скорость по видам (общий)"
    assert other.counted is not None
    assert page.counted is not None
    assert other.counted.cut == page.counted.cut
    assert other.period.period().first == date(2026, 9, 1)
    QTest.mouseClick(other.saved.remove_button, LEFT)
    assert other.saved.saved == ()
    assert live_desk.reader.rows("SELECT count(*) FROM saved_views") == [(0,)]


def titles(page: CutsPage) -> list[str]:
    return [page.saved.list.itemText(at) for at in range(page.saved.list.count())]


def test_a_cut_saved_twice_is_one_and_a_renamed_one_keeps_what_it_shows(
    page: CutsPage, make_page: Callable[[], CutsPage]
) -> None:
    bar, laid = page.saved, page.counted
    bar.title.setText("Скорость")
    assert not bar.rename_button.isEnabled(), "Nothing is chosen yet"
    for _twice in range(2):
        QTest.mouseClick(bar.save_button, LEFT)
        assert titles(page) == ["не выбран", "Скорость (общий)"]
        assert bar.list.currentText() == "Скорость (общий)"
    other = make_page()
    other.saved.list.setCurrentIndex(1)
    other.saved.list.activated.emit(1)
    press(page.fields.all, Dimension.KIND, Key.Key_1)
    bar.title.setText("  Скорость   блоков ")
    assert bar.rename_button.isEnabled()
    QTest.mouseClick(bar.rename_button, LEFT)
    assert titles(page) == ["не выбран", "Скорость блоков (общий)"]
    assert not bar.rename_button.isEnabled()
    assert laid is not None
    assert bar.saved[0].kept is not None
    assert bar.saved[0].kept.cut == laid.cut, "A new name changes nothing else"
    assert titles(other) == titles(page)
    assert other.saved.title.text() == "Скорость блоков", "Else the old name would be saved as another cut"
    QTest.mouseClick(other.saved.remove_button, LEFT)
    assert titles(page) == ["не выбран"]
    assert not bar.remove_button.isEnabled()


def test_a_cut_of_another_program_is_said(page: CutsPage, live_desk: Any) -> None:
    page.saved.title.setText("Новый")
    QTest.mouseClick(page.saved.save_button, LEFT)
    spoil = "UPDATE saved_views SET wanted = '{}'"
    live_desk.store.perform(lambda session: session.connection().exec_driver_sql(spoil))
    page.saved.reread()
    page.saved.list.setCurrentIndex(1)
    page.saved.list.activated.emit(1)
    assert "другой версией программы" in page.told.text()


def test_the_cut_leaves_as_a_workbook_with_numbers(page: CutsPage, tmp_path: Path) -> None:
    page.write(tmp_path / "Разрез.xlsx")
    assert "Разрез сохранён" in page.told.text()
    sheet = openpyxl.load_workbook(tmp_path / "Разрез.xlsx").active
    assert sheet is not None
    rows = [[one.value for one in row] for row in sheet.iter_rows()]
    head = next(at for at, row in enumerate(rows) if row[1] == "Итого")
    assert rows[head + 1][:2] == ["Итого", int(cell(page, 0, 0))]
    assert rows[0][0] == "Поступило, количество: отраслевой блок — время по месяцам"
    assert any("Посчитано 12.10.2026 12:00" in str(row[0]) for row in rows[:head])


def test_an_empty_store_is_an_empty_cut(make_page: Callable[[], CutsPage]) -> None:
    page = make_page()
    assert page.model.rowCount() == 1
    assert cell(page, 0, 0) == ""
    assert page.chart is not None
    assert page.chart.pages.currentWidget() is page.chart.nothing
