"""Fields of days and times that are one stop of Tab; digits and the arrows go through their parts.

Qt would stop at the day, the month, the year, the hour and the minute, and take what is typed next for one of them.
"""

from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QTimeEdit, QWidget


class MomentEdit(QDateTimeEdit):
    """A day with a time."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 -- Qt's signature
        """Give the keyboard to the neighbour."""
        return QWidget.focusNextPrevChild(self, forward)


class DayEdit(QDateEdit):
    """A day."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 -- Qt's signature
        """Give the keyboard to the neighbour."""
        return QWidget.focusNextPrevChild(self, forward)


class TimeEdit(QTimeEdit):
    """A time of a day."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 -- Qt's signature
        """Give the keyboard to the neighbour."""
        return QWidget.focusNextPrevChild(self, forward)
