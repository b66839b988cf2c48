"""All that the card says of one case, made when the first case is shown."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.terms import Standing
from mcu_desktop.text.search_query import parse_query
from mcu_desktop.ui.case_card.attachments_section import AttachmentsSection
from mcu_desktop.ui.case_card.deeds_section import DeedsSection
from mcu_desktop.ui.case_card.facts import comment_text, draft_text, standing_title
from mcu_desktop.ui.case_card.facts_section import FactsSection
from mcu_desktop.ui.case_card.history_section import HistorySection
from mcu_desktop.ui.case_card.terms_section import TermsSection
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.long_text import LongText
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import SELECTABLE, PlainLabel, TitleLabel, bold_label
from mcu_desktop.ui.common.theme import standing_colour

_HEAD_MARGINS = 60


class CardBody(QWidget):
    """Number and standing, deeds, texts, terms, facts, files, history."""

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime], drafts: Drafts) -> None:
        super().__init__()
        self._zone = zone
        self.deeds = DeedsSection(desk, me, zone, clock, drafts)
        self.terms = TermsSection(zone, clock)
        self.facts = FactsSection(zone)
        self.files = AttachmentsSection(desk, me, zone, clock)
        self.history = HistorySection(zone)
        self._make_texts()
        self._lay_out()

    def show_card(self, card: CaseCard) -> None:
        """Show a case."""
        self._number.setText(f"№ {card.number}")
        self._standing.setText(standing_title(card))
        self._fit_head()
        self._standing.setStyleSheet(_standing_style(standing_colour(card.standing, self.palette()).name()))
        self._set(self.gist, card.gist)
        self._set(self.text, card.text)
        self.facts.show_card(card)
        self.deeds.show_card(card)
        self.terms.show_card(card)
        self.files.show_card(card)
        self._set(self._trace, self.terms.traces)
        warnings = [warning for term in card.clock.terms if term.settled_at is None for warning in term.warnings]
        self._set(self._warnings, "\n".join(f"Внимание: {warning}" for warning in warnings))
        self._set(self.answer, card.answer_text)
        self._set(self.draft, draft_text(card))
        self._set(self.comments, "\n".join(comment_text(comment, self._zone) for comment in card.comments))
        self._set(self._received, card.received_text if card.received_text != card.text else "")
        self.history.show_card(card)
        self._set(self._source, "\n".join(f"{title}: {value}" for title, value in card.source_fields))

    def show_others(self, words: str) -> None:
        """Say who else has the card open, if anybody."""
        palette = self.palette()
        palette.setColor(self._others.foregroundRole(), standing_colour(Standing.DUE_SOON, palette))
        self._others.setPalette(palette)
        self._others.setText(words)
        self._others.setVisible(bool(words))

    def mark_found(self, searched: str) -> None:
        """Mark the words of a search in the texts."""
        for field in (self.gist, self.text, self.answer, self.draft, self.comments):
            field.mark(parse_query(searched).stems)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the number a line of its own where the card is narrow for its letters."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        number = self._number.fontMetrics().horizontalAdvance(self._number.text())
        is_narrow = number + self._standing.sizeHint().width() + _HEAD_MARGINS > self.width()
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(direction)
        # Only where it must: Qt would give a line that may be wrapped the height of two, taken from what stands below.
        self._number.setWordWrap(number > self.width() - self._margins.left() - self._margins.right())

    def _set(self, field: LongText, text: str) -> None:
        field.set_text(text)
        field.setVisible(bool(text))
        heading = self._headings.get(field)
        if heading is not None:
            heading.setVisible(bool(text))

    def _make_texts(self) -> None:
        self._number = TitleLabel()
        self._number.setTextInteractionFlags(SELECTABLE)
        self._number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._standing = PlainLabel()
        self._standing.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._others = text_label()
        self._others.setAccessibleName("Кто ещё открыл карточку")
        self._others.hide()
        self._head = QHBoxLayout()
        self.gist = LongText("Суть")
        self.text = LongText("Текст", framed=True)
        self._trace = LongText("Почему этот срок")
        self._warnings = LongText("Предупреждения о сроке")
        self.answer = LongText("Ответ", framed=True)
        self.draft = LongText("Подготовленный ответ", framed=True)
        self.comments = LongText("Заметки")
        self._received = LongText("Текст, как поступил", framed=True)
        self._source = LongText("Прочие поля источника")
        self._headings: dict[LongText, PlainLabel] = {}

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        self._margins = layout.contentsMargins()
        self._head.addWidget(self._number, 1)
        self._head.addWidget(self._standing)
        layout.addLayout(self._head)
        layout.addWidget(self._others)
        layout.addWidget(self.deeds)
        layout.addWidget(self.gist)
        layout.addWidget(self.text)
        layout.addWidget(_heading("Сроки"))
        layout.addWidget(self.terms)
        self._add_section(layout, "Почему этот срок", self._trace)
        layout.addWidget(self._warnings)
        self._add_section(layout, "Ответ", self.answer)
        self._add_section(layout, "Подготовленный ответ", self.draft)
        self._add_section(layout, "Заметки", self.comments)
        layout.addWidget(_heading("Сведения"))
        layout.addWidget(self.facts)
        layout.addWidget(_heading("Файлы"))
        layout.addWidget(self.files)
        layout.addWidget(_heading("История"))
        layout.addWidget(self.history)
        self._add_section(layout, "Прочие поля источника", self._source)
        self._add_section(layout, "Текст, как поступил", self._received)
        layout.addStretch(1)

    def _add_section(self, layout: QVBoxLayout, title: str, field: LongText) -> None:
        self._headings[field] = _heading(title)
        layout.addWidget(self._headings[field])
        layout.addWidget(field)


def _standing_style(colour: str) -> str:
    return f"color: {colour}; border: 1px solid {colour}; border-radius: 4px; padding: 2px 8px;"


def _heading(title: str) -> PlainLabel:
    heading = bold_label(title)
    heading.setContentsMargins(0, 8, 0, 0)
    return heading
