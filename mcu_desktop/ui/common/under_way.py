"""How far the long work of a page is, and the button that stops it: a line of the page, or a panel in its place."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.long_work import LongWork
from mcu_desktop.ui.common.panels import KeyedPanel, text_label
from mcu_desktop.ui.common.plain import TitleLabel

_DONE = 100


class WorkBar(QWidget):
    """In sight as long as the work is under way; once stopped it waits to hear how the work has ended."""

    def __init__(self, work: LongWork) -> None:
        super().__init__()
        self._work = work
        self.bar, self.stop_button, self.text = QProgressBar(), QPushButton("Остановить"), text_label()
        self.bar.setAccessibleName("Сколько сделано")
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(line)
        rows.addWidget(self.text)
        self.hide()
        work.begun.connect(self._begin)
        work.progressed.connect(self._show_progress)
        work.ended.connect(self.hide)
        self.stop_button.clicked.connect(self._stop)

    @Slot()
    def _begin(self) -> None:
        self._show_progress(-1, "")
        self.stop_button.setEnabled(True)
        self.stop_button.setText("Остановить")
        self.show()

    @Slot(int, str)
    def _show_progress(self, percent: int, text: str) -> None:
        self.bar.setRange(0, 0 if percent < 0 else _DONE)
        self.bar.setValue(percent)
        self.text.setText(text)
        self.text.setVisible(bool(text))

    @Slot()
    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_button.setText("Останавливаем…")
        self._work.stop()


class ProgressPanel(KeyedPanel):
    """The line of the work under a heading, where a page shows nothing else meanwhile; Esc stops."""

    def __init__(self, work: LongWork) -> None:
        self._line = WorkBar(work)
        self.stop_button = self._line.stop_button
        super().__init__(None, self.stop_button)
        self._title = TitleLabel()
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._line)
        layout.addStretch(1)

    def show_title(self, title: str) -> None:
        """Say what is being done; the next key stops it."""
        self._title.setText(title)
        self.stop_button.setFocus()
