"""How large the letters are, and the room that tables give them."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from mcu_desktop.ui.common.look import Look
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.queue.model import QueueModel
from mcu_desktop.ui.queue.table import QueueTable

pytestmark = pytest.mark.usefixtures("look_stays")


def _enlarge_to_the_end(qtbot: QtBot, look: Look, table: QTableView) -> int:
    """Return how high the letters of a table are at 200 %."""
    small = table.fontMetrics().height()
    for _step in range(10):
        look.enlarge()
    qtbot.waitUntil(lambda: table.fontMetrics().height() > small * 1.8)  # the letters come after the wish
    return table.fontMetrics().height()


def test_the_rows_of_a_table_that_is_open_grow_with_its_letters(qtbot: QtBot, settings: QSettings) -> None:
    look = Look(settings)
    look.show()
    table = make_table("Таблица", (Column("Слово", str, 0),), ("одно", "другое"))
    qtbot.addWidget(table)
    table.show()
    usual = table.rowHeight(0)
    letters = _enlarge_to_the_end(qtbot, look, table)
    assert table.rowHeight(1) >= letters + 4
    for _step in range(10):
        look.reduce()
        QApplication.processEvents()  # a person's keys come one by one
    assert abs(table.verticalHeader().defaultSectionSize() - usual) <= 2


def test_the_rows_of_the_queue_fit_letters_that_come_later(
    qtbot: QtBot, settings: QSettings, zone: ZoneInfo, clock: Callable[[], datetime]
) -> None:
    look = Look(settings)
    look.show()
    table = QueueTable(QueueModel(zone, clock))
    qtbot.addWidget(table)
    table.show()
    letters = _enlarge_to_the_end(qtbot, look, table)
    assert table.verticalHeader().defaultSectionSize() == letters + 12


def test_a_column_that_takes_what_is_left_is_not_squeezed_by_large_letters(qtbot: QtBot, settings: QSettings) -> None:
    look = Look(settings)
    look.show()
    columns = (Column("Слово", str, 200), Column("Название", str, 0))
    table = make_table("Таблица", columns, ("одно", "другое"))
    qtbot.addWidget(table)
    table.resize(520, 200)
    table.show()
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    _enlarge_to_the_end(qtbot, look, table)
    fill_table(table, columns, ("одно", "другое"))
    assert table.columnWidth(1) == 280
    table.resize(900, 200)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
