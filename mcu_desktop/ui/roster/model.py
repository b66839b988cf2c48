"""The rows of a draft as a table: the decree's four columns, and what the words mean."""

from collections.abc import Mapping
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot

from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import VACANCY, RosterRow, guess_grants
from mcu_desktop.rules.roster_checks import Surroundings
from mcu_desktop.rules.titles import ROLES
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.roster.draft import RosterDraft

Index = QModelIndex | QPersistentModelIndex
HEADS = ("№ п/п", "ФИО", "Должность", "Роль в проектном офисе МЦУ", "Что это значит")
NUMBER, NAME, TITLE, ROLE, MEANING = range(5)
_FIELDS: dict[int, Literal["full_name", "job_title", "role_text"]] = {
    NAME: "full_name",
    TITLE: "job_title",
    ROLE: "role_text",
}
_ROW_MIME = "application/x-mcu-roster-row"
_Role = Qt.ItemDataRole


class RosterModel(QAbstractTableModel):
    """Shows a draft; an edit in a cell is a step of the draft.

    Signals:
        dropped: the place to which the mouse has moved a row.
    """

    dropped = Signal(int)

    def __init__(self, draft: RosterDraft) -> None:
        super().__init__(draft)
        self._draft, self._count = draft, 0
        self.around = Surroundings(())
        self.is_editable = True
        draft.changed.connect(self._follow)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's way
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's way
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return what a cell shows, and what its editor begins with."""
        if not index.isValid() or index.row() >= self._count:
            return None
        row = self._draft.rows[index.row()]
        if role == _Role.EditRole and index.column() in _FIELDS:
            return getattr(row, _FIELDS[index.column()])
        if role == _Role.DisplayRole:
            return self._text(row, index.row(), index.column())
        if role == _Role.ToolTipRole:
            return plain_tooltip(self._text(row, index.row(), index.column()))
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole and section < len(HEADS):
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        flags = super().flags(index)
        if not self.is_editable:
            return flags
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled  # between two rows
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _FIELDS else flags

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Take what was typed; other words of a role are guessed anew."""
        if role != _Role.EditRole or index.column() not in _FIELDS:
            return False
        field, text = _FIELDS[index.column()], " ".join(str(value).split())
        if getattr(self._draft.rows[index.row()], field) == text:
            return False
        changes: dict[str, object] = {field: text}
        if field == "role_text":
            changes |= {"grants": guess_grants(text, self.around.blocks), "confirmed": False}
        self._draft.set_row(index.row(), HEADS[index.column()], **changes)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that rows are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return what is dragged: a row of this table."""
        return [_ROW_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        """Return the row that is dragged."""
        data = QMimeData()
        data.setData(_ROW_MIME, str(indexes[0].row()).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Put the dragged row where it was dropped; the view has nothing left to take away."""
        if action != Qt.DropAction.MoveAction or not data.hasFormat(_ROW_MIME):
            return False
        at = int(bytes(data.data(_ROW_MIME).data()))
        to = row if row >= 0 else parent.row() if parent.isValid() else self._count
        place = to - 1 if to > at else to
        self._draft.move(at, place)
        self.dropped.emit(place)
        return False

    def _text(self, row: RosterRow, at: int, column: int) -> str:
        if column == NUMBER:
            return f"{at + 1}."
        if column == MEANING:
            blocks = {block.code: block.title for block in self.around.blocks}
            words = "\n".join(grant_words(grant, blocks) for grant in row.grants) or "не понято"
            return words if row.confirmed or not row.grants else f"{words}\n(не подтверждено)"
        text: str = getattr(row, _FIELDS[column])
        return text or (VACANCY if column == NAME else "")

    @Slot()
    def _follow(self) -> None:
        count = len(self._draft.rows)
        if count == self._count:
            if count:
                self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self._count = count
        self.endResetModel()


def grant_words(grant: RoleGrant, blocks: Mapping[str, str]) -> str:
    """Return a role in words, with its block."""
    block = f": {blocks.get(grant.block_code, grant.block_code)}" if grant.block_code else ""
    return f"{ROLES[grant.role]}{block}"
