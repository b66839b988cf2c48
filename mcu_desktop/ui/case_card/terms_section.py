"""The terms of the case on its card: lines, the bar of the clock, and what can be done."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.ui.case_card.term_deeds import Asked, TermDeed, offered_deeds
from mcu_desktop.ui.case_card.term_words import clock_notes, term_text, term_title, traces
from mcu_desktop.ui.case_card.timeline_bar import TimelineBar, timeline_of
from mcu_desktop.ui.common.form import FieldsForm
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import standing_colour
from mcu_desktop.ui.intake.panels import KeyedPanel, button_row, text_label


class TermsSection(QWidget):
    """All terms of one case; a deed is asked for in a form under them, never in a dialog."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self.traces = ""  # why the dates are as they are
        self._card: CaseCard | None = None
        self.form: DeedForm | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.bar = TimelineBar()
        self.notes = text_label()
        self.deeds_button = QPushButton("Действия со сроком…")
        self.deeds_button.setToolTip("Ctrl+T")
        self.deeds_button.clicked.connect(self.offer_deeds)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._lines)
        for part in (self.bar, self.notes):
            self._layout.addWidget(part)
        self._layout.addLayout(button_row(self.deeds_button))

    def show_card(self, card: CaseCard) -> None:
        """Show the terms of a case; a form that was opened for another one goes away."""
        if self._card is None or card.case_id != self._card.case_id:
            self._drop_form()
        self._card = card
        self.traces = traces(card)
        now = self._clock()
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for term in card.clock.terms:
            line = text_label(f"{term_title(term)}: {term_text(term, now, self._zone)}")
            palette = line.palette()
            standing = Standing.OVERDUE if term.was_broken else term.standing
            palette.setColor(line.foregroundRole(), standing_colour(standing, self.palette()))
            line.setPalette(palette)
            self._lines.addWidget(line)
        if not card.clock.terms:
            self._lines.addWidget(text_label("Срок для этой записи не определён: для неё нет норматива."))
        answer = card.clock.term(TermStage.FINAL_ANSWER)
        standing = Standing.IN_TIME if answer is None else answer.standing
        self.bar.show_timeline(timeline_of(card, now), standing, self._zone)
        notes = clock_notes(card, self._zone)
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self.deeds_button.setVisible(card.closed_at is None)

    @Slot()
    def offer_deeds(self) -> None:
        """Offer what can be done with the terms now."""
        if self._card is not None and self._card.closed_at is None:
            menu = self.deeds_menu()
            menu.popup(self.deeds_button.mapToGlobal(self.deeds_button.rect().bottomLeft()))

    def deeds_menu(self) -> QMenu:
        """Return the menu of what can be done."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setToolTipsVisible(True)
        if self._card is None:
            return menu
        for deed in offered_deeds(self._card):
            action = menu.addAction(deed.title)
            refusal = self._me.rights.refusal(deed.right, self._card.case_place)
            action.setEnabled(not refusal)
            action.setToolTip(refusal)
            action.triggered.connect(partial(self._ask, deed))
        return menu

    def _ask(self, deed: TermDeed) -> None:
        if self._card is None:
            return
        self._drop_form()
        asked = Asked(self._card, self._clock(), self._zone, self._me.actor)
        self.form = DeedForm(deed, asked)
        self.form.done_button.clicked.connect(self._perform)
        self.form.cancel_button.clicked.connect(self._drop_form)
        self._layout.addWidget(self.form)
        self.form.begin()

    @Slot()
    def _perform(self) -> None:
        if self.form is not None:
            self.form.done_button.setEnabled(False)
            asked = Asked(self.form.asked.card, self._clock(), self._zone, self._me.actor)
            deed = partial(self.form.deed.run, asked, self.form.fields.values(self._zone))
            self._desk.write(self, deed, self._finish, failed=self._refuse)

    def _finish(self, _change: Change) -> None:
        self._drop_form()

    def _refuse(self, text: str) -> None:
        if self.form is not None:
            self.form.say(text)

    @Slot()
    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.deeds_button.setFocus()


class DeedForm(KeyedPanel):
    """What a deed asks; Enter does it, Esc leaves everything as it was."""

    def __init__(self, deed: TermDeed, asked: Asked) -> None:
        self.done_button = QPushButton("Выполнить")
        self.cancel_button = QPushButton("Отмена")
        super().__init__(self.done_button, self.cancel_button)
        self.deed, self.asked = deed, asked
        self.fields = FieldsForm(deed.fields(asked))
        self.told = text_label(deed.hint)
        title = PlainLabel(deed.title.rstrip("…"))
        title.setWordWrap(True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
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
