"""The files of the case on its card: a list, dropped and pasted files, a look at one without leaving."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QImageWriter, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction
from mcu_desktop.queries.attachments import AttachedFile, read_attachment_content
from mcu_desktop.queries.case_card import CaseCard
from mcu_desktop.rules.attachments import size_words
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.store.about import About
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_files, ask_place
from mcu_desktop.ui.common.flow import button_flow
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.saving import save_atomically

_MOST_LINES = 5
_LINE_AIR = 6


class AttachmentsSection(QWidget):
    """Lists the files of a case; takes them from a dialog, by dropping and from the clipboard.

    Signals:
        preview_wanted: an `AttachedFile` and its bytes.
    """

    preview_wanted = Signal(object, bytes)

    def __init__(self, desk: Desk, me: Me, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._desk, self._me, self._zone, self._clock = desk, me, zone, clock
        self._card: CaseCard | None = None
        self.files: tuple[AttachedFile, ...] = ()
        self.list = _FileList()
        self.list.setAccessibleName("Файлы сообщения")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = text_label()
        self.add_button = QPushButton("Приложить файл…")
        self.look_button = QPushButton("Посмотреть")
        self.save_button = QPushButton("Сохранить как…")
        self.remove_button = QPushButton("Убрать")
        buttons = button_flow(self.add_button, self.look_button, self.save_button, self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addWidget(self.told)
        layout.addLayout(buttons)
        self.setAcceptDrops(True)
        self.list.pasted.connect(self.paste)
        self.list.itemActivated.connect(self.look)
        self.add_button.clicked.connect(self.ask_files)
        self.look_button.clicked.connect(self.look)
        self.save_button.clicked.connect(self.ask_place)
        self.remove_button.clicked.connect(self.remove)
        me.rights_changed.connect(self._offer)

    def show_card(self, card: CaseCard) -> None:
        """Show the files of a case."""
        if self._card is None or self._card.case_id != card.case_id:
            self.told.clear()
        self._card = card
        self._show(card.files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files come in; elsewhere in the window they are exports to be taken in."""
        if self.add_button.isEnabled() and (_paths(event.mimeData()) or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put what was dropped to the case."""
        event.acceptProposedAction()
        self._add_from(event.mimeData())

    @Slot()
    def paste(self) -> None:
        """Put files or a picture of the clipboard to the case."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None:
            self._add_from(data)

    @Slot()
    def ask_files(self) -> None:
        """Let the person choose files."""
        ask_files(self, "Приложить файлы", self.add)

    def add(self, paths: Sequence[Path]) -> None:
        """Put files to the case; they are read outside the GUI thread."""
        if self._card is not None:
            self._do(partial(_attach_paths, self._card.case_id, tuple(paths), self._clock(), self._me.actor))

    @Slot()
    def look(self) -> None:
        """Show the chosen file inside the window."""
        file = self._chosen()
        if file is not None:
            question = partial(read_attachment_content, attachment_id=file.attachment_id)
            self._desk.read(self, question, partial(self._preview, file))

    @Slot()
    def ask_place(self) -> None:
        """Let the person choose where the chosen file is saved."""
        file = self._chosen()
        if file is not None:
            ask_place(self, "Сохранить файл", file.name, "", partial(self.save, file))

    def save(self, file: AttachedFile, path: Path) -> None:
        """Write a file whole or not at all."""
        self._desk.work(self, partial(_save, file.attachment_id, path), self.told.setText, failed=self.told.setText)

    @Slot()
    def remove(self) -> None:
        """Take the chosen file away; the second press means it."""
        file = self._chosen()
        if file is None:
            return
        if self.remove_button.text() == "Убрать":
            self.remove_button.setText("Да, убрать")
            self.told.setText(f"«{file.name}» уйдёт из карточки насовсем. Нажмите ещё раз, чтобы убрать.")
            return
        self._do(partial(_remove, file.attachment_id, self._clock(), self._me.actor))

    def _add_from(self, data: QMimeData) -> None:
        paths = _paths(data)
        if paths:
            self.add(paths)
        elif data.hasImage() and self._card is not None:
            now = self._clock()
            name = f"Снимок {now.astimezone(self._zone):%d.%m.%Y %H-%M-%S}.png"
            content = _as_png(QImage(data.imageData()))
            self._do(partial(_attach_bytes, self._card.case_id, name, content, now, self._me.actor))

    def _do(self, deed: Callable[[Transaction, Task], Change]) -> None:
        if self._card is not None:
            self._desk.write(self, deed, failed=self.told.setText, about=About((self._card.case_id,)))

    def _show(self, files: tuple[AttachedFile, ...]) -> None:
        row = self.list.currentRow()
        self.files = files
        self.list.clear()
        for file in files:
            when = format_moment(file.at, self._zone)
            self.list.addItem(f"{file.name}  ({size_words(file.size)}, {when}, {file.actor})")
        self.list.setCurrentRow(min(max(row, 0), len(files) - 1))
        lines = min(max(len(files), 1), _MOST_LINES)
        self.list.setFixedHeight(lines * (self.list.fontMetrics().height() + _LINE_AIR) + _LINE_AIR)
        self.list.setVisible(bool(files))
        if self.remove_button.text() != "Убрать":
            self.told.clear()
        self._offer()

    @Slot()
    def _offer(self) -> None:
        refusal = "" if self._card is None else self._me.rights.refusal(Deed.COMMENT, self._card.case_place)
        self.remove_button.setText("Убрать")
        for button in (self.look_button, self.save_button, self.remove_button):
            button.setVisible(bool(self.files))
        for button in (self.add_button, self.remove_button):
            button.setEnabled(not refusal)
            button.setToolTip(refusal)

    def _chosen(self) -> AttachedFile | None:
        row = self.list.currentRow()
        return self.files[row] if 0 <= row < len(self.files) else None

    def _preview(self, file: AttachedFile, content: bytes | None) -> None:
        if content is None:
            self.told.setText("Этого файла уже нет.")
        else:
            self.preview_wanted.emit(file, content)


class _FileList(QListWidget):
    """A list that takes Ctrl+V.

    Signals:
        pasted: Ctrl+V was pressed.
    """

    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Ctrl+V."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())


def _attach_paths(
    case_id: int, paths: Sequence[Path], now: datetime, actor: str, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.attach import attach, read_new_file

    return attach(session, case_id, [read_new_file(path) for path in paths], now=now, actor=actor)


def _attach_bytes(
    case_id: int, name: str, content: bytes, now: datetime, actor: str, session: Transaction, _task: Task
) -> Change:
    from mcu_desktop.operations.attach import NewFile, attach

    return attach(session, case_id, [NewFile(name, content)], now=now, actor=actor)


def _remove(attachment_id: int, now: datetime, actor: str, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.attach import remove_attachment

    return remove_attachment(session, attachment_id, now=now, actor=actor)


def _save(attachment_id: int, path: Path, reader: Reader, _task: Task) -> str:
    content = read_attachment_content(reader, attachment_id)
    if content is None:
        return "Этого файла уже нет, сохранять нечего."
    save_atomically(content, path)
    return f"Сохранено: {path}"
