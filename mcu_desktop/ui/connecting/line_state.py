"""What the window shows of the line to a shared store: where it leads, that it is lost, who else has a card open."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QColor, QPalette

from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.shared_address import SharedAddress
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import standing_colour

if TYPE_CHECKING:
    from mcu_desktop.store.pulse import Presence
    from mcu_desktop.ui.workplace import Workplace

LOST = "Нет связи с общим хранилищем. Набранное сохранено здесь; продолжим сами, когда связь вернётся."
FOUND = "Связь с общим хранилищем вернулась, работа продолжается."
UNGUARDED = "БЕЗ ШИФРОВАНИЯ"
_UNGUARDED_HINT = "Всё, что идёт к серверу и обратно, может прочесть любой в этой сети. Так решил администратор."
_LOOKED_AT_MILLISECONDS = 1_000  # a card that is only passed by is not open


class LineState(QObject):
    """Keeps the status line of the window, and tells others which card is looked at here."""

    def __init__(self, workplace: "Workplace", address: SharedAddress, zone: ZoneInfo) -> None:
        super().__init__(workplace)
        self._workplace, self._zone = workplace, zone
        self._line = workplace.desk.line
        self._refusal = LOST
        self.where = PlainLabel(f"Общее хранилище: {address.words}")
        self.lost = PlainLabel("НЕТ СВЯЗИ")
        self.unguarded = PlainLabel(UNGUARDED)
        self.unguarded.setToolTip(_UNGUARDED_HINT)
        self.unguarded.setAccessibleDescription(_UNGUARDED_HINT)
        bar = workplace.frame.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.where, 1)
        for label, is_shown in ((self.lost, False), (self.unguarded, address.is_unguarded)):
            bar.addPermanentWidget(label)
            label.setVisible(is_shown)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOKED_AT_MILLISECONDS)
        self._looking.timeout.connect(self._tell_card)
        self._paint()
        self._connect()

    def _connect(self) -> None:
        workplace = self._workplace
        self._line.lost.connect(self._show_lost)
        self._line.refused.connect(self._show_refused)
        self._line.found.connect(self._show_found)
        self._line.presences.connect(self._show_others)
        workplace.queue.case_chosen.connect(self._looking.start)
        workplace.pages.currentChanged.connect(self._looking.start)
        workplace.me.changed.connect(self._looking.start)
        workplace.look.changed.connect(self._paint)

    @Slot(str)
    def _show_lost(self, why: str) -> None:
        self.lost.setToolTip(why)
        self.lost.show()
        self._workplace.strip.show_notice(LOST, "error")

    @Slot(str)
    def _show_refused(self, why: str) -> None:
        """Say what no waiting helps against: the login was closed, its password is another one now."""
        self._refusal = f"{why} Набранное сохранено здесь."
        self.lost.setToolTip(why)
        self._workplace.strip.show_notice(self._refusal, "error")

    @Slot()
    def _show_found(self) -> None:
        self.lost.hide()
        if self._workplace.strip.text in {LOST, self._refusal}:
            self._workplace.strip.show_notice(FOUND, "success")

    @Slot(object)
    def _show_others(self, found: "Sequence[Presence]") -> None:
        said: defaultdict[int, list[str]] = defaultdict(list)
        for presence in found:
            said[presence.case_id].append(f"{presence.actor} (с {presence.since.astimezone(self._zone):%H:%M})")
        others = {case_id: "Карточка открыта: " + ", ".join(names) for case_id, names in said.items()}
        self._workplace.queue.model.show_others(others)
        self._workplace.card.show_others(others)

    @Slot()
    def _tell_card(self) -> None:
        """Let the others know the card that is looked at, or that none is."""
        workplace = self._workplace
        is_seen = workplace.pages.currentWidget() in {workplace.queue, workplace.screens.__dict__.get("answer")}
        self._line.hold_card(workplace.queue.chosen_case() if is_seen else None, workplace.me.actor)

    @Slot()
    def _paint(self) -> None:
        """Give the warnings their colours on the ground of now."""
        palette = QPalette()
        ground = standing_colour(Standing.OVERDUE, palette)
        letters = QColor("#ffffff" if ground.lightness() < 128 else "#1b2026")  # noqa: PLR2004 -- half of lightness
        for label in (self.lost, self.unguarded):
            palette.setColor(QPalette.ColorRole.Window, ground)
            palette.setColor(QPalette.ColorRole.WindowText, letters)
            label.setPalette(palette)
            label.setAutoFillBackground(True)
            label.setContentsMargins(8, 1, 8, 1)


def follow_line(workplace: "Workplace", zone: ZoneInfo) -> LineState | None:
    """Show the state of the line from now on; an embedded store has none."""
    address = workplace.desk.place.shared
    return None if address is None else LineState(workplace, address, zone)
