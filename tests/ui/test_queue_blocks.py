"""The pane of blocks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcu_desktop.queries.counters import StandIn
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.ui.queue.blocks_pane import BlocksPane


@pytest.fixture
def pane(qtbot: QtBot, store: Any) -> BlocksPane:
    made = BlocksPane()
    qtbot.addWidget(made)
    made.resize(210, 400)
    made.show_counts(store.counts(None))
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_all_blocks_are_chosen_at_first(pane: BlocksPane) -> None:
    assert pane.chosen_block() == ALL_BLOCKS
    assert pane.currentRow() == 0


def test_the_counters_are_said_to_those_who_do_not_see_them(pane: BlocksPane) -> None:
    words = pane.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Благоустройство: открыто 602, сегодня 0, проср. 301"


def test_a_key_and_a_click_choose_a_block(qtbot: QtBot, pane: BlocksPane) -> None:
    with qtbot.waitSignal(pane.block_chosen) as told:
        QTest.keyClick(pane, Qt.Key.Key_Down)
    assert told.args == ["Благоустройство"]
    place = pane.visualItemRect(pane.item(2)).center()
    with qtbot.waitSignal(pane.block_chosen) as told:
        QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["Дороги"]


def test_new_counters_leave_the_choice_and_tell_nothing(qtbot: QtBot, pane: BlocksPane, store: Any) -> None:
    pane.choose_line(2)
    with qtbot.assertNotEmitted(pane.block_chosen):
        pane.show_counts(store.counts(None))
    assert pane.chosen_block() == "Дороги"


def test_a_line_that_is_not_there_is_not_chosen(pane: BlocksPane) -> None:
    pane.choose_line(8)
    assert pane.chosen_block() == ALL_BLOCKS


def test_overdue_cases_are_painted_in_their_colour(pane: BlocksPane, look_stays: None) -> None:
    with_overdue = pane.grab(pane.visualItemRect(pane.item(1))).toImage()
    without = pane.grab(pane.visualItemRect(pane.item(3))).toImage()

    def reddish(image: Any) -> int:
        colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(colour.red() > colour.green() + 60 and colour.red() > colour.blue() + 60 for colour in colours)

    assert reddish(with_overdue) > 20
    assert reddish(without) == 0


def test_who_stands_in_is_said_to_all(pane: BlocksPane, store: Any) -> None:
    everything, first, *rest = store.counts(None)
    absent = StandIn("Галкина Е. Л.", "Богданов С. Б.", date(2026, 10, 16))
    pane.show_counts((everything, replace(first, stand_in=absent), *rest))
    words = "Галкина Е. Л. отсутствует до 16.10.2026, замещает Богданов С. Б."
    assert words in pane.item(1).toolTip()
    assert words in pane.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    pane.show_counts((everything, replace(first, stand_in=replace(absent, deputy="")), *rest))
    assert "заместитель не назначен" in pane.item(1).toolTip()
