"""The page of a new case by hand: channel first, then what it is and by when; Enter registers it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.edit_choices import EditChoices, read_edit_choices
from mcu_desktop.rules.case_kind import answer_address_fault, decide_kind
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.rules.titles import KINDS
from mcu_desktop.store.about import About
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.case_card.place_fields import place_fields
from mcu_desktop.ui.common.drafts import DraftKeeper, Drafts
from mcu_desktop.ui.common.form import Field, FieldsForm
from mcu_desktop.ui.common.pages import scrolled
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel

DRAFT_KEY = "new case"
_USUAL_CHANNEL = "phone"
_NO_TOPIC = ("не выбрана", None)
_Found = tuple[EditChoices, dict[str, CaseKind]]


class NewCasePage(Page):
    """Registers a call, a reception, a meeting, a letter.

    Signals:
        registered: the number of the new case.
    """

    registered = Signal(str)

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        self.done_button = QPushButton("Зарегистрировать")
        super().__init__(self.done_button)
        self.guarded = ((self.done_button, Deed.REGISTER),)
        self._desk, self._zone, self._clock = desk, zone, clock
        self._drafts = drafts
        self._keeper = DraftKeeper(drafts, DRAFT_KEY, "Новое сообщение", self._typed, self)
        self._kinds: dict[str, CaseKind] = {}
        self._channel = _USUAL_CHANNEL  # the next call is most likely a call again
        self.kind = text_label()
        self.told = text_label()
        self.fields = FieldsForm(())
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in (TitleLabel("Новое сообщение"), self.kind, self.fields):
            self._rows.addWidget(part)
        self._rows.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolled(body), 1)
        layout.addWidget(self.told)
        layout.addLayout(button_row(self.done_button, self.back_button))
        self.done_button.setToolTip("Ctrl+Enter — из любого поля")
        self.done_button.clicked.connect(self._register)

    def start(self) -> None:
        """Read what is offered; what was typed before stays until it is registered."""
        if not self.fields.edits:
            self._desk.read(self, _read, self._show)
        else:
            self.edit("channel_code").setFocus()

    def edit(self, name: str) -> Any:
        """Return the widget of a field."""
        return self.fields.edits[name]

    def _show(self, found: _Found) -> None:
        choices, self._kinds = found
        fields = FieldsForm(_fields(choices, self._clock().astimezone(self._zone), self._channel), columns=2)
        fields.take_place_of(self.fields, self._rows)
        self.fields = fields
        channel, moment, email = self.edit("channel_code"), self.edit("received_at"), self.edit("email")
        if isinstance(channel, QComboBox) and isinstance(moment, QDateTimeEdit) and isinstance(email, QLineEdit):
            channel.currentIndexChanged.connect(self._say_kind)
            moment.dateTimeChanged.connect(self._say_kind)
            email.editingFinished.connect(self._check_address)
        draft = self._drafts.find(DRAFT_KEY)
        if draft is not None:
            fields.retype(draft.typed)
            self.told.setText(f"Восстановлено несохранённое от {format_moment(draft.at, self._zone)}.")
        fields.changed.connect(self._keeper.touch)
        fields.shortened.connect(self.told.setText)
        self._say_kind()
        channel.setFocus()

    @Slot()
    def _say_kind(self) -> None:
        values = self._values()
        code, received = values["channel_code"], values["received_at"]
        usual = self._kinds.get(code, CaseKind.MESSAGE)
        kind, reason = decide_kind(code, usual, received.astimezone(self._zone).date())
        self.kind.setText(f"Это {KINDS[kind]}: {reason}.")

    @Slot()
    def _check_address(self) -> None:
        fault = answer_address_fault(self._values()["email"])
        self.told.setText(f"Электронная почта: {fault}." if fault else "")

    def _typed(self) -> dict[str, str]:
        return self.fields.typed()

    def _values(self) -> dict[str, Any]:
        return self.fields.values(self._zone)

    @Slot()
    def _register(self) -> None:
        try:
            values = self._values()
        except UserFacingError as error:
            self.told.setText(str(error))
            return
        self._channel = values["channel_code"]
        self.done_button.setEnabled(False)
        deed = partial(_register, values, self._zone, self._clock())
        self._desk.write(self, deed, self._finish, failed=self._refuse, about=About(registers=True))

    def _refuse(self, text: str) -> None:
        self.done_button.setEnabled(True)
        self.told.setText(text)

    def _finish(self, change: Change) -> None:
        self.done_button.setEnabled(True)
        self.told.clear()
        self._keeper.drop()
        empty = FieldsForm(())
        empty.take_place_of(self.fields, self._rows)
        self.fields = empty
        self.registered.emit(change.text.split(". ", 1)[0])


def _read(reader: Reader) -> _Found:
    kinds = reader.rows("SELECT code, kind FROM channels")
    return read_edit_choices(reader), {code: CaseKind(kind) for code, kind in kinds}


def _titles(words: tuple[str, ...]) -> tuple[tuple[str, object], ...]:
    return tuple((title, title) for title in words)


def _fields(choices: EditChoices, now: datetime, channel: str) -> tuple[Field, ...]:
    return (
        Field("channel_code", "Канал", "choice", channel, choices.channels),
        Field("received_at", "Поступило", "moment", now),
        Field("text", "О чём сообщают (слова заявителя)", "long"),
        Field("gist", "Суть одной строкой", "long"),
        Field("topic_id", "Тема (наберите несколько букв)", "search", None, (_NO_TOPIC, *choices.topics)),
        Field("recipient", "Получатель", "words", "", _titles(choices.recipients)),
        *place_fields(choices),
        Field("important", "Важное", "yes"),
        Field("name", "Заявитель: фамилия, имя, отчество", "text"),
        Field("phone", "Телефон заявителя", "text"),
        Field("email", "Электронная почта для ответа", "text"),
        Field("address", "Почтовый адрес", "text"),
    )


def _register(values: dict[str, Any], zone: ZoneInfo, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.register_case import NewCase, register_case

    personal = {name: values[name].strip() for name in ("name", "phone", "email", "address")}
    rest = {name: value for name, value in values.items() if name not in personal}
    new = NewCase(**rest, citizen=Citizen(**personal))
    return register_case(session, new, now=now, zone=zone, actor=actor_of(session))
