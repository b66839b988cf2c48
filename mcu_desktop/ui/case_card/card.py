"""The card of one case: what it is, when it is due and why, what was answered."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.queries.case_card import CaseCard, read_case_card
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import PlainLabel

if TYPE_CHECKING:
    from mcu_desktop.ui.case_card.attachments_section import AttachmentsSection
    from mcu_desktop.ui.case_card.body import CardBody
    from mcu_desktop.ui.case_card.deeds_section import DeedsSection
    from mcu_desktop.ui.case_card.terms_section import TermsSection

_PARTS = "attachments_section", "deed", "way_deeds", "deeds_section", "terms_section", "body"  # what it is made of
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
        self._searched = ""
        self._others: Mapping[int, str] = {}
        self.setMinimumWidth(360)
        self._hint = PlainLabel(_NOTHING_CHOSEN)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._scroll)
        desk.changed.connect(self._reread_if_touched)

    @cached_property
    def body(self) -> "CardBody":
        """All that is said of a case, made when the first one is shown: the window starts without it."""
        from mcu_desktop.ui.case_card.body import CardBody

        body = CardBody(self._desk, self._me, self._zone, self._clock, self._drafts)
        body.deeds.answer_wanted.connect(self.answer_wanted)
        body.deeds.citizen_seen.connect(self.show_case)
        body.files.preview_wanted.connect(self.preview_wanted)
        body.mark_found(self._searched)
        return body

    def make_ready(self) -> Iterator[None]:
        """Make the empty card, a step at each turn, so that the first case is shown as quickly as the next ones."""
        for part in _PARTS:
            import_module(f"{__package__}.{part}")
            yield
        self._scroll.viewport()  # PySide looks through all kinds of widgets once
        yield
        self.body.ensurePolished()
        yield
        self._place_body()

    def _place_body(self) -> None:
        if self._scroll.widget() is None:
            self._scroll.setWidget(self.body)

    @property
    def terms(self) -> "TermsSection":
        """The terms of the case."""
        return self.body.terms

    @property
    def deeds(self) -> "DeedsSection":
        """What can be done with the case."""
        return self.body.deeds

    @property
    def files(self) -> "AttachmentsSection":
        """The files of the case."""
        return self.body.files

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
        """Mark the words of a search in the texts of the card, now and in the next cases."""
        self._searched = searched
        if self._shown_id is not None:
            self.body.mark_found(searched)

    def show_others(self, others: Mapping[int, str]) -> None:
        """Take who else has which card open, in words by the case."""
        self._others = others
        if self._shown_id is not None:
            self.body.show_others(others.get(self._shown_id, ""))

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
        self._place_body()
        self.body.show_card(card)
        self.body.show_others(self._others.get(card.case_id, ""))
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
