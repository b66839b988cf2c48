"""A paste without end: its beginning is taken, the rest is said, the window lives on."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.ui.common.long_edit import LongEdit
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
TEN_MILLIONS = "ж " * 5_000_000


def paste(edit: LongEdit, text: str) -> None:
    pasted = QMimeData()
    pasted.setText(text)
    edit.insertFromMimeData(pasted)
    QApplication.processEvents()


@pytest.fixture
def edit(qtbot: QtBot) -> LongEdit:
    edit = LongEdit("начало ")
    qtbot.addWidget(edit)
    edit.show()
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    return edit


def test_a_usual_paste_stands_whole(qtbot: QtBot, edit: LongEdit) -> None:
    with qtbot.assertNotEmitted(edit.shortened):
        paste(edit, "и конец\nтекста")
    assert edit.toPlainText() == "начало и конец\nтекста"


def test_of_an_endless_paste_the_beginning_stands_and_the_rest_is_said(qtbot: QtBot, edit: LongEdit) -> None:
    with qtbot.waitSignal(edit.shortened) as said:
        paste(edit, TEN_MILLIONS)
    assert said.args is not None
    assert "из 10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 знаков" in said.args[0]
    text = edit.toPlainText()
    assert text.startswith("начало ж ж ")
    assert 190_000 < len(text) <= 200_000
    with qtbot.waitSignal(edit.shortened):
        paste(edit, TEN_MILLIONS)
    assert edit.toPlainText() == text, "There is no room for more"
    edit.selectAll()
    paste(edit, "другое")
    assert edit.toPlainText() == "другое"


def test_it_is_said_where_it_is_typed(
    make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]
) -> None:
    window = make_window(incoming(), now=NOW)
    window.queue.table.selectRow(0)
    window.card.run_deed("edit")
    form = window.card.deeds.form
    assert form is not None
    gist = form.fields.edits["gist"]
    assert isinstance(gist, LongEdit)
    paste(gist, TEN_MILLIONS)
    assert "больше не помещается" in form.told.text()
    form.done_button.click()
    assert "помещается 2000" in form.told.text(), "What is too long for the store is refused and stays"
    assert len(gist.toPlainText()) > 190_000
    window.card.want_answer()
    paste(window.screens.answer.text, TEN_MILLIONS)
    assert "больше не помещается" in window.screens.answer.told.text()
