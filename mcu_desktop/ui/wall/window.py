"""One monitor of the wall: a title and a clock above, a page, and below it how old its figures are."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from mcu_desktop.rules.russian import MONTHS_OF
from mcu_desktop.rules.wall import PAGE_KINDS, Freshness, WallPage
from mcu_desktop.rules.working_calendar import WEEKDAYS
from mcu_desktop.ui.wall.chart_pages import paint_dynamics, paint_growth, paint_heat_map, paint_map, paint_rating
from mcu_desktop.ui.wall.counts_pages import paint_burning, paint_dashboard, paint_promises, paint_today
from mcu_desktop.ui.wall.sheet import MIDDLE, RIGHT, Painter, Said, Sheet, WallLook

PAINTERS: dict[WallPage, Painter] = {
    WallPage.BURNING: paint_burning,
    WallPage.TODAY: paint_today,
    WallPage.DASHBOARD: paint_dashboard,
    WallPage.DYNAMICS: paint_dynamics,
    WallPage.RATING: paint_rating,
    WallPage.HEAT_MAP: paint_heat_map,
    WallPage.MAP: paint_map,
    WallPage.GROWTH: paint_growth,
    WallPage.PROMISES: paint_promises,
}
HINT = "Пробел — пауза, стрелки — страницы, N — ночь, Esc — закрыть"
_KEYS = {
    Qt.Key.Key_Space: "hold", Qt.Key.Key_Right: "next", Qt.Key.Key_Left: "back", Qt.Key.Key_N: "night",
    Qt.Key.Key_F5: "refresh", Qt.Key.Key_Escape: "leave",
}  # fmt: skip
_ALARMING = frozenset({Freshness.OLD, Freshness.DOWN})
_WHITE = QColor("#ffffff")
_EDGE, _HEAD, _FOOT = 3.0, 11.0, 7.0  # units


@dataclass(frozen=True, slots=True)
class Shown:
    """What a monitor shows now. Moments are local; `place` and `count` say which page of how many it is."""

    page: WallPage
    figures: object
    counted_at: datetime | None
    freshness: Freshness
    now: datetime
    night: bool
    paused: bool
    place: int
    count: int
    hint: bool
    closed: bool = False  # to the login of the wall


class WallWindow(QWidget):
    """Fills a monitor and says which key was pressed; what it shows is told from outside.

    Signals:
        wished: «hold», «next», «back», «night», «refresh» or «leave».
    """

    wished = Signal(str)

    def __init__(self, monitor: int) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.monitor = monitor
        self.shown: Shown | None = None
        self.said: tuple[Said, ...] = ()  # what was painted last
        self._looks = {night: WallLook(night=night) for night in (False, True)}
        self.setWindowTitle("АРМ МЦУ: экран ситуационного зала")
        self.setAccessibleName("Экран ситуационного зала")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_state(self, shown: Shown) -> None:
        """Show another state; one that looks the same is not painted again."""
        if shown != self.shown:
            self.shown = shown
            self.setAccessibleDescription(f"{PAGE_KINDS[shown.page].title}. {data_words(shown)}")
            self.update()

    def event(self, event: QEvent) -> bool:
        """Claim the wall's keys before the shortcuts of the window it was opened from."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say which wish a key is."""
        wish = _KEYS.get(Qt.Key(event.key()))
        if wish is None:
            super().keyPressEvent(event)
        else:
            self.wished.emit(wish)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the wall when the system closes a window of it."""
        event.accept()
        self.wished.emit("leave")

    def paintEvent(self, _event: object) -> None:
        """Paint head, page and foot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.shown
        look = self._looks[shown is not None and shown.night]
        painter.fillRect(self.rect(), look.ground)
        if shown is not None:
            self.said = tuple(_paint(painter, QRectF(self.rect()), shown, look))
        painter.end()


