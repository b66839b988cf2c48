"""The terms of the case on its card: lines and the bar of the clock."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.ui.case_card.term_words import clock_notes, term_text, term_title, traces
from mcu_desktop.ui.case_card.timeline_bar import TimelineBar, timeline_of
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.theme import standing_colour


class TermsSection(QWidget):
    """All terms of one case."""

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._zone, self._clock = zone, clock
        self.traces = ""  # why the dates are as they are
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.bar = TimelineBar()
        self.notes = text_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._lines)
        for part in (self.bar, self.notes):
            layout.addWidget(part)

    def show_card(self, card: CaseCard) -> None:
        """Show the terms of a case."""
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
