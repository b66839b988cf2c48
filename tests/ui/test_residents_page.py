"""The page of residents and what it changes on the map and the heat map, by clicks and keys."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QLineEdit
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.edit_residents import remove_residents
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.heat_matrix import HeatKind
from mcu_desktop.rules.map_view import MapLevel
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.heat_map.page import HeatMapPage
from mcu_desktop.ui.map.page import MapPage
from mcu_desktop.ui.residents.page import ResidentsPage
from tests.ui.table_cells import rows_of

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, live_desk: Any) -> ResidentsPage:
    made = ResidentsPage(live_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    made.start()
    return made


@pytest.fixture
def filled_desk(live_desk: Any) -> Any:
    live_desk.store.perform(
        lambda session: add_demonstration(session, Task(), cases_count=120, seed=5, now=NOW, zone=MOSCOW)
    )
    return live_desk


def of_town(count: int) -> str:
    rate = count * 1_000 / 45_830
    return f"{rate:.{1 if rate >= 1 else 2}f}".replace(".", ",")


def test_a_number_is_written_by_keys_and_taken_away(page: ResidentsPage, type_words: Callable[..., None]) -> None:
    assert [row[:3] for row in rows_of(page.table)] == [
        ["Весь округ", "67 163", "01.10.2021"],
        ["Вышний Волочёк", "45 830", "01.10.2021"],
        ["Красномайский", "4 393", "01.10.2021"],
    ]
    for name, words in (("settlement", "Есеновичи"), ("count", "684"), ("source", "ВПН-2010")):
        page.fields.edits[name].setFocus()
        type_words(page.fields.edits[name], words)
    day = page.fields.edits["counted_on"]
    assert isinstance(day, QDateEdit)
    day.setDate(QDate(2010, 10, 14))
    QTest.mouseClick(page.put_button, LEFT)
    assert page.told.text() == "Есеновичи: жителей 684 на 14.10.2010, источник «ВПН-2010»."
    assert [row[0] for row in rows_of(page.table)][-1] == "Красномайский"
    page.table.setCurrentCell([row[0] for row in rows_of(page.table)].index("Есеновичи"), 0)
    QTest.mouseClick(page.remove_button, LEFT)
    assert page.told.text() == "Есеновичи: число жителей на 14.10.2010 убрано."
    assert len(rows_of(page.table)) == 3


def test_a_chosen_number_is_put_right(page: ResidentsPage, type_words: Callable[..., None]) -> None:
    page.table.setCurrentCell(1, 0)
    QTest.mouseClick(page.edit_button, LEFT)
    count = page.fields.edits["count"]
    assert isinstance(count, QLineEdit)
    assert count.text() == "45830"
    count.clear()
    type_words(count, "45 000")
    QTest.mouseClick(page.put_button, LEFT)
    assert [row[1] for row in rows_of(page.table)] == ["67 163", "45 000", "4 393"]
    assert rows_of(page.table)[1][3] == "ВПН-2020, том 1, таблица 5"


def test_a_file_is_taken_over_and_its_bad_rows_are_said(page: ResidentsPage, tmp_path: Path) -> None:
    file = tmp_path / "жители.csv"
    file.write_text("Населённый пункт;Жителей;На дату\nЕсеновичи;684;14.10.2010\nДятлово;?;14.10.2010\n", "utf-8")
    page.take_file(file)
    assert page.told.text() == (
        "Число жителей взято из файла: 1 число. Не взято строк: 1. Строка 3: жителей — не целое число."
    )
    assert ["Есеновичи", "684", "14.10.2010", "жители.csv"] in rows_of(page.table)


def test_the_heat_map_shows_the_cases_of_a_thousand_residents(qtbot: QtBot, filled_desk: Any) -> None:
    heat = HeatMapPage(filled_desk, MOSCOW, lambda: NOW)
    qtbot.addWidget(heat)
    heat.resize(1300, 600)
    heat.show()
    heat.kind.setCurrentIndex(heat.kind.findData(HeatKind.TOPIC_SETTLEMENT))
    heat.start()
    town = next(at for at in range(heat.model.columnCount())
                if heat.model.headerData(at, Qt.Orientation.Horizontal) == "Вышний Волочёк")  # fmt: skip
    count = int(heat.model.index(0, town).data())
    place = heat.table.currentIndex()
    QTest.mouseClick(heat.per_thousand, LEFT)
    assert heat.model.index(0, town).data() == of_town(count)
    assert (heat.table.currentIndex().row(), heat.table.currentIndex().column()) == (place.row(), place.column())
    assert "Жители посчитаны 01.10.2021. Число жителей не внесено: " in heat.told.text()
    heat.kind.setCurrentIndex(heat.kind.findData(HeatKind.BLOCK_HOUR))
    heat.kind.activated.emit(heat.kind.currentIndex())
    assert not heat.per_thousand.isEnabled()
    assert "не внесено" not in heat.told.text()


def test_the_map_shows_them_too_and_names_what_it_cannot(qtbot: QtBot, filled_desk: Any, settings: QSettings) -> None:
    shown = MapPage(filled_desk, Me(settings), MOSCOW, lambda: NOW)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    shown.start()
    shown.slider.setValue(shown.slider.maximum() - 1)
    QTest.mouseClick(shown.per_thousand, LEFT)
    town = next(
        circle for circle in shown.canvas.circles() if shown.view and shown.view.spots[circle.spot].name[0] == "В"
    )
    assert shown.view is not None
    count = shown.view.spots[town.spot].counts[shown.canvas.step]
    assert town.number == of_town(count)
    filled_desk.store.perform(lambda s: remove_residents(s, "Вышний Волочёк", date(2021, 10, 1), now=NOW, actor="А"))
    shown.reread()
    assert "Число жителей не внесено: Вышний Волочёк." in shown.told.text()
    assert all(shown.view.spots[circle.spot].name != "Вышний Волочёк" for circle in shown.canvas.circles())
    shown.level.setCurrentIndex(shown.level.findData(MapLevel.ADDRESSES))
    shown.level.activated.emit(shown.level.currentIndex())
    QApplication.processEvents()
    assert not shown.per_thousand.isEnabled()
    assert shown.canvas.circles()
