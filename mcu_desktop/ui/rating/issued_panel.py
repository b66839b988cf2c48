"""The list of issued ratings: each is shown again exactly as it was."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.issued_ratings import IssuedLine, read_issued, read_issued_rating
from mcu_desktop.rules.measures import DIMENSIONS
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.rating import Rating
from mcu_desktop.rules.rating_inputs import RATING_SCOPES
from mcu_desktop.rules.russian import format_moment, plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_RATINGS = ("рейтинг", "рейтинга", "рейтингов")


class IssuedPanel(KeyedPanel):
    """Lists what was issued.

    Signals:
        left: the rating of now is wanted again.
        chosen: an `IssuedLine` and its `Rating` are to be shown.
    """

    left = Signal()
    chosen = Signal(object, object)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo) -> None:
        self.show_button, self.back_button = QPushButton("Показать рейтинг"), QPushButton("Назад")
        super().__init__(self.show_button, self.back_button)
        self._desk, self._me, self._zone = desk, me, zone
        self.lines: tuple[IssuedLine, ...] = ()
        self.told = text_label()
        self.table = make_table("Выпущенные рейтинги", self._columns())
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TitleLabel("Выпущенные рейтинги"))
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(button_row(self.show_button, self.back_button))
        self.table.cellDoubleClicked.connect(self._open)
        self.show_button.clicked.connect(self._open)
        self.back_button.clicked.connect(self.left)

    def start(self) -> None:
        """Read the list."""
        with_people = self._me.rights.allows(Deed.RATE_PEOPLE)
        self._desk.read(self, partial(read_issued, with_people=with_people), self._show)
        self.table.setFocus()

    def _show(self, lines: tuple[IssuedLine, ...]) -> None:
        self.lines = lines
        fill_table(self.table, self._columns(), lines)
        self.show_button.setEnabled(bool(lines))
        self.told.setText(
            f"{plural(len(lines), *_RATINGS)}. Числа в них те, что были в день выпуска."
            if lines
            else "Ни одного рейтинга ещё не выпускали."
        )

    def _columns(self) -> tuple[Column[IssuedLine], ...]:
        return (
            Column("Номер", lambda line: line.number, 110),
            Column("Период", lambda line: line.period.words(), 0),
            Column("Какой", lambda line: RATING_SCOPES[line.scope], 240),
            Column("Кого", lambda line: DIMENSIONS[line.objects], 190),
            Column("Выпущен", lambda line: format_moment(line.issued_at, self._zone), 130),
            Column("Кто выпустил", lambda line: line.actor, 200),
        )

    @Slot()
    def _open(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.lines):
            line = self.lines[row]
            self._desk.read(self, partial(_read, line.rating_id), partial(self._give, line))

    def _give(self, line: IssuedLine, rating: Rating) -> None:
        self.chosen.emit(line, rating)


def _read(rating_id: int, reader: Reader) -> Rating:
    return read_issued_rating(reader, rating_id)
