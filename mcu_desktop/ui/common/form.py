"""Forms as declarations: what is asked, in which kind of field, and what was answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QGridLayout,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.ui.common.day_fields import MomentEdit
from mcu_desktop.ui.common.field_texts import changes_of, type_into, typed_in
from mcu_desktop.ui.common.long_edit import LongEdit
from mcu_desktop.ui.common.optional_day import DAY_FORM, OptionalDay, day_edit, day_of
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.search_combo import SearchCombo, place_of_title

Kind = Literal["text", "long", "search", "number", "day", "optional_day", "moment", "choice", "words", "yes"]
_LARGEST = 9_999
_LONG_LINES, _LONG_AIR = 4, 10


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `choices` are (Russian title, value); «words» offers titles and takes any text.

    «search» finds one of many choices by any letters of its title; «long» has several lines. The choices of «words»
    may stand within another field: then their values are texts of that field, and only those of its text are offered.
    Answers are: text, long and words str, number int, day date, optional_day date or None, moment a local datetime,
    choice and search the value, yes bool.
    """

    name: str
    title: str
    kind: Kind
    initial: object = None
    choices: tuple[tuple[str, object], ...] = ()
    within: str = ""


class FieldsForm(QWidget):
    """Shows the fields, each under its title, in so many columns; `edits` are the widgets by the fields' names.

    Signals:
        changed: a person has typed or chosen something.
        shortened: not all of a pasted text has found room; a Russian sentence.
    """

    changed = Signal()
    shortened = Signal(str)

    def __init__(self, fields: Sequence[Field], *, columns: int = 1) -> None:
        super().__init__()
        self._fields = {field.name: field for field in fields}
        self.edits: dict[str, QWidget] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        for place, field in enumerate(fields):
            edit = _MAKE[field.kind](field)
            edit.setAccessibleName(field.title)
            self.edits[field.name] = edit
            changes_of(edit).connect(self.changed)
            if isinstance(edit, LongEdit):
                edit.shortened.connect(self.shortened)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addStretch(1)
            if isinstance(edit, QCheckBox):
                edit.setText(field.title)
            else:
                label = PlainLabel(f"{field.title}:")
                label.setWordWrap(True)
                label.setBuddy(edit)
                cell.addWidget(label)
            cell.addWidget(edit)
            layout.addLayout(cell, place // columns, place % columns)
        for column in range(columns):
            layout.setColumnStretch(column, 1)
        for field in fields:
            if field.within:
                changes_of(self.edits[field.within]).connect(partial(self._narrow, field))
                self._narrow(field)

    def take_place_of(self, old: "FieldsForm", layout: QLayout) -> None:
        """Stand where another form stood, for Tab too."""
        layout.replaceWidget(old, self)
        self.take_tab_of(old)
        old.deleteLater()

    def take_tab_of(self, old: "FieldsForm") -> None:
        """Let Tab come here where it came to another form, which still stands in the window.

        Qt would put what is made later behind all of the window. Nobody walks along the chain to find what comes
        before: PySide would take each one that was met for a part of the form, and end its life with that of the form.
        """
        for form in (old, self):  # behind what takes no keys Qt puts nothing
            form.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        before: QWidget = old
        for follower in (self, *self.edits.values()):
            QWidget.setTabOrder(before, follower)
            before = follower
        for form in (old, self):
            form.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def values(self, zone: ZoneInfo) -> dict[str, object]:
        """Return the answers by the fields' names; `UserFacingError` for a choice that is none."""
        return {name: _READ[field.kind](field, self.edits[name], zone) for name, field in self._fields.items()}

    def _narrow(self, field: Field, *_change: object) -> None:
        """Offer what belongs to the text of the field this one stands within; what is typed stays."""
        combo = cast("QComboBox", self.edits[field.name])
        typed, around = combo.currentText(), typed_in(self.edits[field.within])
        belonging = [title for title, value in field.choices if value == around]
        combo.blockSignals(True)
        combo.clear()
        combo.addItems(belonging or list(dict.fromkeys(title for title, _value in field.choices)))
        combo.setCurrentText(typed)
        combo.blockSignals(False)

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields as plain texts, to be kept and typed again."""
        return {name: typed_in(edit) for name, edit in self.edits.items()}

    def retype(self, typed: Mapping[str, str]) -> None:
        """Put kept texts into the fields that are still there."""
        for name, words in typed.items():
            if name in self.edits:
                type_into(self.edits[name], words)


def _text_edit(field: Field) -> QWidget:
    return QLineEdit(str(field.initial or ""))


def _number_edit(field: Field) -> QWidget:
    number = QSpinBox()
    number.setRange(0, _LARGEST)
    number.setValue(int(str(field.initial or 0)))
    return number


def _known_day_edit(field: Field) -> QWidget:
    return day_edit(cast("date", field.initial))


def _optional_day_edit(field: Field) -> QWidget:
    return OptionalDay(cast("date | None", field.initial))


def _moment_edit(field: Field) -> QWidget:
    local = cast("datetime", field.initial)
    edit = MomentEdit(QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute)))
    edit.setDisplayFormat(f"{DAY_FORM} HH:mm")
    edit.setCalendarPopup(True)
    return edit


def _box(field: Field) -> QWidget:
    box = QCheckBox()
    box.setChecked(bool(field.initial))
    return box


def _fit(combo: QComboBox) -> None:
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _combo(field: Field) -> QWidget:
    combo = QComboBox()
    _fit(combo)
    combo.addItems([title for title, _value in field.choices])
    if field.kind == "words":
        combo.setEditable(True)
        _begin_with(combo, str(field.initial or ""))
    else:
        values = [value for _title, value in field.choices]
        combo.setCurrentIndex(values.index(field.initial) if field.initial in values else 0)
    return combo


def _begin_with(combo: QComboBox, text: str) -> None:
    """Type a text whose beginning is seen where it does not fit."""
    combo.setEditText(text)
    line = combo.lineEdit()
    if line is not None:  # an editable one has it
        line.setCursorPosition(0)


def _moment_of(edit: QDateTimeEdit, zone: ZoneInfo) -> datetime:
    day, clock = edit.date(), edit.time()
    return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=zone)


def _long_edit(field: Field) -> QWidget:
    edit = LongEdit(str(field.initial or ""))
    edit.setFixedHeight(_LONG_LINES * edit.fontMetrics().lineSpacing() + 2 * edit.frameWidth() + _LONG_AIR)
    return edit


def _search_combo(field: Field) -> QWidget:
    combo = SearchCombo([title for title, _value in field.choices])
    _fit(combo)
    combo.choose(next((title for title, value in field.choices if value == field.initial), ""))
    line = combo.lineEdit()
    if line is not None:  # an editable one has it
        line.setCursorPosition(0)
    return combo


def _found_choice(field: Field, combo: QComboBox) -> object:
    """Return the choice whose title is typed, or the first that has the typed words; refuse what is none of them."""
    place = place_of_title(combo.currentText(), [title for title, _value in field.choices])
    if place is None:
        raise UserFacingError(f"«{field.title}»: «{combo.currentText()}» нет в списке. Выберите из предложенных.")
    return field.choices[place][1]


_MAKE: dict[Kind, Callable[[Field], QWidget]] = {
    "text": _text_edit,
    "long": _long_edit,
    "search": _search_combo,
    "number": _number_edit,
    "day": _known_day_edit,
    "optional_day": _optional_day_edit,
    "moment": _moment_edit,
    "choice": _combo,
    "words": _combo,
    "yes": _box,
}
_READ: dict[Kind, Callable[[Field, Any, ZoneInfo], object]] = {
    "text": lambda _field, edit, _zone: edit.text(),
    "long": lambda _field, edit, _zone: edit.toPlainText(),
    "search": lambda field, edit, _zone: _found_choice(field, edit),
    "number": lambda _field, edit, _zone: edit.value(),
    "day": lambda _field, edit, _zone: day_of(edit),
    "optional_day": lambda _field, edit, _zone: edit.day(),
    "moment": lambda _field, edit, zone: _moment_of(edit, zone),
    # Qt would give an enumeration's member back as plain text.
    "choice": lambda field, edit, _zone: field.choices[edit.currentIndex()][1],
    "words": lambda _field, edit, _zone: edit.currentText(),
    "yes": lambda _field, edit, _zone: edit.isChecked(),
}