def _paint(painter: QPainter, screen: QRectF, shown: Shown, look: WallLook) -> list[Said]:
    # A screen that stands upright is as narrow as a low one: its width counts then.
    unit = min(screen.height(), screen.width() * 9 / 16) / 100
    inner = screen.adjusted(_EDGE * unit, _EDGE * unit, -_EDGE * unit, -_EDGE * unit)
    head = QRectF(inner.left(), inner.top(), inner.width(), (_HEAD - _EDGE) * unit)
    foot = QRectF(inner.left(), inner.bottom() - (_FOOT - _EDGE) * unit, inner.width(), (_FOOT - _EDGE) * unit)
    page = QRectF(inner.left(), head.bottom() + 2 * unit, inner.width(), foot.top() - head.bottom() - 4 * unit)
    sheets = [Sheet(painter, area, unit, look) for area in (head, page, foot)]
    _paint_head(sheets[0], shown)
    if shown.figures is None:
        sheets[1].text(page, _waiting_words(shown), 4.5, align=MIDDLE, colour=look.dim)
    else:
        PAINTERS[shown.page](sheets[1], shown.figures)
    _paint_foot(sheets[2], shown, screen)
    return [said for sheet in sheets for said in sheet.said]


def _paint_head(sheet: Sheet, shown: Shown) -> None:
    now = shown.now
    day = f"{WEEKDAYS[now.weekday()]}, {now.day} {MONTHS_OF[now.month - 1]}"
    sheet.text(sheet.part(0, 0, 0.6, 1), PAGE_KINDS[shown.page].title, 5.6, bold=True)
    sheet.text(sheet.part(0.6, 0, 0.87, 1), day, 3.4, align=RIGHT, colour=sheet.look.dim)
    sheet.text(sheet.part(0.87, 0, 1, 1), f"{now:%H:%M}", 5.6, align=RIGHT, bold=True)
    sheet.line(sheet.area.bottomLeft(), sheet.area.bottomRight(), sheet.look.line)


def _paint_foot(sheet: Sheet, shown: Shown, screen: QRectF) -> None:
    words, unit = data_words(shown), sheet.unit
    if shown.freshness in _ALARMING:
        # The whole edge of the screen is red: nobody takes old figures for those of now.
        band = QRectF(screen.left(), sheet.area.top() - unit, screen.width(), screen.bottom() - sheet.area.top() + unit)
        sheet.fill(band, sheet.look.alarm)
        sheet.text(sheet.part(0, 0, 0.84, 1), words, 3.8, colour=_WHITE, bold=True)
    else:
        sheet.text(sheet.part(0, 0, 0.34, 1), words, 3.4, colour=sheet.look.dim)
        if shown.paused:
            sheet.text(sheet.part(0.34, 0, 0.84, 1), "Пауза", 3.4, colour=sheet.look.accent, bold=True)
        elif shown.hint:
            sheet.text(sheet.part(0.34, 0, 0.84, 1), HINT, 2.6, colour=sheet.look.dim)
    _paint_places(sheet, shown)


def _paint_places(sheet: Sheet, shown: Shown) -> None:
    """Paint a dot for each page, the shown one larger."""
    step = 2.4 * sheet.unit
    first = sheet.area.right() - step * shown.count
    is_alarm = shown.freshness in _ALARMING
    ink, dim = (_WHITE, _WHITE) if is_alarm else (sheet.look.ink, sheet.look.dim)
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    for at in range(shown.count):
        is_shown = at == shown.place
        sheet.painter.setBrush(ink if is_shown else dim)
        radius = sheet.unit * (0.9 if is_shown else 0.5)
        sheet.painter.drawEllipse(QPointF(first + step * (at + 0.5), sheet.area.center().y()), radius, radius)


def data_words(shown: Shown) -> str:
    """Return «Данные на 14:35», with the day where it is another one, and what is wrong with them."""
    if shown.counted_at is None:
        return "Нет связи с хранилищем" if shown.freshness is Freshness.DOWN else "Ждём данные"
    form = "%H:%M" if shown.counted_at.date() == shown.now.date() else "%d.%m.%Y %H:%M"
    words = f"Данные на {shown.counted_at:{form}}"
    if shown.freshness is Freshness.DOWN:
        return f"Нет связи с хранилищем. {words}"
    return f"Данные устарели. {words}" if shown.freshness is Freshness.OLD else words


def _waiting_words(shown: Shown) -> str:
    if shown.closed:
        return "Эта страница закрыта учётной записи экрана"
    return "Экран включится сам, когда хранилище ответит" if shown.freshness is Freshness.DOWN else "Ждём данные…"
