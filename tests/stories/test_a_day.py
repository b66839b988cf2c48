"""An operator's day in the real program by keys alone: intake, triage of 40, ten answers, a bulk close and its undo."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.sample_files import write_incident_export
from mcu_desktop.ui.intake.preview_panel import PreviewPanel
from mcu_desktop.ui.workplace import Workplace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, WAIT = Qt.Key.Key_Return, 20_000
_MOST_CONTROLS = 20  # of a page


def press(workplace: Workplace, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or workplace.frame, key, modifiers)


@pytest.fixture
def taken(qtbot: QtBot, workplace: Workplace, tmp_path: Path, type_words: Callable[[QWidget, str], None]) -> Workplace:
    export = tmp_path / "выгрузка.xlsx"
    write_incident_export(export, 300, seed=5)
    press(workplace, Qt.Key.Key_O, CTRL)
    [dialog] = workplace.findChildren(QFileDialog)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT)
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    type_words(name, str(export))
    QTest.keyClick(name, ENTER)
    come_back(workplace)
    page = workplace.screens.intake

    def seen() -> list[PreviewPanel]:
        return [panel for panel in page.findChildren(PreviewPanel) if panel.isVisible()]

    qtbot.waitUntil(lambda: bool(seen()), timeout=WAIT)
    with qtbot.waitSignal(workplace.desk.changed, timeout=WAIT):
        QTest.keyClick(seen()[0], ENTER)
    return workplace


def test_a_whole_day_by_keys(qtbot: QtBot, taken: Workplace, type_words: Callable[[QWidget, str], None]) -> None:
    window, queue = taken, taken.queue
    press(window, Qt.Key.Key_Escape)
    look_for(qtbot, window, "состояние:назначено", type_words)
    triaged = []
    for _ in range(40):
        triaged.append(first_case(qtbot, window))
        press(window, Qt.Key.Key_F4)
        qtbot.waitUntil(partial(is_gone, window, triaged[-1]), timeout=WAIT)
    assert len(set(triaged)) == 40
    assert count(window, "state = 'in_work'") == 40

    look_for(qtbot, window, 'состояние:"в работе"', type_words)
    for number in range(10):
        case_id = first_case(qtbot, window)
        press(window, Qt.Key.Key_F6)
        page = window.screens.answer
        qtbot.waitUntil(partial(is_written_in, page.text), timeout=WAIT)
        type_words(page.text, f"Сделаем, ответ {number}")
        with qtbot.waitSignals([window.desk.changed, queue.searched], timeout=WAIT):
            QTest.keyClick(page.text, ENTER, CTRL)
        QTest.keyClick(page, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.pages.currentWidget() is queue, timeout=WAIT)
        qtbot.waitUntil(partial(is_gone, window, case_id), timeout=WAIT)
    assert count(window, "state = 'drafted'") == 10

    first_case(qtbot, window)
    for _ in range(4):
        QTest.keyClick(queue.table, Qt.Key.Key_Down, SHIFT)
    press(window, Qt.Key.Key_E, CTRL)
    bulk = window.screens.bulk
    qtbot.waitUntil(lambda: bulk.deed.hasFocus(), timeout=WAIT)  # noqa: PLW0108 -- the page is made by then
    QTest.keyClick(bulk.deed, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "breach_reason" in bulk.fields.edits, timeout=WAIT)
    reason = bulk.fields.edits["breach_reason"]
    qtbot.waitUntil(reason.isVisible, timeout=WAIT)
    go_by_tab(window, reason)
    type_words(reason, "поздно передано")
    with qtbot.waitSignal(window.desk.changed, timeout=WAIT):
        QTest.keyClick(reason, ENTER)
    qtbot.waitUntil(lambda: len(bulk.results) == 5, timeout=WAIT)
    assert count(window, "state = 'closed' AND outcome = 'resolved'") >= 5
    before = count(window, "state = 'in_work'")
    QTest.keyClick(bulk, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.desk.changed, timeout=WAIT):
        press(window, Qt.Key.Key_Z, CTRL)
    assert count(window, "state = 'in_work'") == before + 5


def go_by_tab(window: Workplace, field: QWidget) -> None:
    """Go to a field of the page as a person without a mouse does."""
    for _control in range(_MOST_CONTROLS):
        if field.hasFocus():
            return
        press(window, Qt.Key.Key_Tab)
    raise AssertionError(field.accessibleName())


def come_back(window: Workplace) -> None:
    """Do what a window manager does when a dialog or a list over the window has closed."""
    window.frame.activateWindow()


def look_for(qtbot: QtBot, window: Workplace, words: str, type_words: Callable[[QWidget, str], None]) -> None:
    press(window, Qt.Key.Key_F, CTRL)
    with qtbot.waitSignal(window.queue.searched, timeout=WAIT, check_params_cb=words.__eq__):
        QTest.keyClick(window.queue.filters.search, Qt.Key.Key_Delete)
        type_words(window.queue.filters.search, words)
    QTest.keyClick(window.queue.filters.search, ENTER)
    come_back(window)
    qtbot.waitUntil(window.queue.table.hasFocus, timeout=WAIT)


def first_case(qtbot: QtBot, window: Workplace) -> int | None:
    """Go to the first case of the queue and wait until its card is there."""
    table = window.queue.table
    assert table.hasFocus(), "No mouse is needed to come back to the queue"
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: window.queue.chosen_case() == window.queue.model.case_id(0), timeout=WAIT)
    return window.queue.chosen_case()


def is_written_in(text: QWidget) -> bool:
    return text.isVisible() and text.hasFocus()


def is_gone(window: Workplace, case_id: int | None) -> bool:
    return case_id is not None and window.queue.model.row_of(case_id) is None


def count(window: Workplace, condition: str) -> int:
    reader = window.desk._store.open_reader()
    try:
        return int(reader.rows("SELECT count(*) FROM cases WHERE " + condition)[0][0])
    finally:
        reader.close()
