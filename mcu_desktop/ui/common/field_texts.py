"""What stands in a field as plain text, to be kept and typed again."""

from typing import cast

from PySide6.QtCore import QDate, QDateTime, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from mcu_desktop.ui.common.optional_day import DAY_FORM, OptionalDay

_YES = "да"


def changes_of(edit: QWidget) -> SignalInstance:
    """Return the signal of a field that something was typed or chosen."""
    if isinstance(edit, OptionalDay):
        return edit.changed
    if isinstance(edit, QComboBox):
        return edit.currentTextChanged
    if isinstance(edit, QDateTimeEdit):
        return edit.dateTimeChanged
    if isinstance(edit, QCheckBox):
        return edit.toggled
    if isinstance(edit, QSpinBox):
        return edit.valueChanged
    return cast("QLineEdit | QPlainTextEdit", edit).textChanged


def typed_in(edit: QWidget) -> str:
    """Return what stands in a field."""
    if isinstance(edit, OptionalDay):
        return edit.edit.text() if edit.known.isChecked() else ""
    if isinstance(edit, QComboBox):
        return edit.currentText()
    if isinstance(edit, QCheckBox):
        return _YES if edit.isChecked() else ""
    if isinstance(edit, QPlainTextEdit):
        return edit.toPlainText()
    return cast("QLineEdit", edit).text()  # days, moments and numbers say their text alike


def type_into(edit: QWidget, words: str) -> None:
    """Put into a field what has once stood there."""
    if isinstance(edit, OptionalDay):
        edit.known.setChecked(bool(words))
        if words:
            edit.edit.setDate(QDate.fromString(words, DAY_FORM))
    elif isinstance(edit, QComboBox):
        edit.setCurrentText(words)
    elif isinstance(edit, QDateTimeEdit):
        edit.setDateTime(QDateTime.fromString(words, edit.displayFormat()))
    elif isinstance(edit, QCheckBox):
        edit.setChecked(words == _YES)
    elif isinstance(edit, QSpinBox):
        edit.setValue(int(words) if words.isdigit() else edit.value())
    elif isinstance(edit, QPlainTextEdit):
        edit.setPlainText(words)
    else:
        cast("QLineEdit", edit).setText(words)
