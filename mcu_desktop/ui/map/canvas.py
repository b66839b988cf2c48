"""The map as a widget: spots are chosen by the mouse and by the arrows, larger and smaller by + and -."""

from math import atan2, hypot, pi

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mcu_desktop.rules.map_view import MapLevel, MapView
from mcu_desktop.rules.outline import Outline
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.map.drawing import Circle, circles_of, paint_circles, paint_land, paint_names, spot_words
from mcu_desktop.ui.map.ground import Ground, fitted, near

_ZOOM = 1.35
_SMALLEST_ZOOM, _LARGEST_ZOOM = 0.5, 400.0
_WIDEST_TURN = pi / 3  # how far beside the arrow's direction a spot may lie
_DRAG = 4  # pixels before a press becomes a pull
_DIRECTIONS = {
    Qt.Key.Key_Right: 0.0, Qt.Key.Key_Down: pi / 2, Qt.Key.Key_Left: pi, Qt.Key.Key_Up: -pi / 2,
}  # fmt: skip
_NO_OUTLINE = Outline((), "", "")
_LARGER = {Qt.Key.Key_Plus, Qt.Key.Key_Equal}


class MapCanvas(QWidget):
    """Paints a view at one of its steps on an outline.

    Signals:
        chosen_changed: another spot is chosen, or none.
        spot_wanted: Enter or a double click on a spot: its place in the view.
    """

    chosen_changed = Signal()
    spot_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Карта")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 200))
        self.chosen: int | None = None
        self.step = 0
        self._outline = _NO_OUTLINE
        self._view: MapView | None = None
        self._ground: Ground | None = None
        self._pressed: QPointF | None = None
        self._pulled = False
        self.names: list[str] = []  # those that were written last

    def show_view(self, outline: Outline, view: MapView, step: int) -> None:
        """Show other counts; what was chosen stays chosen where it is still there, and the ground where it is."""
        name = self._chosen_name()
        if outline != self._outline or self._view is None or view.level is not self._view.level:
            self._ground = None
        self._outline, self._view, self.step = outline, view, step
        self.chosen = next((at for at, spot in enumerate(view.spots) if spot.name == name), None)
        self._tell()

    def show_step(self, step: int) -> None:
        """Show another step of the same view."""
        self.step = step
        self._tell()

    def fit(self) -> None:
        """Show the whole municipality again, or all addresses where those are looked at."""
        self._ground = None
        self.update()

    def words(self) -> str:
        """Return the chosen spot in words; empty where none is."""
        if self._view is None or self.chosen is None:
            return ""
        return spot_words(self._view.spots[self.chosen], self.step, self._view.steps[self.step].words())

    def beyond(self) -> int:
        """Return how many cases of the step lie beyond the outline, out of sight until an arrow leads there."""
        if self._view is None:
            return 0
        within = set(near(self._outline, self._spots()))
        return sum(spot.counts[self.step] for spot in self._view.spots if (spot.latitude, spot.longitude) not in within)

    def circles(self) -> list[Circle]:
        """Return the circles as they are painted now."""
        if self._view is None:
            return []
        return circles_of(self._view, self.step, self._shown_ground(), self.fontMetrics().height())

    def paintEvent(self, _event: object) -> None:
        """Paint land, circles and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        paint_land(painter, self._outline, self._shown_ground(), self.palette())
        if self._view is not None:
            circles = self.circles()
            paint_circles(painter, self._view, self.step, circles, self.chosen, self.palette())
            self.names = paint_names(painter, self._view, circles, self.chosen, self.palette())
        if self._outline.source:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(self.rect().adjusted(6, 6, -6, -4), corner, self.credit())
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def credit(self) -> str:
        """Return whose outline it is and on which terms."""
        return ", ".join(part for part in (self._outline.source, self._outline.licence) if part)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the map, and say what is under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._say_spot(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another spot, open the chosen one, or make the map larger or smaller."""
        key = Qt.Key(event.key())
        middle = QPointF(self.width(), self.height()) / 2
        if key in _DIRECTIONS:
            self._go(_DIRECTIONS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen is not None:
            self.spot_wanted.emit(self.chosen)
        elif key in _LARGER:
            self._zoom(_ZOOM, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / _ZOOM, middle)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a pull, or a choice."""
        self._pressed, self._pulled = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the ground along."""
        if self._pressed is None:
            return
        by = event.position() - self._pressed
        if self._pulled or by.manhattanLength() > _DRAG:
            self._pulled, self._pressed = True, event.position()
            self._ground = self._shown_ground().moved(by)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the spot under the mouse, where it was not a pull."""
        if self._pressed is not None and not self._pulled:
            self._choose(self._at(event.position()))
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the spot under the mouse."""
        found = self._at(event.position())
        if found is not None:
            self._choose(found)
            self.spot_wanted.emit(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the map larger or smaller about the mouse."""
        self._zoom(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM, event.position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole municipality in another size."""
        super().resizeEvent(event)
        self._ground = None

    def _shown_ground(self) -> Ground:
        if self._ground is None:
            # One message with a far-off spot of its own must not make a dot of the municipality.
            is_near = self._view is not None and self._view.level is MapLevel.ADDRESSES
            spots = near(self._outline, self._spots()) if is_near else []
            outline = _NO_OUTLINE if spots else self._outline
            self._ground = fitted(outline, spots, QPointF(self.width(), self.height()))
        return self._ground

    def _spots(self) -> list[tuple[float, float]]:
        return [] if self._view is None else [(spot.latitude, spot.longitude) for spot in self._view.spots]

    def _zoom(self, times: float, about: QPointF) -> None:
        whole = fitted(self._outline, (), QPointF(self.width(), self.height())).scale
        ground = self._shown_ground()
        if _SMALLEST_ZOOM <= ground.scale * times / whole <= _LARGEST_ZOOM:
            self._ground = ground.zoomed(times, about)
            self.update()

    def _at(self, point: QPointF) -> int | None:
        """Return the spot under a point; of several the smallest, which lies on top."""
        return next((circle.spot for circle in reversed(self.circles()) if circle.holds(point)), None)

    def _go(self, direction: float) -> None:
        """Choose the nearest spot in a direction; without a chosen one, the fullest."""
        circles = self.circles()
        here = next((circle for circle in circles if circle.spot == self.chosen), None)
        if here is None:
            if circles:
                self._bring(circles[0].middle)
            self._choose(circles[0].spot if circles else None)
            return
        ways = [(circle.spot, circle.middle - here.middle) for circle in circles if circle.spot != here.spot]
        ahead = [(spot, way) for spot, way in ways if _turn(atan2(way.y(), way.x()), direction) <= _WIDEST_TURN]
        if ahead:
            spot, way = min(ahead, key=lambda found: hypot(found[1].x(), found[1].y()))
            self._bring(here.middle + way)
            self._choose(spot)

    def _bring(self, point: QPointF) -> None:
        """Pull the ground so that a point comes into sight."""
        if not self.rect().contains(point.toPoint()):
            self._ground = self._shown_ground().moved(QPointF(self.width(), self.height()) / 2 - point)

    def _choose(self, spot: int | None) -> None:
        self.chosen = spot
        self._tell()

    def _chosen_name(self) -> str | None:
        return None if self._view is None or self.chosen is None else self._view.spots[self.chosen].name

    def _tell(self) -> None:
        self.setAccessibleDescription(self.words())
        self.chosen_changed.emit()
        self.update()

    def _say_spot(self, event: QHelpEvent) -> None:
        found = self._at(QPointF(event.pos()))
        if found is None or self._view is None:
            QToolTip.hideText()
            return
        said = spot_words(self._view.spots[found], self.step, self._view.steps[self.step].words())
        QToolTip.showText(event.globalPos(), plain_tooltip(said), self)


def _turn(one: float, other: float) -> float:
    """Return the angle between two directions, 0 to pi."""
    return abs((one - other + pi) % (2 * pi) - pi)
