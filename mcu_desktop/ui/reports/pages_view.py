"""Pages of a PDF, one under another, as wide as the window allows."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mcu_desktop.operations.task import Task
from mcu_desktop.ui.common.plain import PlainLabel

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_SCALE = 1.6  # 72 dpi × 1.6: an A4 page is 952 × 1347 pixels
_MAX_PAGES = 40
_NO_PAGES = "Страниц пока нет: отчёт не составлен."


def draw_pages(path: Path, task: Task) -> tuple[tuple[QImage, ...], int]:
    """Draw at most 40 pages of a PDF and say how many it has; works outside the GUI thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        count = len(document)
        return tuple(_drawn(document, number, task) for number in range(min(count, _MAX_PAGES))), count
    finally:
        document.close()


def _drawn(document: "PdfDocument", number: int, task: Task) -> QImage:
    task.step(-1, f"Рисуем страницу {number + 1}")
    return draw_page(document, number, scale=_SCALE)


def draw_page(document: "PdfDocument", number: int, *, scale: float) -> QImage:
    """Return one page, counted from 0; scale 1 is 72 dots to the inch."""
    bitmap = document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    pixels = bytes(bitmap.buffer)
    image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
    return image.copy()  # the picture must own its pixels: the bitmap goes with the document


class PagePicture(QWidget):
    """One page, scaled to the width it is given."""

    def __init__(self, image: QImage, title: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(title)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(image.width())

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that keeps the page's proportions."""
        return round(width * self._image.height() / max(1, self._image.width()))

    def sizeHint(self) -> QSize:
        """Return the size of the picture."""
        return self._image.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(0, 0, self.width(), self.heightForWidth(self.width())), self._image)
        painter.end()


class PagesView(QScrollArea):
    """Shows the pages of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("Страницы отчёта")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.show_pages(())

    def show_pages(self, images: tuple[QImage, ...]) -> None:
        """Show other pages from the first."""
        body = QWidget()
        layout = QVBoxLayout(body)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if images else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)
        if not images:
            layout.addStretch(1)
            layout.addWidget(PlainLabel(_NO_PAGES), 0, Qt.AlignmentFlag.AlignHCenter)
        for number, image in enumerate(images, start=1):
            picture = PagePicture(image, f"Страница {number} из {len(images)}")
            layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.setWidget(body)
        self.verticalScrollBar().setValue(0)
