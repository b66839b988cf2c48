"""What the words of one row mean to the program: roles with their blocks, guessed, chosen, confirmed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcu_desktop.rules.grants import FEEDBACK_CHANNEL, INCIDENT_CHANNEL, RoleGrant
from mcu_desktop.rules.roster import BlockWords, RosterRow, guess_grants
from mcu_desktop.rules.terms import Role
from mcu_desktop.rules.titles import ROLES
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import PlainLabel

_OF_BLOCK = frozenset({Role.BLOCK_HEAD, Role.BLOCK_OFFICER})
_CHANNELS = {Role.INCIDENT_COORDINATOR: INCIDENT_CHANNEL, Role.FEEDBACK_COORDINATOR: FEEDBACK_CHANNEL}


class MeaningPanel(QWidget):
    """Roles of the chosen row, each with its block.

    Signals:
        chosen: a tuple of grants was chosen and confirmed by a person.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._blocks: Sequence[BlockWords] = ()
        self._row: RosterRow | None = None
        self.pickers: list[GrantPicker] = []
        self.title = text_label()
        self.add_button, self.guess_button = QPushButton("Ещё роль"), QPushButton("Угадать")
        self.confirm_button = QPushButton("Подтвердить")
        self._lines = QVBoxLayout()
        buttons = QHBoxLayout()
        for button in (self.confirm_button, self.add_button, self.guess_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addLayout(self._lines)
        layout.addLayout(buttons)
        self.add_button.clicked.connect(self._add)
        self.guess_button.clicked.connect(self._guess)
        self.confirm_button.clicked.connect(self._confirm)
        self.show_row(None, (), editable=False)

    def show_row(self, row: RosterRow | None, blocks: Sequence[BlockWords], *, editable: bool) -> None:
        """Show what a row means; None where no row is chosen."""
        self._row, self._blocks = row, blocks
        self.title.setText(_heading(row))
        self._show_grants(row.grants if row is not None else (), editable=editable)
        for button in (self.add_button, self.guess_button, self.confirm_button):
            button.setEnabled(row is not None and editable)

    def grants(self) -> tuple[RoleGrant, ...]:
        """Return the roles as they are chosen now."""
        return tuple(dict.fromkeys(grant for grant in (picker.grant() for picker in self.pickers) if grant is not None))

    def _show_grants(self, grants: Sequence[RoleGrant], *, editable: bool = True) -> None:
        for picker in self.pickers:
            self._lines.removeWidget(picker)
            picker.deleteLater()
        self.pickers = []
        for grant in grants or ((None,) if self._row is not None else ()):
            self._add_picker(grant, editable=editable)

    def _add_picker(self, grant: RoleGrant | None, *, editable: bool = True) -> None:
        picker = GrantPicker(self._blocks, grant)
        picker.setEnabled(editable)
        self.pickers.append(picker)
        self._lines.addWidget(picker)

    @Slot()
    def _add(self) -> None:
        self._add_picker(None)
        self.pickers[-1].role.setFocus()

    @Slot()
    def _guess(self) -> None:
        if self._row is not None:
            self._show_grants(guess_grants(self._row.role_text, self._blocks))

    @Slot()
    def _confirm(self) -> None:
        self.chosen.emit(self.grants())


class GrantPicker(QWidget):
    """One role, with its block where it has one."""

    def __init__(self, blocks: Sequence[BlockWords], grant: RoleGrant | None) -> None:
        super().__init__()
        self._codes = [block.code for block in blocks]
        self.role, self.block = QComboBox(), QComboBox()
        for combo, name in ((self.role, "Роль для программы"), (self.block, "Отраслевой блок")):
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(14)
        self.role.addItems(["без роли в программе", *ROLES.values()])
        self.block.addItems([block.title for block in blocks])
        self._of_block = PlainLabel("блок:")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.role, 3)
        row.addWidget(self._of_block)
        row.addWidget(self.block, 3)
        self.role.currentIndexChanged.connect(self._follow)
        if grant is not None:
            self.role.setCurrentIndex(1 + list(ROLES).index(grant.role))
            if grant.block_code in self._codes:
                self.block.setCurrentIndex(self._codes.index(grant.block_code))
        self._follow()

    def grant(self) -> RoleGrant | None:
        """Return the role that is chosen."""
        role = self._chosen()
        if role is None:
            return None
        block = self._codes[self.block.currentIndex()] if role in _OF_BLOCK and self._codes else None
        return RoleGrant(role, block, _CHANNELS.get(role))

    def _chosen(self) -> Role | None:
        place = self.role.currentIndex()
        return list(ROLES)[place - 1] if place > 0 else None

    @Slot()
    def _follow(self) -> None:
        has_block = self._chosen() in _OF_BLOCK
        self._of_block.setVisible(has_block)
        self.block.setVisible(has_block)


def _heading(row: RosterRow | None) -> str:
    if row is None:
        return "Выберите строку: здесь будет видно, что её слова значат для программы."
    state = "подтверждено человеком" if row.confirmed else "не подтверждено"
    return f"Что значит для программы ({state}): {row.role_text or 'роль не указана'}"
