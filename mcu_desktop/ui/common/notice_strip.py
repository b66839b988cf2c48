"""The strip that tells instead of dialogs: a sentence, or how far long work is."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.theme import is_dark

Kind = Literal["info", "error", "success"]
_DONE = 100
_GROUNDS: dict[Kind, tuple[str, str]] = {
    "info": ("#dfeaf7", "#24384d"),
    "error": ("#fbe3e1", "#4d2622"),
    "success": ("#e0f1e1", "#22402a"),
}


class NoticeStrip(QWidget):
    """One line over the screens; empty it takes no place."""

    def __init__(self) -> None:
        super().__init__()
        self._task: Task | None = None
        self._deed: Callable[[], object] | None = None
        self._later: list[tuple[str, tuple[str, Callable[[], object]]]] = []
        self.kind: Kind = "info"
        self._text = PlainLabel()
        self._text.setWordWrap(True)
        self._text.setAccessibleName("Сообщение программы")
        self._progress = QProgressBar()
        self._progress.setMaximumWidth(220)
        self.action_button = QPushButton()
        self.action_button.clicked.connect(self._do_action)
        self.cancel_button = QPushButton("Прервать")
        self.cancel_button.clicked.connect(self._cancel_task)
        self.close_button = QPushButton("Скрыть")
        self.close_button.clicked.connect(self._hide_and_go_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 10, 5)
        layout.addWidget(self._text, 1)
        for widget in (self._progress, self.action_button, self.cancel_button, self.close_button):
            layout.addWidget(widget)
        self.setAutoFillBackground(True)
        self.hide()

    @property
    def text(self) -> str:
        """Return what the strip says."""
        return self._text.text()

    def tell_of(self, desk: Desk) -> None:
        """Say what becomes of the window's questions and deeds; how far they are is shown by `show_progress`."""
        desk.failed.connect(partial(self.show_notice, kind="error"))
        desk.waited.connect(self.show_notice)
        desk.ended.connect(self._end_progress_of)

    def show_notice(
        self, text: str, kind: Kind = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Say a sentence until it is hidden or another one comes; the action is a button's words and deed.

        An offer that waits for an answer is not pushed away by another offer: that one comes after it.
        """
        if kind == "info" and action is not None and self._is_offering():
            self._later.append((text, action))
            return
        self._task = None
        self._progress.hide()
        self.cancel_button.hide()
        title, self._deed = action or ("", None)
        self.action_button.setText(title)
        self.action_button.setVisible(action is not None)
        self._say(text, kind)

    def _is_offering(self) -> bool:
        return not self.isHidden() and self.kind == "info" and self._deed is not None and self._task is None

    @Slot()
    def _hide_and_go_on(self) -> None:
        """Hide what was said, and say the offer that has waited."""
        self._deed = None
        self.hide()
        if self._later:
            text, action = self._later.pop(0)
            self.show_notice(text, "info", action)

    @Slot(object, int, str)
    def show_progress(self, task: Task, percent: int, text: str) -> None:
        """Say how far long work is; at its end, or once it is to stop, the strip goes away."""
        if percent >= _DONE or task.cancelled.is_set():
            self.end_progress()
            return
        self._task = task
        self._progress.setRange(0, 0 if percent < 0 else _DONE)
        self._progress.setValue(max(percent, 0))
        self._progress.show()
        self.action_button.hide()
        self.cancel_button.show()
        self._say(text, "info")

    @Slot(object)
    def _end_progress_of(self, task: Task) -> None:
        if task is self._task:
            self.end_progress()

    @Slot()
    def end_progress(self) -> None:
        """Take the progress away; a notice stays."""
        if self._task is not None:
            self._task = None
            self.hide()

    def drop_old(self, kind: Kind) -> None:
        """Take away a notice of this kind that has become old; one that offers a deed stays until it is hidden."""
        if self.kind == kind and self._task is None and self._deed is None:
            self.hide()

    def repaint_ground(self) -> None:
        """Take the ground that reads on the palette of now."""
        palette = QPalette()  # the application's; all but the ground goes on following it
        palette.setColor(QPalette.ColorRole.Window, QColor(_GROUNDS[self.kind][is_dark(palette)]))
        self.setPalette(palette)

    def _say(self, text: str, kind: Kind) -> None:
        self.kind = kind
        self._text.setText(text)
        self.repaint_ground()
        self.show()

    @Slot()
    def _do_action(self) -> None:
        deed = self._deed
        self._hide_and_go_on()
        if deed is not None:
            deed()

    @Slot()
    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.end_progress()
