"""The card of one case: what it is, when it is due and why, what was answered."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.case_card import CaseCard, read_case_card
from mcu_desktop.text.search_query import parse_query
from mcu_desktop.ui.case_card.facts import FACTS, Fact, comment_text, draft_text, event_text, standing_title
from mcu_desktop.ui.case_card.long_text import LongText
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel, bold_label
from mcu_desktop.ui.common.theme import standing_colour

if TYPE_CHECKING:
    from mcu_desktop.ui.case_card.attachments_section import AttachmentsSection
    from mcu_desktop.ui.case_card.deeds_section import DeedsSection
    from mcu_desktop.ui.case_card.terms_section import TermsSection

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_HEAD_MARGINS = 60
_NOTHING_CHOSEN = "Выберите запись в очереди, и здесь откроется её карточка."
_GONE = "Этой записи в хранилище больше нет. Обновите очередь клавишей F5."


class CaseCardView(QWidget):
    """Shows one case; re-reads it after every deed that touches cases.

    Signals:
        answer_wanted: the id of the case whose answer is to be written or checked.
        preview_wanted: an `AttachedFile` and its bytes.
    """

    answer_wanted = Signal(int)
    preview_wanted = Signal(object, bytes)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock, self._drafts = desk, me, zone, clock, drafts
        self._case_id: int | None = None
        self._shown_id: int | None = None
        self._waiting: Callable[[], None] | None = None  # wanted of a case that is still being read
        self._ticket = 0
        self.setMinimumWidth(360)
        self._make_texts()
        self._terms_place, self._deeds_place, self._files_place = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._hint = PlainLabel(_NOTHING_CHOSEN)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._lay_out())
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._scroll)
        desk.changed.connect(self._reread_if_touched)

    @cached_property
    def terms(self) -> "TermsSection":
        """The terms of the case, made when the first case is shown."""
        from mcu_desktop.ui.case_card.terms_section import TermsSection

        terms = TermsSection(self._zone, self._clock)
        self._terms_place.addWidget(terms)
        return terms

    @cached_property
    def deeds(self) -> "DeedsSection":
        """What can be done with the case, made when the first case is shown."""
        from mcu_desktop.ui.case_card.deeds_section import DeedsSection

        deeds = DeedsSection(self._desk, self._me, self._zone, self._clock, self._drafts)
        deeds.answer_wanted.connect(self.answer_wanted)
        self._deeds_place.addWidget(deeds)
        return deeds

    @cached_property
    def files(self) -> "AttachmentsSection":
        """The files of the case, made when the first case is shown."""
        from mcu_desktop.ui.case_card.attachments_section import AttachmentsSection

        files = AttachmentsSection(self._desk, self._me, self._zone, self._clock)
        files.preview_wanted.connect(self.preview_wanted)
        self._files_place.addWidget(_heading("Файлы"))
        self._files_place.addWidget(files)
        return files

    @Slot()
    def offer_deeds(self) -> None:
        """Offer what can be done with the chosen case."""
        self._when_shown(self.deeds.offer_deeds)

    def run_deed(self, code: str) -> None:
        """Do or ask a deed on the chosen case."""
        self._scroll.verticalScrollBar().setValue(0)
        self._when_shown(lambda: self.deeds.run(code))

    @Slot()
    def want_answer(self) -> None:
        """Go to the answer of the chosen case."""
        self._when_shown(self.deeds.want_answer)

    @Slot(str)
    def mark_found(self, searched: str) -> None:
        """Mark the words of a search in the texts of the card."""
        for field in (self._gist, self._text, self._answer, self._draft, self._comments):
            field.mark(parse_query(searched).stems)

    def _when_shown(self, deed: Callable[[], None]) -> None:
        """Do it once the chosen case is the one that is shown: keys may be quicker than the store."""
        if self._case_id is None:
            return
        if self._shown_id == self._case_id:
            deed()
        else:
            self._waiting = deed

    def show_case(self, case_id: int | None) -> None:
        """Read and show a case; None empties the card."""
        if case_id != self._case_id:
            self._waiting = None
        self._case_id = case_id
        self._ticket += 1
        if case_id is None:
            self._show_hint(_NOTHING_CHOSEN)
            return
        now = self._clock()
        self._desk.read(
            self,
            lambda reader: read_case_card(reader, case_id, now=now),
            partial(self._show_answer, self._ticket),
        )

    @Slot(object)
    def _reread_if_touched(self, change: Change) -> None:
        if Touched.CASES in change.touched and self._case_id is not None:
            self.show_case(self._case_id)

    def _show_answer(self, ticket: int, card: CaseCard | None) -> None:
        if ticket != self._ticket:
            return  # the operator has gone on to another case meanwhile
        if card is None:
            self._show_hint(_GONE)
            return
        self._show_card(card)
        self._stack.setCurrentWidget(self._scroll)
        if card.case_id != self._shown_id:
            self._scroll.verticalScrollBar().setValue(0)
        self._shown_id = card.case_id
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _show_hint(self, text: str) -> None:
        self._shown_id = None
        self._hint.setText(text)
        self._stack.setCurrentWidget(self._hint)

    def _show_card(self, card: CaseCard) -> None:
        self._number.setText(f"№ {card.number}")
        self._standing.setText(standing_title(card))
        self._fit_head()
        self._standing.setStyleSheet(_standing_style(standing_colour(card.standing, self.palette()).name()))
        self._set(self._gist, card.gist)
        self._set(self._text, card.text)
        for fact, title, label in self._facts:
            said = fact.text(card, self._zone)
            label.setText(said)
            title.setVisible(bool(said))
            label.setVisible(bool(said))
        self.deeds.show_card(card)
        self.terms.show_card(card)
        self.files.show_card(card)
        self._set(self._trace, self.terms.traces)
        warnings = [warning for term in card.clock.terms if term.settled_at is None for warning in term.warnings]
        self._set(self._warnings, "\n".join(f"Внимание: {warning}" for warning in warnings))
        self._set(self._answer, card.answer_text)
        self._set(self._draft, draft_text(card))
        self._set(self._comments, "\n".join(comment_text(comment, self._zone) for comment in card.comments))
        self._set(self._received, card.received_text if card.received_text != card.text else "")
        self._set(self._history, "\n".join(event_text(event, self._zone) for event in card.events))
        self._set(self._source, "\n".join(f"{title}: {value}" for title, value in card.source_fields))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the number a line of its own where the card is narrow for its letters."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        number = self._number.fontMetrics().horizontalAdvance(self._number.text())
        is_narrow = number + self._standing.sizeHint().width() + _HEAD_MARGINS > self.width()
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)

    def _set(self, field: LongText, text: str) -> None:
        field.set_text(text)
        field.setVisible(bool(text))
        heading = self._headings.get(field)
        if heading is not None:
            heading.setVisible(bool(text))

    def _make_texts(self) -> None:
        self._number = TitleLabel()
        self._number.setTextInteractionFlags(_SELECTABLE)
        self._number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._standing = PlainLabel()
        self._standing.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._head = QHBoxLayout()
        self._gist = LongText("Суть")
        self._text = LongText("Текст", framed=True)
        self._trace = LongText("Почему этот срок")
        self._warnings = LongText("Предупреждения о сроке")
        self._answer = LongText("Ответ", framed=True)
        self._draft = LongText("Подготовленный ответ", framed=True)
        self._comments = LongText("Заметки")
        self._received = LongText("Текст, как поступил", framed=True)
        self._history = LongText("История")
        self._source = LongText("Прочие поля источника")
        self._facts: list[tuple[Fact, PlainLabel, PlainLabel]] = []
        self._headings: dict[LongText, PlainLabel] = {}

    def _lay_out(self) -> QWidget:
        body = QWidget()
        layout = QVBoxLayout(body)
        self._head.addWidget(self._number, 1)
        self._head.addWidget(self._standing)
        layout.addLayout(self._head)
        layout.addLayout(self._deeds_place)
        layout.addWidget(self._gist)
        layout.addWidget(self._text)
        layout.addWidget(_heading("Сроки"))
        layout.addLayout(self._terms_place)
        self._add_section(layout, "Почему этот срок", self._trace)
        layout.addWidget(self._warnings)
        self._add_section(layout, "Ответ", self._answer)
        self._add_section(layout, "Подготовленный ответ", self._draft)
        self._add_section(layout, "Заметки", self._comments)
        layout.addWidget(_heading("Сведения"))
        layout.addLayout(self._form(FACTS))
        layout.addLayout(self._files_place)
        self._add_section(layout, "История", self._history)
        self._add_section(layout, "Прочие поля источника", self._source)
        self._add_section(layout, "Текст, как поступил", self._received)
        layout.addStretch(1)
        return body

    def _add_section(self, layout: QVBoxLayout, title: str, field: LongText) -> None:
        self._headings[field] = _heading(title)
        layout.addWidget(self._headings[field])
        layout.addWidget(field)

    def _form(self, facts: tuple[Fact, ...]) -> QGridLayout:
        """Return the facts as a grid: unlike a form layout it gives wrapped words the height they need."""
        grid = QGridLayout()
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, fact in enumerate(facts):
            title, said = PlainLabel(f"{fact.title}:"), PlainLabel()
            for label in (title, said):
                label.setWordWrap(True)
                label.setMinimumWidth(1)  # one endless word must not widen the card
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
            said.setAccessibleName(fact.title)
            said.setTextInteractionFlags(_SELECTABLE)
            grid.addWidget(title, row, 0)
            grid.addWidget(said, row, 1)
            self._facts.append((fact, title, said))
        return grid


def _standing_style(colour: str) -> str:
    return f"color: {colour}; border: 1px solid {colour}; border-radius: 4px; padding: 2px 8px;"


def _heading(title: str) -> PlainLabel:
    heading = bold_label(title)
    heading.setContentsMargins(0, 8, 0, 0)
    return heading
