"""The page that hides the window until the person who works here has given the code."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mcu_desktop.background.desk import Desk
from mcu_desktop.ui.common.me import Me
from mcu_desktop.ui.common.plain import PlainLabel, TitleLabel
from mcu_desktop.ui.who.code_form import CodeForm

if TYPE_CHECKING:
    from mcu_desktop.ui.workplace import Workplace


class LockPage(QWidget):
    """Says whose window it is and asks for the code.

    Signals:
        opened: the window may be shown again.
        left: the person is another one and works under no name.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, desk: Desk, me: Me) -> None:
        super().__init__()
        self._me = me
        self.title = TitleLabel()
        self.form = CodeForm(desk)
        self.leave_button = QPushButton("Это не я")
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.setContentsMargins(40, 80, 40, 40)
        note = PlainLabel("Код оберегает ваше имя в истории от ошибки. Данные на этом компьютере он не защищает.")
        note.setWordWrap(True)
        for part in (self.title, self.form, note):
            layout.addWidget(part)
        layout.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.opened.connect(self.opened)
        self.leave_button.clicked.connect(self.left)

    def ask(self) -> None:
        """Ask for the code of who works here."""
        self.title.setText(f"Окно закрыто: {self._me.actor}")
        self.form.ask(self._me.person_id)


class Locking(QObject):
    """Hides the window behind the page and brings it back as it was."""

    def __init__(self, page: LockPage, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._page, self._workplace = page, workplace
        self._actions: list[QAction] = []
        self._held: set[QAction] = set()
        self.is_locked = False
        workplace.me.rights_changed.connect(self._hold)  # after the guard, which may give some back
        page.opened.connect(self._open)
        page.left.connect(self._leave)

    def lock(self, actions: list[QAction]) -> None:
        """Hide every word of the window; nothing of the menus can be done until it is open again."""
        self._actions = actions
        self._workplace.strip.hide()
        self._workplace.blocks.hide()
        self._workplace.show_page(self._page)
        self.is_locked = True
        self._hold()
        self._page.ask()

    @Slot()
    def _hold(self) -> None:
        if self.is_locked:
            enabled = {action for action in self._actions if action.isEnabled()}
            self._held |= enabled
            for action in enabled:
                action.setEnabled(False)

    @Slot()
    def _open(self) -> None:
        if self.is_locked:
            self.is_locked = False
            for action in self._held:
                action.setEnabled(True)
            self._held.clear()
            self._workplace.guard.apply()  # the rights may have become others meanwhile
            self._workplace.blocks.show()
            self._workplace.show_queue()

    @Slot()
    def _leave(self) -> None:
        self._workplace.me.stay_nobody()
        self._open()
