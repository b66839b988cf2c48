"""The page of people: who belongs to which body, contacts, job descriptions, the forms of the name."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QTableWidget, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.person_cards import PersonCard, read_bodies, read_forms, read_person_cards
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.roster import guess_body
from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.declension import Forms, decline_name, decline_title
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table

_COLUMNS: tuple[Column[PersonCard], ...] = (
    Column("ФИО", lambda card: card.full_name, 220),
    Column("Должность", lambda card: card.job_title, 0),
    Column("Орган", lambda card: card.body or "не указан", 190),
    Column("Телефон", lambda card: card.phone, 110),
    Column("Почта", lambda card: card.email, 130),
    Column("Инструкция", lambda card: _day(card.job_description_on), 105),
    Column("Роль", lambda card: card.role_text, 0),
)
_CASES = {
    GrammaticalCase.GENITIVE: "кого (родительный)",
    GrammaticalCase.DATIVE: "кому (дательный)",
    GrammaticalCase.ACCUSATIVE: "включить кого (винительный)",
    GrammaticalCase.INSTRUMENTAL: "кем (творительный)",
}
_OF_NAME, _OF_POST = "name", "post"
_WAYS: dict[str, Callable[[str, GrammaticalCase], str]] = {_OF_NAME: decline_name, _OF_POST: decline_title}
_TITLES = {_OF_NAME: "Имя", _OF_POST: "Должность"}
_Bodies = tuple[tuple[str, int], ...]
_Suggested = dict[tuple[str, GrammaticalCase], str]
_Found = tuple[tuple[PersonCard, ...], _Bodies, Forms, _Suggested]


class PeoplePage(Page):
    """Shows the people of today; the chosen one is edited under the list."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.save_button = QPushButton("Сохранить")
        super().__init__(self.save_button)
        self.guarded = ((self.save_button, Deed.EDIT_ROSTER),)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.cards: tuple[PersonCard, ...] = ()
        self._bodies: _Bodies = ()
        self._forms: Forms = {}
        self._suggested: _Suggested = {}
        self.told = text_label()
        self.table = make_table("Люди МЦУ", _COLUMNS)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.fields = FieldsForm(())
        self._around = QScrollArea()  # large letters find room, and the list keeps some
        self._around.setWidgetResizable(True)
        self._around.setFrameShape(QScrollArea.Shape.NoFrame)
        self._around.setWidget(self.fields)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(TitleLabel("Люди МЦУ"))
        self._layout.addWidget(self.table, 1)
        self._layout.addWidget(self._around)
        self._layout.addWidget(self.told)
        self._layout.addLayout(button_row(self.save_button, self.back_button))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._save)
        self.table.currentCellChanged.connect(self._show_person)

    def start(self) -> None:
        """Read the people of today."""
        self._desk.read(self, partial(_read, self._today()), self._show)
        self.table.setFocus()

    def _show(self, found: _Found) -> None:
        self.cards, self._bodies, self._forms, self._suggested = found
        fill_table(self.table, _COLUMNS, self.cards)
        self.save_button.setEnabled(bool(self.cards))
        undescribed = sum(card.job_description_on is None for card in self.cards)
        self.told.setText(
            f"Должностная инструкция не актуализирована (п. 4 распоряжения): {undescribed} из {len(self.cards)}."
            if undescribed
            else "Все должностные инструкции актуализированы."
        )
        self._show_person()

    def _chosen(self) -> PersonCard | None:
        row = self.table.currentRow()
        return self.cards[row] if 0 <= row < len(self.cards) else None

    @Slot()
    def _show_person(self) -> None:
        card = self._chosen()
        fields = FieldsForm(self._fields(card) if card is not None else (), columns=4)
        fields.setParent(self._around.viewport())
        fields.take_tab_of(self.fields)
        self._around.setWidget(fields)  # Qt ends the life of those that were there
        self.fields = fields
        self._share_room()
        for edit in fields.edits.values():
            if isinstance(edit, QLineEdit):
                edit.home(False)  # of a long post its beginning is declined

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give the fields what they need, and not more than half: large letters are scrolled to."""
        wanted = self.fields.heightForWidth(self._around.width())  # -1 while there are no fields
        self._around.setFixedHeight(max(min(wanted, self.height() // 2), 0))

    def _fields(self, card: PersonCard) -> tuple[Field, ...]:
        bodies = (("не указан", None), *self._bodies)
        guess = guess_body(card.job_title, self._bodies) if card.body_id is None else None
        return (
            Field(
                "sector_body_id",
                "Орган" if guess is None else "Орган (предложен по должности)",
                "choice",
                card.body_id if guess is None else guess,
                bodies,
            ),
            Field("phone", "Телефон", "text", card.phone),
            Field("email", "Почта", "text", card.email),
            Field(
                "job_description_on", "Должностная инструкция актуализирована", "optional_day", card.job_description_on
            ),
            *(
                Field(_name(part, case), f"{_TITLES[part]}: {title}", "text", self._form(words, case))
                for part, words in _words_of(card).items()
                for case, title in _CASES.items()
            ),
        )

    def _form(self, words: str, case: GrammaticalCase) -> str:
        return self._forms.get((words, case), self._suggested[words, case])

    @Slot()
    def _save(self) -> None:
        card = self._chosen()
        if card is None:
            return
        values = self.fields.values(self._zone)
        forms: dict[str, dict[GrammaticalCase, str]] = {}
        for part, words in _words_of(card).items():
            typed = {case: str(values.pop(_name(part, case))).strip() for case in _CASES}
            forms[words] = {case: form for case, form in typed.items() if form != self._suggested[words, case]}
        deed = partial(_edit, card.person_id, {**values, "forms": forms}, self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    def _finish(self, _change: Change) -> None:
        self.start()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day is not None else "не отмечена"


def _name(part: str, case: GrammaticalCase) -> str:
    return f"{part}:{case}"


def _words_of(card: PersonCard) -> dict[str, str]:
    """Return what of a person is declined: the name, and the post where there is one."""
    words = {_OF_NAME: card.full_name, _OF_POST: card.job_title}
    return {part: said for part, said in words.items() if said}


def _read(today: date, reader: Reader) -> _Found:
    cards = read_person_cards(reader, today)
    suggested = {
        (words, case): _WAYS[part](words, case)
        for card in cards
        for part, words in _words_of(card).items()
        for case in _CASES
    }
    return cards, read_bodies(reader, today), read_forms(reader), suggested


def _edit(person_id: int, values: dict[str, Any], now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_person import edit_person

    return edit_person(session, person_id, **values, now=now, actor=actor_of(session))
