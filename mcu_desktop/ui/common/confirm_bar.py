"""A bar that asks before something that is not easily taken back."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from mcu_desktop.ui.common.panels import text_label


class ConfirmBar(QFrame):
    """Asks in words; two buttons, nothing is blocked.

    Signals:
        confirmed: the person has agreed.
    """

    confirmed = Signal()

    def __init__(self, agree: str, keep: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._text = text_label()
        self.agree_button, self.keep_button = QPushButton(agree), QPushButton(keep)
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self.agree_button)
        row.addWidget(self.keep_button)
        self.keep_button.clicked.connect(self.hide)
        self.agree_button.clicked.connect(self._confirm)

    def ask(self, text: str) -> None:
        """Show the question; the safe answer has the keyboard."""
        self._text.setText(text)
        self.show()
        self.keep_button.setFocus()

    @Slot()
    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()
