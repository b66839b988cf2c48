"""A look at a file of a case inside the window; nothing of it is ever run or opened elsewhere."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.attachments import AttachedFile
from mcu_desktop.rules.attachments import FileKind, file_kind, size_words
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.cleaning import clean_text
from mcu_desktop.ui.case_card.long_text import LongText
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel

_HEAD_BYTES = 64
_NEARLY_ALL = 1_000
_MOST_PIXELS, _MOST_PAGES, _PDF_WIDTH = 50_000_000, 20, 1_000
_ENCODINGS = ("utf-8-sig", "cp1251")


class PreviewPage(Page):
    """Shows a picture, the first pages of a PDF or a text; of other files it says how to get them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pictures: Sequence[QImage] = ()
        self._title = TitleLabel()
        self.told = text_label()
        self.text = LongText("Текст файла", framed=True)
        self.pages: list[PlainLabel] = []
        self._body = QWidget()
        self._stack = QVBoxLayout(self._body)
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setAccessibleName("Содержимое файла")
        self.view.setWidget(self._body)
        layout = QVBoxLayout(self)
        for part in (self._title, self.told, self.text, self.view):
            layout.addWidget(part)
        layout.setStretchFactor(self.view, _NEARLY_ALL)
        layout.addStretch(1)  # a short text stands above, not in the middle
        layout.addLayout(button_row(self.back_button))

    def start(self) -> None:
        """Nothing to begin without a file: the window gives one by `show_file`."""
        self.finished.emit()

    def show_file(self, file: AttachedFile, content: bytes) -> None:
        """Show a file; it is decoded outside the GUI thread."""
        self._title.setText(f"{file.name} ({size_words(file.size)})")
        self.told.setText("Открываем…")
        self.text.hide()
        self._show_pictures(())
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

    def _show(self, found: tuple[str, str, Sequence[QImage]]) -> None:
        said, text, pictures = found
        self.told.setText(said)
        self.text.setVisible(bool(text))
        self.text.set_text(text)
        self._show_pictures(pictures)

    def _show_pictures(self, pictures: Sequence[QImage]) -> None:
        for page in self.pages:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pictures = pictures
        self.pages = [PlainLabel() for _picture in pictures]
        for number, page in enumerate(self.pages, 1):
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            page.setAccessibleName(f"Страница {number}")
            self._stack.addWidget(page)
        self.view.setVisible(bool(pictures))
        self._fit()

    def _fit(self) -> None:
        room = QSize(max(self.width() - 80, 100), max(self.height() - 160, 100))
        for page, picture in zip(self.pages, self._pictures, strict=True):
            size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            if len(self._pictures) > 1:
                size = picture.size().scaled(QSize(room.width(), 10**6), Qt.AspectRatioMode.KeepAspectRatio)
            size = size.boundedTo(picture.size())
            page.setPixmap(QPixmap.fromImage(picture.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)))


def _decoded(kind: FileKind, content: bytes, _reader: Reader, _task: Task) -> tuple[str, str, Sequence[QImage]]:
    """Return what to say, a text, pictures."""
    if kind is FileKind.TEXT:
        return "", clean_text(_as_text(content)), ()
    if kind is FileKind.PICTURE:
        picture = _as_picture(content)
        if picture is None:
            return "Картинка повреждена или слишком велика. Сохраните файл и откройте в другой программе.", "", ()
        return "", "", (picture,)
    if kind is FileKind.PDF:
        return _pdf_pages(content)
    if kind is FileKind.PROGRAM:
        return (
            "Это программа или файл, который что-то запускает. Здесь он не открывается; проверьте, кто его прислал.",
            "",
            (),
        )
    return "Такие файлы программа не показывает. Сохраните файл и откройте в его программе.", "", ()


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


def _pdf_pages(content: bytes) -> tuple[str, str, Sequence[QImage]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return "PDF повреждён или закрыт паролем. Сохраните файл и откройте в другой программе.", "", ()
    try:
        count = len(document)
        pictures = [_page_picture(document[number]) for number in range(min(count, _MOST_PAGES))]
    finally:
        document.close()
    return (f"Показаны первые {_MOST_PAGES} страниц из {count}." if count > _MOST_PAGES else ""), "", pictures


def _page_picture(page: Any) -> QImage:
    bitmap = page.render(scale=_PDF_WIDTH / max(page.get_width(), 1), rev_byteorder=True)
    form = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBA8888  # noqa: PLR2004
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
