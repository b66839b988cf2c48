"""Pages of a document, one under another, as wide as the window allows; only what is looked at is drawn and kept."""

from bisect import bisect_right
from collections import OrderedDict
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.reports.pdf_pages import Source, page_picture
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.plain import PlainLabel

SCALE = 1.6  # 72 dpi × 1.6: an A4 page is 952 × 1347 pixels
_KEPT = 8  # pictures of 4 MB: those in sight, and some beside them
_LONGEST_SIDE = 3_000  # pixels of a picture: a sheet of a foreign file may be as large as a house
_GAP = 12  # pixels between pages
_STEP = 60  # pixels of an arrow key

Size = tuple[float, float]


def draw_page(source: Source, number: int, *, scale: float) -> QImage:
    """Return one page of a PDF, counted from 0; works outside the GUI thread."""
    drawn = page_picture(source, number, scale=scale)
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
    return image.copy()  # the picture must own its pixels


class PagesView(QAbstractScrollArea):
    """Shows the pages of a PDF; a document of a thousand pages costs no more than one of ten.

    They are drawn outside the GUI thread, one at a time: whoever scrolls far does not wait for all pages between.
    `nothing` is said where there is no document.
    """

    def __init__(self, desk: Desk, name: str, nothing: str) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = PlainLabel(nothing)
        QVBoxLayout(self.viewport()).addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignCenter)
        self._source: Source = b""
        self._sizes: tuple[Size, ...] = ()
        self._tops: list[int] = [0]  # of each page in pixels, and the foot of the last one
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._asked: int | None = None
        self.verticalScrollBar().setSingleStep(_STEP)
        self.show_pages(b"", ())

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def show_pages(self, source: Source, sizes: tuple[Size, ...]) -> None:
        """Show another document from its first page; `sizes` of its pages are in points."""
        self._source, self._sizes, self._asked = source, sizes, None
        self._pictures.clear()
        self.nothing.setVisible(not sizes)
        shown = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if sizes else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)
        self._place()
        self.verticalScrollBar().setValue(0)
        self._look()

    def _take(self, source: Source, number: int, image: QImage) -> None:
        if source is not self._source:  # another document has come meanwhile
            return
        self._asked = None
        self._pictures[number] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()
        self._look()

    def pages_in_sight(self) -> range:
        """Return the pages of which something is seen."""
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, top + self.viewport().height() - 1) - 1
        return range(first, min(last + 1, self.page_count))

    def picture(self, number: int) -> QImage | None:
        """Return the picture of a page, None where it is not kept."""
        return self._pictures.get(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place in the document at another width."""
        bar, foot = self.verticalScrollBar(), max(self._tops[-1], 1)
        place = bar.value() / foot
        super().resizeEvent(event)
        self._place()
        bar.setValue(round(place * self._tops[-1]))
        self._look()

    def scrollContentsBy(self, _x: int, _y: int) -> None:
        """Show another part."""
        self.viewport().update()
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first and the last page by Home and End; the other keys scroll."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        end = ends.get(Qt.Key(event.key()))
        if end is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(end)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in sight; of one that is not drawn yet, an empty sheet."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), self.palette().mid())  # in tabs, Window is the colour of outlines
        for number in self.pages_in_sight():
            place, image = self._rect(number), self._pictures.get(number)
            if image is not None:
                painter.drawImage(place, image)
            else:
                painter.fillRect(place, Qt.GlobalColor.white)
                painter.setPen(Qt.GlobalColor.darkGray)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"Страница {number + 1}")
            painter.setPen(self.palette().placeholderText().color())
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()

    def _place(self) -> None:
        """Count where each page lies at this width."""
        heights = (round(height * self._zoom()) + _GAP for _width, height in self._sizes)
        self._tops = [0, *accumulate(heights)]
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._tops[-1] - _GAP - seen, 0))
        bar.setPageStep(seen)
        self.viewport().update()

    def _zoom(self) -> float:
        widest = max((width for width, _height in self._sizes), default=1.0)
        return min(SCALE, max(self.viewport().width(), 1) / max(widest, 1.0))

    def _rect(self, number: int) -> QRect:
        width, height = (round(side * self._zoom()) for side in self._sizes[number])
        left = (self.viewport().width() - width) // 2
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    def _look(self) -> None:
        """Want the first page in sight that is not drawn; say where one is to those who do not see it."""
        seen = self.pages_in_sight()
        self.setAccessibleDescription(f"Страница {seen[0] + 1} из {self.page_count}" if seen else self.nothing.text())
        for number in seen:
            if number in self._pictures:
                self._pictures.move_to_end(number)
        missing = next((number for number in seen if number not in self._pictures), None)
        if missing is not None and self._asked is None:
            self._asked = missing
            scale = min(SCALE, _LONGEST_SIDE / max(*self._sizes[missing], 1.0))
            draw = partial(_drawn, self._source, missing, scale)
            self._desk.read(self, draw, partial(self._take, self._source, missing))


def _drawn(source: Source, number: int, scale: float, _reader: Reader) -> QImage:
    return draw_page(source, number, scale=scale)
