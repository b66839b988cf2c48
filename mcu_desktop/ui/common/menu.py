"""A menu is a declaration: what can be done, by which keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.rights_guard import RightsGuard

_RUSSIAN_KEYS = {"Down": "вниз", "Up": "вверх"}


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu; a frequent one stands on the tool bar, too."""

    title: str
    keys: str
    deed: Callable[[], object]
    on_tool_bar: bool = False
    right: Deed | None = None  # what a person must be allowed to do
    of_queue: bool = False  # only while the queue is looked at: other pages have the keys for themselves


def keys_in_russian(keys: str) -> str:
    """Return keys as people here call them; Qt has English names for the arrows."""
    for english, russian in _RUSSIAN_KEYS.items():
        keys = keys.replace(english, russian)
    return keys


def add_menus(
    window: QMainWindow, menus: Sequence[tuple[str, Sequence[Command]]], guard: RightsGuard
) -> tuple[QAction, ...]:
    """Put the menus, given as (title, commands) and the tool bar on a window; returns the actions of the queue."""
    of_queue = []
    tool_bar = window.addToolBar("Главное")
    tool_bar.setMovable(False)
    tool_bar.toggleViewAction().setVisible(False)
    for title, commands in menus:
        menu = window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        for command in commands:
            action = QAction(command.title, window)
            if command.keys.endswith(tuple(_RUSSIAN_KEYS)):
                action.setText(f"{command.title}\t{keys_in_russian(command.keys)}")
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
                action.setToolTip(f"{command.title} ({command.keys})")
            action.triggered.connect(command.deed)
            if command.right is not None:
                guard.watch_action(action, command.right)
            menu.addAction(action)
            if command.on_tool_bar:
                tool_bar.addAction(action)
            if command.of_queue:
                of_queue.append(action)
    return tuple(of_queue)
