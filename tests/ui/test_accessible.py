"""Every page can be worked by keys alone and read aloud: each control has a name and a place in the order of Tab."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.ui.common.form import FieldsForm
from mcu_desktop.ui.screens import ScreenName
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
INNER = ("qt_spinbox_lineedit", "qt_calendar", "ScrollLeftButton", "ScrollRightButton")


def controls(page: QWidget) -> list[QWidget]:
    found = [widget for widget in page.findChildren(QWidget) if isinstance(widget, CONTROLS)]
    return [
        widget
        for widget in found
        if widget.isVisibleTo(page)
        and widget.isEnabled()
        and not widget.objectName().startswith(INNER)
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractItemView)
    ]


def faults(page: QWidget) -> list[str]:
    said = []
    for widget in controls(page):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        if not name.strip():
            said.append(f"{type(widget).__name__} {widget.objectName()} has no name")
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus != Qt.FocusPolicy.TabFocus:
            said.append(f"{type(widget).__name__} «{name}» is not reached by Tab")
    return said


def by_tab(window: QWidget) -> list[QWidget]:
    """Return what Tab goes through in a window, in its order."""
    QApplication.processEvents()  # what has just come into a layout is shown
    found: list[QWidget] = [window]
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        found.append(widget)
        widget = widget.nextInFocusChain()
    return [
        widget
        for widget in found
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def is_in_order(page: QWidget) -> bool:
    """Return whether Tab goes to the questions of a page before the table under them, and after one above them."""
    form, table = getattr(page, "fields", None), getattr(page, "table", None)
    if not isinstance(form, FieldsForm) or not isinstance(table, QWidget):
        return True
    way = [widget for widget in by_tab(page.window()) if page.isAncestorOf(widget)]
    asked = [place for place, widget in enumerate(way) if form.isAncestorOf(widget)]
    if not asked or table not in way:
        return True
    is_above = form.mapTo(page, QPoint()).y() < table.mapTo(page, QPoint()).y()
    return max(asked) < way.index(table) if is_above else min(asked) > way.index(table)


def test_a_control_without_a_name_or_a_place_would_be_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line, button = QLineEdit(page), QPushButton("Дальше", page)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert len(faults(page)) == 2
    line.setAccessibleName("Имя")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert faults(page) == []


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    made = make_window(incoming(), incoming(external_number="102"), now=NOW)
    made.queue.table.selectRow(0)
    return made


def test_the_queue_and_the_card(window: Workplace) -> None:
    assert faults(window.queue) == []
    assert faults(window.card) == []
    window.card.run_deed("edit")
    assert faults(window.card) == []


def test_every_page_is_named() -> None:
    assert {"heat_map", "roster", "queue"} - set(get_args(ScreenName)) == {"queue"}


@pytest.mark.parametrize("name", get_args(ScreenName))
def test_every_page_of_the_menu(window: Workplace, name: ScreenName) -> None:
    window.show_screen(name)
    page = window.pages.currentWidget()
    assert page is not None
    assert controls(page)
    assert faults(page) == []
    assert is_in_order(page)


def test_the_pages_that_a_case_leads_to(window: Workplace) -> None:
    window.card.want_answer()
    assert faults(window.screens.answer) == []
    window.show_queue()
    window.queue.table.selectAll()
    window.ways.offer_bulk()
    assert faults(window.screens.bulk) == []
    assert is_in_order(window.screens.bulk)
    window.screens.bulk.deed.setCurrentIndex(1)
    assert is_in_order(window.screens.bulk)
