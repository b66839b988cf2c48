"""A look at a file of a case inside the window; nothing of it is ever run or opened elsewhere."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.attachments import AttachedFile
from mcu_desktop.reports.pdf_pages import page_sizes
from mcu_desktop.rules.attachments import FileKind, file_kind, size_words
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.cleaning import clean_text
from mcu_desktop.ui.common.long_text import LongText
from mcu_desktop.ui.common.pages_view import PagesView
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel

_HEAD_BYTES = 64
_NEARLY_ALL = 1_000
_MOST_PIXELS = 50_000_000
_BAD_PICTURE = "Картинка повреждена или слишком велика. Сохраните файл и откройте в другой программе."
_BAD_PDF = "PDF повреждён или закрыт паролем. Сохраните файл и откройте в другой программе."
_ENCODINGS = ("utf-8-sig", "cp1251")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be seen of a file: a sentence, a text, a picture, or pages of a PDF by their sizes in points."""

    said: str = ""
    text: str = ""
    picture: QImage | None = None
    pages: tuple[tuple[float, float], ...] = ()


class PreviewPage(Page):
    """Shows a picture, the pages of a PDF or a text; of other files it says how to get them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._content = b""
        self._image: QImage | None = None
        self._title = TitleLabel()
        self.told = text_label()
        self.text = LongText("Текст файла", framed=True)
        self.picture = PlainLabel()
        self.picture.setAccessibleName("Картинка")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.pages = PagesView(desk, "Страницы файла", "")
        layout = QVBoxLayout(self)
        for part in (self._title, self.told, self.text, self.picture, self.pages):
            layout.addWidget(part)
        layout.setStretchFactor(self.pages, _NEARLY_ALL)
        layout.addStretch(1)  # a short text stands above, not in the middle
        layout.addLayout(button_row(self.back_button))

    def start(self) -> None:
        """Nothing to begin without a file: the window gives one by `show_file`."""
        self.finished.emit()

    def show_file(self, file: AttachedFile, content: bytes) -> None:
        """Show a file; it is decoded outside the GUI thread."""
        self._title.setText(f"{file.name} ({size_words(file.size)})")
        self._content = content
        self._show(Seen("Открываем…"))
        self._desk.work(
            self,
            partial(_decoded, file_kind(file.name, content[:_HEAD_BYTES]), content),
            self._show,
            failed=self.told.setText,
        )
        self.back_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures to another width."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, seen: Seen) -> None:
        self.told.setText(seen.said)
        self.text.setVisible(bool(seen.text))
        self.text.set_text(seen.text)
        self._image = seen.picture
        self.picture.setVisible(seen.picture is not None)
        self.pages.setVisible(bool(seen.pages))
        self.pages.show_pages(self._content, seen.pages)
        self._fit()

    def _fit(self) -> None:
        """Show the picture whole, no larger than it is."""
        if self._image is None:
            self.picture.clear()
            return
        room = QSize(max(self.width() - 80, 100), max(self.height() - 160, 100))
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(self._image.size())
        smooth = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(QPixmap.fromImage(self._image.scaled(size, mode=smooth)))


def _decoded(kind: FileKind, content: bytes, _reader: Reader, _task: Task) -> Seen:
    """Return what is to be seen of a file."""
    if kind is FileKind.TEXT:
        return Seen(text=clean_text(_as_text(content)))
    if kind is FileKind.PICTURE:
        picture = _as_picture(content)
        return Seen(_BAD_PICTURE if picture is None else "", picture=picture)
    if kind is FileKind.PDF:
        pages = _sizes(content)
        return Seen("" if pages else _BAD_PDF, pages=pages)
    if kind is FileKind.PROGRAM:
        return Seen(
            "Это программа или файл, который что-то запускает. Здесь он не открывается; проверьте, кто его прислал."
        )
    return Seen("Такие файлы программа не показывает. Сохраните файл и откройте в его программе.")


def _sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    try:
        return page_sizes(content)
    except ValueError:
        return ()


def _as_text(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _as_picture(content: bytes) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
        return None
    picture = reader.read()
    return None if picture.isNull() else picture
