"""Buttons and lines of menus that not everybody may press: grey, with the reason in the tooltip."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.me import Me


class RightsGuard(QObject):
    """Keeps what is watched grey as long as the person may not do its deed, whatever its page wants."""

    def __init__(self, me: Me, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._me = me
        self._buttons: dict[QPushButton, tuple[Deed, str]] = {}
        self._held: set[QPushButton] = set()  # enabled by their page, grey by the guard
        self._actions: dict[QAction, tuple[Deed, str]] = {}
        me.rights_changed.connect(self.apply)

    def watch(self, button: QPushButton, deed: Deed) -> None:
        """Watch a button from now on."""
        self._buttons[button] = deed, button.toolTip()
        button.installEventFilter(self)
        self._hold(button)

    def watch_action(self, action: QAction, deed: Deed) -> None:
        """Watch a line of a menu from now on."""
        self._actions[action] = deed, action.toolTip()
        self._apply_action(action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold a button that its page has just enabled."""
        if event.type() == QEvent.Type.EnabledChange and isinstance(watched, QPushButton) and watched.isEnabled():
            self._hold(watched)
        return super().eventFilter(watched, event)

    @Slot()
    def apply(self) -> None:
        """Let all that is watched be as the rights of now say."""
        held, self._held = self._held, set()
        for button in self._buttons:
            if button in held:
                button.setEnabled(True)
            self._hold(button)
        for action in self._actions:
            self._apply_action(action)

    def _hold(self, button: QPushButton) -> None:
        deed, tooltip = self._buttons[button]
        refusal = self._me.rights.refusal(deed)
        if refusal and button.isEnabled():
            self._held.add(button)
            button.setEnabled(False)
        button.setToolTip(refusal or tooltip)

    def _apply_action(self, action: QAction) -> None:
        deed, tooltip = self._actions[action]
        refusal = self._me.rights.refusal(deed)
        action.setEnabled(not refusal)
        action.setToolTip(refusal or tooltip)
