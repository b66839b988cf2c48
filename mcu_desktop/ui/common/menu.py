"""A menu is a declaration: what can be done, by which keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; a frequent one stands on the tool bar, too."""

    title: str
    keys: str
    deed: Callable[[], object]
    on_tool_bar: bool = False


def add_menus(window: QMainWindow, menus: Sequence[tuple[str, Sequence[Command]]]) -> None:
    """Put the menus, given as (title, commands) and the tool bar on a window."""
    tool_bar = window.addToolBar("Главное")
    tool_bar.setMovable(False)
    tool_bar.toggleViewAction().setVisible(False)
    for title, commands in menus:
        menu = window.menuBar().addMenu(title)
        for command in commands:
            action = QAction(command.title, window)
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
                action.setToolTip(f"{command.title} ({command.keys})")
            action.triggered.connect(command.deed)
            menu.addAction(action)
            if command.on_tool_bar:
                tool_bar.addAction(action)
