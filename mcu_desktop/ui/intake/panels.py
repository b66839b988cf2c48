"""The plain panels of an intake: under way, done, failed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout

from mcu_desktop.ui.common.panels import KeyedPanel, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel


class ProgressPanel(KeyedPanel):
    """What is being done, how far it is, and a button to stop it.

    Signals:
        stop_wanted: the operator wants the work stopped.
    """

    stop_wanted = Signal()

    def __init__(self) -> None:
        self.stop_button = QPushButton("Остановить")
        super().__init__(None, self.stop_button)
        self._title = TitleLabel()
        self._text = text_label()
        self._bar = QProgressBar()
        layout = QVBoxLayout(self)
        for part in (self._title, self._bar, self._text):
            layout.addWidget(part)
        layout.addLayout(button_row(self.stop_button))
        layout.addStretch(1)
        self.stop_button.clicked.connect(self._stop)

    def begin(self, title: str) -> None:
        """Show that another work has begun."""
        self._title.setText(title)
        self.show_progress(-1, "")
        self.stop_button.setEnabled(True)
        self.stop_button.setText("Остановить")
        self.stop_button.setFocus()

    def show_progress(self, percent: int, text: str) -> None:
        """Show how far the work is: 0 to 100, -1 unknown."""
        self._bar.setRange(0, 0 if percent < 0 else 100)
        self._bar.setValue(percent)
        self._text.setText(text)

    @Slot()
    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_button.setText("Останавливаем…")
        self.stop_wanted.emit()


class MessagePanel(KeyedPanel):
    """A title, a text and one button: the end of an intake, good or bad.

    Signals:
        accepted: the operator has read it and goes on.
    """

    accepted = Signal()

    def __init__(self) -> None:
        self.button = QPushButton()
        super().__init__(self.button, self.button)
        self._title = TitleLabel()
        self._text = text_label()
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(button_row(self.button))
        layout.addStretch(1)
        self.button.clicked.connect(self.accepted)

    def say(self, title: str, text: str, button: str) -> None:
        """Show a message."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(button)
        self.button.setFocus()
