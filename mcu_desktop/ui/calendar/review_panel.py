"""What a change of the calendar would do, before it is saved."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout

from mcu_desktop.rules.production_calendar import KIND_WORDS, USUAL_DAY, DayChange, days_in_words, edit_in_words
from mcu_desktop.rules.working_calendar import CalendarDay
from mcu_desktop.ui.calendar.reviewing import Review
from mcu_desktop.ui.common.moved_cases import MovedCasesView
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_NAME = "Дни, которые изменятся"


def _words(special: CalendarDay | None) -> str:
    if special is None:
        return USUAL_DAY
    return f"{KIND_WORDS[special.kind]}: {special.note}" if special.note else KIND_WORDS[special.kind]


_COLUMNS: tuple[Column[DayChange], ...] = (
    Column("День", lambda change: f"{change.day:%d.%m.%Y}", 100),
    Column("Было", lambda change: _words(change.old), 500),
    Column("Станет", lambda change: _words(change.new), 0),
)


class ReviewPanel(KeyedPanel):
    """Shows the days and the cases a change moves, and asks whether to save it.

    Signals:
        accepted: save the change.
        left: do not.
    """

    accepted = Signal()
    left = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        self.save_button = QPushButton()
        self.cancel_button = QPushButton("Отмена")
        super().__init__(self.save_button, self.cancel_button)
        self._title, self.told = TitleLabel(), text_label()
        self.days = make_table(_NAME, _COLUMNS)
        self.moved = MovedCasesView(zone)
        self._both = QSplitter(Qt.Orientation.Vertical)
        self._both.setChildrenCollapsible(False)
        self._both.addWidget(self.days)
        self._both.addWidget(self.moved)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self.told)
        layout.addWidget(self._both, 1)
        layout.addLayout(button_row(self.save_button, self.cancel_button))
        self.save_button.clicked.connect(self.accepted)
        self.cancel_button.clicked.connect(self.left)

    def show_review(self, review: Review, file_name: str) -> None:
        """Show a change; the name of its file is empty where a person made it by hand."""
        self._title.setText(f"Календарь из файла «{file_name}»" if file_name else "Изменение календаря")
        several = len(review.days) > 1
        lines = [f"Изменится: {edit_in_words(review.edit)}."]
        if several:
            lines.append(f"{days_in_words(review.days)}.")
        self.told.setText("\n".join(lines))
        fill_table(self.days, _COLUMNS, review.days)
        self.days.setVisible(several)
        self.moved.show_moved(review.moved)
        self.save_button.setText("Принять" if file_name else "Сохранить")
        self.save_button.setFocus()
