"""Fields of days and times are one stop of Tab each, and their parts are typed through."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateTimeEdit, QLineEdit, QVBoxLayout, QWidget

from mcu_desktop.ui.common.day_fields import DayEdit, MomentEdit, TimeEdit
from mcu_desktop.ui.common.form import Field, FieldsForm

DAY, TIME = QDate(2026, 11, 2), QTime(9, 30)
Made = Callable[[], QDateTimeEdit]
FIELDS: dict[str, Made] = {
    "moment": lambda: MomentEdit(QDateTime(DAY, TIME)),
    "day": lambda: DayEdit(DAY),
    "time": lambda: TimeEdit(TIME),
}


@pytest.mark.parametrize("kind", FIELDS)
def test_tab_leaves_at_once_both_ways_and_nothing_is_changed(qtbot: Any, kind: str) -> None:
    page, before, after = QWidget(), QLineEdit(), QLineEdit()
    field = FIELDS[kind]()
    layout = QVBoxLayout(page)
    for part in (before, field, after):
        layout.addWidget(part)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    moment = field.dateTime()
    for begins, key, ends in ((before, Qt.Key.Key_Tab, after), (after, Qt.Key.Key_Backtab, before)):
        begins.setFocus()
        QTest.keyClick(begins, key)
        assert QApplication.focusWidget() is field
        QTest.keyClick(field, key)
        assert QApplication.focusWidget() is ends
    assert field.dateTime() == moment


def test_digits_go_through_the_parts(qtbot: Any) -> None:
    field = DayEdit(DAY)
    field.setDisplayFormat("dd.MM.yyyy")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(field, "15122027")
    assert field.date() == QDate(2027, 12, 15)


def test_forms_are_made_of_them(qtbot: Any) -> None:
    fields = (
        Field("day", "День", "day", date(2026, 11, 2)),
        Field("at", "Когда", "moment", datetime(2026, 11, 2, 9, tzinfo=UTC)),
    )
    form = FieldsForm(fields)
    qtbot.addWidget(form)
    edits = form.edits
    assert isinstance(edits["day"], DayEdit)
    assert isinstance(edits["at"], MomentEdit)
