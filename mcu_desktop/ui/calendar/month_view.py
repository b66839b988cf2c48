"""One month of the production calendar, painted."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mcu_desktop.rules import russian
from mcu_desktop.rules.production_calendar import KIND_WORDS
from mcu_desktop.rules.terms import DayKind, Standing
from mcu_desktop.rules.working_calendar import SHORT_WEEKDAYS, WorkingCalendar
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.common.theme import standing_colour

MONTHS = tuple(month.capitalize() for month in russian.MONTHS)
_WEEK = 7
_LINES = 8  # title, weekdays, six weeks
_CELL_WIDTH, _CELL_HEIGHT = 2.2, 1.35  # in heights of a line
_DAY = Qt.AlignmentFlag.AlignCenter


class MonthView(QWidget):
    """Seven columns of days: days off in red, worked Saturdays framed, short days with a mark.

    Signals:
        day_pressed: the day the mouse was pressed on.
    """

    day_pressed = Signal(object)

    def __init__(self, month: int) -> None:
        super().__init__()
        self._month = month
        self._first = date(2000, month, 1)
        self._calendar: WorkingCalendar | None = None
        self._today = self._chosen = date.min
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_year(self, calendar: WorkingCalendar, year: int, today: date) -> None:
        """Show the month of a year the calendar knows."""
        self._calendar, self._today = calendar, today
        self._first = date(year, self._month, 1)
        self.setAccessibleName(f"{MONTHS[self._month - 1]} {year}")
        self.setAccessibleDescription("; ".join(filter(None, map(self.words, self._days()))))
        self.update()

    def choose(self, day: date) -> None:
        """Frame the chosen day, which may be of another month."""
        if day != self._chosen:
            self._chosen = day
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size that its letters want."""
        line = self.fontMetrics().height()
        return QSize(round(line * _CELL_WIDTH * _WEEK), round(line * _CELL_HEIGHT * _LINES))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which numbers can be read."""
        return self.sizeHint() * 0.75

    def event(self, event: QEvent) -> bool:
        """Say on a day what it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            words = "" if day is None else self.words(day)
            QToolTip.showText(event.globalPos(), plain_tooltip(words) if words else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which day is pressed."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.day_pressed.emit(day)
        else:
            super().mousePressEvent(event)

    def day_at(self, place: QPoint) -> date | None:
        """Return the day painted at a place of the widget."""
        return next((day for day in self._days() if self._cell(day).contains(place)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the title, the weekdays and the days."""
        painter = QPainter(self)
        palette = self.palette()
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        title = QRect(0, 0, self.width(), self._height())
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, MONTHS[self._month - 1])
        painter.setFont(self.font())
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        for column, name in enumerate(SHORT_WEEKDAYS):
            painter.drawText(self._place(1, column), _DAY, name)
        if self._calendar is not None:
            for day in self._days():
                self._paint_day(painter, self._calendar, day)
        painter.end()

    def _paint_day(self, painter: QPainter, calendar: WorkingCalendar, day: date) -> None:
        cell, palette = self._cell(day), self.palette()
        special = calendar.days.get(day)
        kind = None if special is None else special.kind
        off = not calendar.is_working(day)
        if day == self._today:
            painter.fillRect(cell, palette.color(QPalette.ColorRole.Highlight))
            colour = palette.color(QPalette.ColorRole.HighlightedText)
        elif off and self.isEnabled():
            colour = standing_colour(Standing.OVERDUE, palette)
        else:
            colour = palette.color(QPalette.ColorRole.Text)
        painter.setPen(colour)
        if kind in {DayKind.WORKING, DayKind.WORKING_SHORT}:
            painter.drawRect(cell.adjusted(2, 1, -3, -2))
        if day == self._chosen:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 2))
            painter.drawRect(cell.adjusted(2, 1, -2, -1))
            painter.setPen(colour)
        shortened = kind in {DayKind.SHORT, DayKind.WORKING_SHORT}
        painter.drawText(cell, _DAY, f"{day.day}*" if shortened else str(day.day))

    def _days(self) -> list[date]:
        days = [self._first + timedelta(days=number) for number in range(31)]
        return [day for day in days if day.month == self._month]

    def words(self, day: date) -> str:
        """Say how the day differs from its weekday; empty where it does not."""
        special = None if self._calendar is None else self._calendar.days.get(day)
        if special is None:
            return ""
        note = f": {special.note}" if special.note else ""
        return f"{day:%d.%m.%Y} — {KIND_WORDS[special.kind]}{note}"

    def _cell(self, day: date) -> QRect:
        number = day.day - 1 + self._first.weekday()
        return self._place(2 + number // _WEEK, number % _WEEK)

    def _place(self, line: int, column: int) -> QRect:
        width = self.width() / _WEEK
        return QRect(round(column * width), line * self._height(), round(width), self._height())

    def _height(self) -> int:
        return max(1, self.height() // _LINES)
