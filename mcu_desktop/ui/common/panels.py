"""The plain parts of a page: a text, a row of buttons, a panel whose keys press them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.plain import PlainLabel


def text_label(text: str = "") -> PlainLabel:
    """Return a paragraph that can be selected with the mouse and the keyboard."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    label.setMinimumWidth(1)  # one endless word must not widen the window
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def button_row(*buttons: QPushButton) -> QHBoxLayout:
    """Return the buttons of a panel, the first one leading."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


class KeyedPanel(QWidget):
    """A panel where Enter presses its main button and Esc its way back."""

    def __init__(self, main: QPushButton | None, back: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main, self._back = main, back
        # Buttons that not everybody may press, each with what it does.
        self.guarded: tuple[tuple[QPushButton, Deed], ...] = ()

    def event(self, event: QEvent) -> bool:
        """Claim Enter and Esc before the window's shortcuts: of two on one key Qt fires neither."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that the key means."""
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._back.click()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.press_on()
        else:
            self._press_main()

    def press_on(self) -> None:
        """Press the main button from any field, also from one where Enter begins a new line (Ctrl+Enter)."""
        if self._main is not None:
            self._main.click()

    def _press_main(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()  # the operator stands on a button: that one is meant
        elif self._main is not None:
            self._main.click()


def _is_ours(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Escape:
        return modifiers == Qt.KeyboardModifier.NoModifier
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and modifiers in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier}
