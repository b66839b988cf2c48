"""The clock of a case as a bar: time that ran, stood still, was extended, is overdue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.common.theme import standing_colour

_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the bar draws; spans are within start and end. `until` is where time has come to."""

    start: datetime
    end: datetime
    until: datetime
    deadline: datetime | None
    paused: tuple[_Span, ...]
    extended: _Span | None


def timeline_of(card: CaseCard, now: datetime) -> Timeline | None:
    """Return the clock of the answer, None for a case without one."""
    term = card.clock.term(TermStage.FINAL_ANSWER)
    if term is None:
        return None
    start, until = term.started_at, max(term.settled_at or now, term.started_at)
    end = max(until, term.legal_deadline or until)
    if end <= start:
        return None
    paused = tuple(
        (max(pause.started_at, start), min(pause.ended_at or until, end))
        for pause in card.clock.pauses
        if pause.started_at < end and (pause.ended_at or until) > start
    )
    extended = None
    if card.clock.extension is not None and term.legal_deadline is not None:
        extended = max(term.legal_deadline - timedelta(days=card.clock.extension.days), start), term.legal_deadline
    return Timeline(start, end, until, term.legal_deadline, paused, extended)


class TimelineBar(QWidget):
    """One bar with its first and last day under it."""

    def __init__(self) -> None:
        super().__init__()
        self._timeline: Timeline | None = None
        self._zone = ZoneInfo("UTC")
        self._standing = Standing.IN_TIME
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_timeline(self, timeline: Timeline | None, standing: Standing, zone: ZoneInfo) -> None:
        """Draw a clock, or nothing."""
        self._timeline, self._standing, self._zone = timeline, standing, zone
        self.setVisible(timeline is not None)
        words = "" if timeline is None else in_words(timeline, zone)
        self.setAccessibleName("Ход срока")
        self.setAccessibleDescription(words)
        self.setToolTip(plain_tooltip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar and its line of days."""
        return QSize(200, self.fontMetrics().height() * 2 + 6)

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar and its days."""
        timeline = self._timeline
        if timeline is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        bar = QRectF(0.5, 2, self.width() - 1, line - 2)
        palette = self.palette()
        painter.fillRect(bar, palette.color(QPalette.ColorRole.Mid))
        colour = standing_colour(self._standing, palette)
        run_until = min(timeline.until, timeline.deadline or timeline.until)
        self._fill(painter, bar, (timeline.start, run_until), QBrush(colour))
        if timeline.extended is not None:
            self._fill(painter, bar, timeline.extended, _pattern(palette, Qt.BrushStyle.BDiagPattern))
        for span in timeline.paused:
            self._fill(painter, bar, span, QBrush(palette.color(QPalette.ColorRole.Base)))
            self._fill(painter, bar, span, _pattern(palette, Qt.BrushStyle.DiagCrossPattern))
        if timeline.deadline is not None and timeline.deadline < timeline.until:
            late = standing_colour(Standing.OVERDUE, palette)
            self._fill(painter, bar, (timeline.deadline, timeline.until), QBrush(late, Qt.BrushStyle.Dense3Pattern))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 2))
        for moment in (timeline.until, timeline.deadline):
            if moment is not None:
                at = bar.left() + bar.width() * self._share(moment)
                at = min(max(at, bar.left() + 1), bar.right() - 1)
                painter.drawLine(QPointF(at, bar.top() - 1), QPointF(at, bar.bottom() + 2))
        days = QRectF(0, line + 4, self.width(), line)
        painter.drawText(days, Qt.AlignmentFlag.AlignLeft, f"{timeline.start.astimezone(self._zone):%d.%m.%Y}")
        painter.drawText(days, Qt.AlignmentFlag.AlignRight, f"{timeline.end.astimezone(self._zone):%d.%m.%Y}")
        painter.end()

    def _fill(self, painter: QPainter, bar: QRectF, span: _Span, brush: QBrush) -> None:
        left, right = (bar.left() + bar.width() * self._share(moment) for moment in span)
        painter.fillRect(QRectF(left, bar.top(), max(right - left, 1), bar.height()), brush)

    def _share(self, moment: datetime) -> float:
        timeline = self._timeline
        if timeline is None:
            return 0
        return min(max((moment - timeline.start) / (timeline.end - timeline.start), 0), 1)


def in_words(timeline: Timeline, zone: ZoneInfo) -> str:
    """Say what the bar draws."""
    lines = [f"Начало: {format_moment(timeline.start, zone)}."]
    lines += [f"Не шёл: {format_moment(a, zone)} — {format_moment(b, zone)}." for a, b in timeline.paused]
    if timeline.extended is not None:
        lines.append(f"Продление: с {timeline.extended[0].astimezone(zone):%d.%m.%Y}.")
    if timeline.deadline is not None:
        lines.append(f"Предельный срок: {format_moment(timeline.deadline, zone)}.")
        if timeline.deadline < timeline.until:
            lines.append(f"Просрочено: по {format_moment(timeline.until, zone)}.")
    return "\n".join(lines)


def _pattern(palette: QPalette, style: Qt.BrushStyle) -> QBrush:
    return QBrush(palette.color(QPalette.ColorRole.WindowText), style)
