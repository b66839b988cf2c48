"""What can be done with the case: the next steps as buttons, all of it in a menu, a form for what a deed asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.operations.change import Change
from mcu_desktop.queries.case_card import CaseCard, read_case_card
from mcu_desktop.queries.edit_choices import EditChoices, read_edit_choices
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.terms import Standing, WorkState
from mcu_desktop.ui.case_card.deed import Asked, CaseDeed
from mcu_desktop.ui.case_card.draft_keys import draft_key
from mcu_desktop.ui.case_card.facts import citizen_text
from mcu_desktop.ui.case_card.term_deeds import term_deeds
from mcu_desktop.ui.case_card.way_deeds import way_deeds
from mcu_desktop.ui.common.drafts import DraftKeeper, Drafts
from mcu_desktop.ui.common.flow import FlowLayout
from mcu_desktop.ui.common.form import FieldsForm
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import bold_label
from mcu_desktop.ui.common.theme import standing_colour

# Which steps get buttons of their own: those that come next in a state.
_NEXT = {
    WorkState.REGISTERED: ("assign", "begin"),
    WorkState.ASSIGNED: ("begin",),
    WorkState.CLOSED: ("reopen",),
}
_USUAL_NEXT = ("close",)
_KEYS = {"assign": "F3", "begin": "F4", "close": "F8"}


class DeedsSection(QWidget):
    """The deeds of one case; a deed is asked for in a form under them, never in a dialog.

    Signals:
        answer_wanted: the id of the case whose answer is to be written or checked.
        citizen_seen: the id of the case whose history has this look at personal data now.
    """

    answer_wanted = Signal(int)
    citizen_seen = Signal(int)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock, self._drafts = desk, me, zone, clock, drafts
        self._keeper: DraftKeeper | None = None
        self._card: CaseCard | None = None
        self.form: DeedForm | None = None
        self.answer_button = QPushButton("Ответ…")
        self.answer_button.clicked.connect(self.want_answer)
        self.deeds_button = QToolButton()
        self.deeds_button.setText("Ещё…")
        self.deeds_button.setToolTip("Всё, что можно сделать (Ctrl+T)")
        self.deeds_button.clicked.connect(self.offer_deeds)
        self.citizen = text_label()
        self.citizen.setAccessibleName("Данные заявителя")
        self.citizen.hide()
        self._bar = FlowLayout()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._bar)
        self._layout.addWidget(self.citizen)
        me.rights_changed.connect(self._renew)

    def show_card(self, card: CaseCard) -> None:
        """Offer the deeds of a case; a form that was opened for another one goes away."""
        if self._card is None or card.case_id != self._card.case_id:
            self._drop_form()
            self.citizen.hide()
        self._card = card
        self._renew()

    def offered(self) -> tuple[CaseDeed, ...]:
        """Return all that can be done with the case now."""
        return () if self._card is None else (*way_deeds(self._card), *term_deeds(self._card))

    def allowed(self) -> tuple[CaseDeed, ...]:
        """Return those that the person who works here may do."""
        return tuple(deed for deed in self.offered() if not self._refusal(deed.right))

    @property
    def number(self) -> str:
        """The number of the case whose deeds these are, empty where there is none."""
        return "" if self._card is None else self._card.number

    def run(self, code: str) -> None:
        """Do or ask a deed by its code, if it is offered and allowed."""
        for deed in self.offered():
            if deed.code == code and not self._refusal(deed.right):
                self._ask(deed)

    @Slot()
    def want_answer(self) -> None:
        """Go to the page of the answer."""
        if self._card is not None and not self._refusal(Deed.ANSWER):
            self.answer_wanted.emit(self._card.case_id)

    @Slot()
    def offer_deeds(self) -> None:
        """Offer all that can be done now."""
        if self._card is not None:
            menu = self.deeds_menu()
            menu.popup(self.deeds_button.mapToGlobal(self.deeds_button.rect().bottomLeft()))

    def deeds_menu(self) -> QMenu:
        """Return the menu of what can be done."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setToolTipsVisible(True)
        for deed in self.offered():
            action = menu.addAction(deed.title)
            refusal = self._refusal(deed.right)
            action.setEnabled(not refusal)
            action.setToolTip(refusal or deed.hint)
            action.triggered.connect(partial(self._ask, deed))
        return menu

    @Slot()
    def _renew(self) -> None:
        while (item := self._bar.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in {self.answer_button, self.deeds_button}:
                widget.hide()
                widget.deleteLater()
        offered = {deed.code: deed for deed in self.offered()}
        steps = _USUAL_NEXT if self._card is None else _NEXT.get(self._card.state, _USUAL_NEXT)
        for code in (code for code in steps if code in offered):
            deed = offered[code]
            button = QPushButton(deed.title)
            self._allow(button, deed.right, f"{deed.hint} ({_KEYS[code]})" if code in _KEYS else deed.hint)
            button.clicked.connect(partial(self._ask, deed))
            self._bar.addWidget(button)
        self._bar.addWidget(self.answer_button)
        self._bar.addWidget(self.deeds_button)
        is_open = self._card is not None and self._card.closed_at is None
        self.answer_button.setVisible(is_open)
        self._allow(self.answer_button, Deed.ANSWER, "Написать, проверить, отметить отправку (F6)")

    def _allow(self, button: QPushButton, right: Deed, hint: str) -> None:
        refusal = self._refusal(right)
        button.setEnabled(not refusal)
        button.setToolTip(refusal or hint)

    def _refusal(self, right: Deed) -> str:
        return "" if self._card is None else self._me.rights.refusal(right, self._card.case_place)

    def _asked(self, card: CaseCard, choices: EditChoices | None = None) -> Asked:
        return Asked(card, self._clock(), self._zone, self._me.actor, choices)

    def _ask(self, deed: CaseDeed) -> None:
        if self._card is None:
            return
        if deed.at_once:
            asked = self._asked(self._card)
            answer = partial(self._show_citizen, asked.card.case_id)
            self._desk.write(self, partial(deed.run, asked, {}), answer, about=deed.about(asked, {}))
        elif deed.wants_choices:
            self._desk.read(self, read_edit_choices, partial(self._open, deed, self._card))
        else:
            self._open(deed, self._card, None)

    def _open(self, deed: CaseDeed, card: CaseCard, choices: EditChoices | None) -> None:
        if self._card is None or self._card.case_id != card.case_id:
            return  # the person has gone on to another case meanwhile
        self._drop_form()
        self.form = DeedForm(deed, self._asked(card, choices))
        self.form.done_button.clicked.connect(self._perform)
        self.form.cancel_button.clicked.connect(self._give_up)
        self._keep_typed(deed, card)
        self._layout.addWidget(self.form)
        self.form.begin()

    def _keep_typed(self, deed: CaseDeed, card: CaseCard) -> None:
        """Put back what was typed before a crash, and keep what is typed from now on."""
        if self.form is None:
            return
        key = draft_key(card.number, deed.code)
        draft = self._drafts.find(key)
        if draft is not None:
            self.form.fields.retype(draft.typed)
            self.form.told.setText(f"Восстановлено несохранённое от {format_moment(draft.at, self._zone)}.")
        title = f"{card.number}: {deed.title.rstrip('…')}"
        self._keeper = DraftKeeper(self._drafts, key, title, self.form.fields.typed, self.form)
        self.form.fields.changed.connect(self._keeper.touch)

    @Slot()
    def _perform(self) -> None:
        if self.form is None:
            return
        try:
            values = self.form.fields.values(self._zone)
        except UserFacingError as error:
            self.form.say(str(error))
            return
        self.form.done_button.setEnabled(False)
        deed, asked = self.form.deed, replace(self.form.asked, now=self._clock(), actor=self._me.actor)
        about = deed.about(asked, values)
        self._desk.write(self, partial(deed.run, asked, values), self._finish, failed=self._refuse, about=about)

    def _finish(self, _change: Change) -> None:
        self._give_up()

    def _refuse(self, text: str) -> None:
        if self.form is not None:
            self.form.say(text)
            # Done once more after others' words were read here: then they are knowingly written over.
            case_id, now = self.form.asked.card.case_id, self._clock()
            self._desk.read(self, lambda reader: read_case_card(reader, case_id, now=now), self._see_anew)

    def _see_anew(self, card: CaseCard | None) -> None:
        if self.form is not None and card is not None and self.form.asked.card.case_id == card.case_id:
            self.form.asked = replace(self.form.asked, card=card)

    def _show_citizen(self, case_id: int, change: Change) -> None:
        if self._card is None or self._card.case_id != case_id or change.touched:
            return
        self.citizen.setText(citizen_text(change.details if isinstance(change.details, Citizen) else None))
        self.citizen.show()
        self.citizen_seen.emit(case_id)

    @Slot()
    def _give_up(self) -> None:
        """Close the form and forget what was typed: it was saved, or the person wants it no more."""
        if self._keeper is not None:
            self._keeper.drop()
            self._keeper = None
        self._drop_form()

    @Slot()
    def _drop_form(self) -> None:
        """Close the form; what was typed into it is kept for the next time."""
        if self._keeper is not None:
            self._keeper.keep_now()
            self._keeper = None
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.deeds_button.setFocus()


class DeedForm(KeyedPanel):
    """What a deed asks; Enter does it, Esc leaves everything as it was."""

    def __init__(self, deed: CaseDeed, asked: Asked) -> None:
        self.done_button = QPushButton("Выполнить")
        self.cancel_button = QPushButton("Отмена")
        super().__init__(self.done_button, self.cancel_button)
        self.deed, self.asked = deed, asked
        self.fields = FieldsForm(deed.fields(asked))
        self.told = text_label(deed.hint)
        self.fields.shortened.connect(self.told.setText)
        title = bold_label(deed.title.rstrip("…"))
        title.setWordWrap(True)
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inner = QVBoxLayout(frame)
        for part in (title, self.told, self.fields):
            inner.addWidget(part)
        inner.addLayout(button_row(self.done_button, self.cancel_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def begin(self) -> None:
        """Give the keyboard to the first field."""
        first = next(iter(self.fields.edits.values()), self.done_button)
        self.show()
        first.setFocus()

    def say(self, text: str) -> None:
        """Say why it was refused; what was typed stays."""
        self.told.setText(text)
        palette = self.told.palette()
        palette.setColor(self.told.foregroundRole(), standing_colour(Standing.OVERDUE, self.palette()))
        self.told.setPalette(palette)
        self.done_button.setEnabled(True)
