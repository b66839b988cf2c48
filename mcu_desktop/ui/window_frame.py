"""The frame of the window: on the screen before anything that fills it has been loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from mcu_desktop.store.place import Place


@dataclass(frozen=True, slots=True)
class Interlude:
    """A work between two windows on a store: what is said while it lasts; it returns what to say at its end."""

    words: str
    work: Callable[[], str]


class WindowFrame(QMainWindow):
    """Has the window's name and size, takes dropped files and is closed; the workplace fills it.

    Signals:
        files_dropped: a list of paths.
        closed: the person closes the window.
    """

    files_dropped = Signal(list)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.say_who("")
        self.setAcceptDrops(True)
        self.interlude: Interlude | None = None
        self.resize(1366, 768)
        self.next_store: tuple[Place, str] | None = None

    def go_on_with(self, place: Place, words: str) -> None:
        """Close, and let the program go on with another store, saying something at its beginning."""
        self.next_store = place, words
        self.close()

    def say_who(self, name: str) -> None:
        """Name in the title who works here; an empty name is nobody's."""
        self.setWindowTitle(f"{name} — АРМ МЦУ" if name else "АРМ МЦУ")

    def bring_forward(self) -> None:
        """Show the window over the others."""
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def close_for(self, interlude: "Interlude") -> None:
        """Close the window for a work that nobody may have the store open for; it opens again afterwards."""
        self.interlude = interlude
        self.close()

    def menu_actions(self) -> list[QAction]:
        """Return all that the menus offer."""
        menus = [menu for bar in self.menuBar().actions() if isinstance(menu := bar.menu(), QMenu)]
        return [action for menu in menus for action in menu.actions() if action.text()]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let a file come in."""
        if _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(_local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window is being closed."""
        self.closed.emit()
        event.accept()


def _local_files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
