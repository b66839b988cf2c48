"""Fields of days, known or not."""

from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from mcu_desktop.ui.common.day_fields import DayEdit

DAY_FORM = "dd.MM.yyyy"


class OptionalDay(QWidget):
    """A day that may be unknown.

    Signals:
        changed: it became known, unknown or another day.
    """

    changed = Signal()

    def __init__(self, day: date | None) -> None:
        super().__init__()
        self.known = QCheckBox("день известен")
        self.edit = day_edit(day or date.today())  # noqa: DTZ011 -- what a person sees first, of no other meaning
        self.known.toggled.connect(self._follow)
        self.known.toggled.connect(self.changed)
        self.edit.dateChanged.connect(self.changed)
        self.known.setChecked(day is not None)
        self.edit.setVisible(day is not None)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.known)
        layout.addWidget(self.edit)
        layout.addStretch(1)
        self.setFocusProxy(self.known)

    def setAccessibleName(self, name: str) -> None:
        """Give both parts their names."""
        self.known.setAccessibleName(f"{name}: день известен")
        self.edit.setAccessibleName(name)

    def day(self) -> date | None:
        """Return the day, None where it is not known."""
        return day_of(self.edit) if self.known.isChecked() else None

    @Slot(bool)
    def _follow(self, on: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.edit.setVisible(on)


def day_edit(day: date) -> QDateEdit:
    """Return the field of a day."""
    edit = DayEdit(QDate(day.year, day.month, day.day))
    edit.setDisplayFormat(DAY_FORM)
    edit.setCalendarPopup(True)
    return edit


def put_day(edit: QDateEdit, day: date) -> None:
    """Show another day in a field."""
    edit.setDate(QDate(day.year, day.month, day.day))


def day_of(edit: QDateEdit) -> date:
    """Return the day of a field."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())
