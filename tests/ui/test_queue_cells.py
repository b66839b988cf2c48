"""The cells of the queue: painted by ourselves where they are but words, and no otherwise than Qt would."""

from array import array
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStyle
from pytestqt.qtbot import QtBot

from mcu_desktop.queries.queue import QueueRow
from mcu_desktop.queries.queue_list import QueueGroup
from mcu_desktop.ui.common.theme import apply_theme
from mcu_desktop.ui.queue import cell_delegate
from mcu_desktop.ui.queue.model import QueueModel
from mcu_desktop.ui.queue.table import QueueTable

Clock = Callable[[], datetime]
_WORDS = (
    "Яма",
    "Яма у школы на улице, по которой каждое утро идут дети, и никто её не засыпает уже который год подряд",
    "<b>Фонарь</b> & дом",
    "😀" * 60,
    "نص عربي и по-русски",
    "\u202eот права\u202c",
    "\u0301" * 40 + "а",
    "ё" * 300,
    "",
)


@pytest.fixture
def table(qtbot: QtBot, look_stays: None, zone: ZoneInfo, clock: Clock, rows: list[QueueRow]) -> QueueTable:
    said = [
        row._replace(text=words, topic=words, place=words, recipient=words, block=words)
        for row, words in zip(rows, _WORDS, strict=False)
    ]
    model = QueueModel(zone, clock)
    model.set_first_page(said)
    table = QueueTable(model)
    qtbot.addWidget(table)
    table.resize(1_700, 600)
    table.show()
    return table


def painted(table: QueueTable) -> QImage:
    table.viewport().update()
    return table.grab().toImage()


@pytest.mark.parametrize(("dark", "scale"), [(False, 100), (True, 150), (False, 200)])
def test_words_are_painted_as_qt_paints_them(
    qapp: QApplication, table: QueueTable, monkeypatch: pytest.MonkeyPatch, dark: bool, scale: int
) -> None:
    apply_theme(qapp, dark=dark, scale_percent=scale)
    table.fit_rows()
    ours = painted(table)
    monkeypatch.setattr(cell_delegate, "_STYLED", QStyle.StateFlag.State_Enabled)  # now everything goes Qt's own way
    assert painted(table) == ours


def test_the_first_cells_of_groups_too(table: QueueTable, monkeypatch: pytest.MonkeyPatch) -> None:
    model = table.model()
    assert isinstance(model, QueueModel)
    whole = painted(table)
    model.set_groups([QueueGroup("Жилищник", 0, 2), QueueGroup("Горсвет", 2, 7)])
    table.show_groups()
    ours = painted(table)
    assert ours != whole
    monkeypatch.setattr(cell_delegate, "_STYLED", QStyle.StateFlag.State_Enabled)
    assert painted(table) == ours


def test_a_row_that_is_not_here_is_dots_and_then_words(table: QueueTable, rows: list[QueueRow]) -> None:
    model = table.model()
    assert isinstance(model, QueueModel)
    known = len(_WORDS)
    model.set_ids(model_ids(model, rows[known]))
    dots = painted(table)
    model.add_rows({rows[known].case_id: rows[known]})
    assert painted(table) != dots
    assert model.index(known, 1).data() == rows[known].number


def test_a_wider_column_shows_more_of_its_words(table: QueueTable) -> None:
    narrow = painted(table)
    table.setColumnWidth(3, 700)
    wide = painted(table)
    table.setColumnWidth(3, 340)
    assert wide != narrow
    assert painted(table) == narrow


def test_a_chosen_line_is_left_to_the_style(table: QueueTable) -> None:
    table.selectRow(1)
    chosen = painted(table)
    place = table.visualRect(table.model().index(1, 4)).topRight()
    ground = chosen.pixelColor(table.viewport().mapTo(table, place))
    assert ground == table.palette().highlight().color()


def model_ids(model: QueueModel, *more: QueueRow) -> "array[int]":
    known = [model.case_id(row) or 0 for row in range(model.rowCount())]
    return array("q", [*known, *(row.case_id for row in more)])
