"""The plain parts of a page: a text, a row of buttons, panels whose keys press them, a message."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.rules.permissions import Deed
from mcu_desktop.ui.common.plain import SELECTABLE, PlainLabel, TitleLabel


def text_label(text: str = "") -> PlainLabel:
    """Return a paragraph that can be selected with the mouse and the keyboard."""
    label = PlainLabel(text)
    label.setWordWrap(True)
    label.setMinimumWidth(1)  # one endless word must not widen the window
    label.setTextInteractionFlags(SELECTABLE)
    return label


def button_row(*buttons: QPushButton) -> QHBoxLayout:
    """Return the buttons of a panel, the first one leading."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def titled(title: str, part: QWidget) -> QWidget:
    """Return a part of a panel under its title."""
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(PlainLabel(title))
    layout.addWidget(part)
    return both


class KeyedPanel(QWidget):
    """A panel where Enter presses its main button and Esc its way back."""

    def __init__(self, main: QPushButton | None, back: QPushButton) -> None:
        super().__init__()
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


class Page(KeyedPanel):
    """A screen beside the queue, with the way back to it.

    Signals:
        finished: the queue is wanted.
    """

    finished = Signal()

    def __init__(self, main: QPushButton | None = None) -> None:
        self.back_button = QPushButton("К очереди")
        super().__init__(main, self.back_button)
        self.back_button.clicked.connect(self.leave)

    @Slot()
    def leave(self) -> None:
        """Go back to the queue."""
        self.finished.emit()


class MessagePanel(KeyedPanel):
    """A title, a text and a button, or two: the end of long work, good or bad.

    Signals:
        accepted: the operator has read it and goes on.
        other_wanted: the operator goes the other way.
    """

    accepted = Signal()
    other_wanted = Signal()

    def __init__(self) -> None:
        self.button, self.other_button = QPushButton(), QPushButton()
        super().__init__(self.button, self.button)
        self._title = TitleLabel()
        self._text = text_label()
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(button_row(self.button, self.other_button))
        layout.addStretch(1)
        self.button.clicked.connect(self.accepted)
        self.other_button.clicked.connect(self.other_wanted)

    def say(self, title: str, text: str, button: str, other: str = "") -> None:
        """Show a message and the ways on; there is another one where it has words."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(button)
        self.other_button.setText(other)
        self.other_button.setVisible(bool(other))
        self.button.setFocus()
