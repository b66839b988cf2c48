"""The head's morning with the real program: what burns, a term that is extended, an alert that is seen."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.store.place import find_place
from mcu_desktop.store.store import Store
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.workplace import Workplace

WAIT = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def example(qtbot: QtBot, workplace: Workplace) -> Workplace:
    """The example of the first start, taken in."""
    qtbot.waitUntil(lambda: workplace.pages.currentWidget() is workplace.screens.first_start, timeout=WAIT)
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.mouseClick(workplace.screens.first_start.example_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workplace.queue.model.rowCount() > 20, timeout=WAIT)
    return workplace


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisible())


def test_from_what_burns_to_a_case_that_is_put_off_and_taken_off_control(qtbot: QtBot, example: Workplace) -> None:
    example.frame.activateWindow()
    QTest.keyClick(example, Qt.Key.Key_G, CTRL)
    page = example.screens.burning
    qtbot.waitUntil(lambda: page.model.rowCount() == 11, timeout=WAIT)
    overdue = int(page.model.index(0, 1).data())
    assert overdue > 0
    page.table.setCurrentIndex(page.model.index(0, 1))
    with qtbot.waitSignal(example.queue.answered, timeout=WAIT) as answered:
        QTest.keyClick(page.table, ENTER)
    assert answered.args == ["", overdue], "The figure is the count of the list it opens"

    example.queue.table.selectRow(0)
    number = example.queue.model.index(0, 1).data()
    qtbot.waitUntil(lambda: f"№ {number}" in said(example.card), timeout=WAIT)
    assert "просрочено" in said(example.card.terms)
    section = example.card.deeds
    close = next(deed for deed in section.deeds_menu().actions() if deed.text().startswith("Снять"))
    close.trigger()
    assert section.form is not None
    reason: Any = section.form.fields.edits["breach_reason"]
    reason.setEditText("Поздно передано исполнителю")
    with qtbot.waitSignal(example.desk.changed, timeout=WAIT):
        QTest.keyClick(reason.lineEdit(), ENTER)
    QTest.keyClick(example, Qt.Key.Key_B, CTRL)
    breaches = example.screens.breaches
    qtbot.waitUntil(lambda: number in {line.number for line in breaches.lines}, timeout=WAIT)
    [line] = [line for line in breaches.lines if line.number == number]
    assert line.reason == "Поздно передано исполнителю"


def test_an_alert_is_seen_and_survives_a_restart_as_seen(qtbot: QtBot, example: Workplace, tmp_path: Path) -> None:
    QTest.keyClick(example, Qt.Key.Key_U, CTRL)
    page = example.screens.alerts
    qtbot.waitUntil(lambda: page.person.count() > 10 and bool(page.lines), timeout=WAIT)
    head = page.person.findText("Васильева", Qt.MatchFlag.MatchStartsWith)
    page.person.setCurrentIndex(head)
    page.person.activated.emit(head)
    qtbot.waitUntil(page.see_button.isEnabled, timeout=WAIT)
    qtbot.waitUntil(lambda: str(len(page.lines)) in example.alerts.bell.text(), timeout=WAIT)
    before = len(page.lines)
    QApplication.processEvents()
    QTest.keyClick(page.table, SPACE)  # the first one is chosen
    qtbot.waitUntil(lambda: len(page.lines) == before - 1, timeout=WAIT)
    again = Store(find_place(str(tmp_path / "store" / "mcu.sqlite3")))
    with closing(again.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM alert_marks WHERE seen_at IS NOT NULL") == [(1,)]
