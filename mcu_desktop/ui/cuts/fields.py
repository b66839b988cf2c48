"""Which fields lie in the rows, in the columns and in the filter: dragged, or put there by digits."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mcu_desktop.rules.cuts import MOST_AXES, Axis, axis_title
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.ui.common.plain import PlainLabel

_ROLE = Qt.ItemDataRole.UserRole
_LINES, _LEAST, _AIR = 3, 5, 8  # of a short list, of a long one; pixels


class FieldList(QListWidget):
    """Fields by their titles, in an order.

    Signals:
        dropped: (field, place) was dragged here.
        pressed_key: (field, key) a digit, Delete, or Alt with an arrow.
    """

    dropped = Signal(object, int)
    pressed_key = Signal(object, object)

    def __init__(self, name: str, fields: Sequence[Axis] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.show_fields(fields)

    def show_fields(self, fields: Sequence[Axis]) -> None:
        """Show other fields; the keyboard stays on its place."""
        place = max(self.currentRow(), 0)
        self.clear()
        for field in fields:
            item = QListWidgetItem(axis_title(field))
            item.setData(_ROLE, str(field))
            self.addItem(item)
        # Four chosen lines at once would say nothing: a line is marked when the keyboard walks here.
        self.setCurrentRow(min(place, self.count() - 1), QItemSelectionModel.SelectionFlag.NoUpdate)

    def sizeHint(self) -> QSize:
        """Return the room of a few lines: the page gives more where it has it."""
        return QSize(120, _LEAST * self.fontMetrics().lineSpacing() + _AIR)

    def chosen(self) -> Axis | None:
        """Return the field the keyboard is on."""
        return _field(self.currentItem()) if self.currentRow() >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the keys that move fields on; the rest walks through the list."""
        field, key = self.chosen(), Qt.Key(event.key())
        moves = event.modifiers() & Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if field is not None and (moves or key in {Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_Delete}):
            self.pressed_key.emit(field, key)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take fields of the other lists alone."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take fields of the other lists alone."""
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which field was dropped where; nothing moves by itself."""
        source = event.source()
        field = source.chosen() if isinstance(source, FieldList) else None
        if field is not None:
            place = self.indexAt(event.position().toPoint()).row()
            self.dropped.emit(field, self.count() if place < 0 else place)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _judge(self, event: QDragMoveEvent) -> None:
        event.setAccepted(isinstance(event.source(), FieldList))


class Fields(QWidget):
    """The list of all fields, and those of the rows, the columns and the filter.

    Signals:
        changed: a field has come, gone or moved.
        refused: a Russian sentence why a field does not go there.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, fields: Sequence[Axis]) -> None:
        super().__init__()
        self.all = FieldList("Поля", fields)
        self.rows, self.columns, self.filters = (FieldList(name) for name in ("Строки", "Столбцы", "Отбор"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for title, one in (
            ("Поля (1 — в строки, 2 — в столбцы, 3 — в отбор):", self.all),
            ("Строки (Delete — убрать):", self.rows),
            ("Столбцы:", self.columns),
            ("Отбор:", self.filters),
        ):
            label = PlainLabel(title)
            label.setWordWrap(True)
            layout.addWidget(label)
            layout.addWidget(one, 1 if one is self.all else 0)
        for target in (self.rows, self.columns, self.filters):
            target.dropped.connect(lambda field, place, target=target: self.put(field, target, place))
            target.pressed_key.connect(lambda field, key, target=target: self._follow_key(field, key, target))
            target.itemDoubleClicked.connect(lambda item, target=target: self.take(_field(item), target))
        self.all.pressed_key.connect(lambda field, key: self._follow_key(field, key, self.all))
        self.all.itemDoubleClicked.connect(lambda item: self.put(_field(item), self.rows))

    def fit_letters(self) -> None:
        """Give the short lists their three lines in the size of the letters of now."""
        for target in (self.rows, self.columns, self.filters):
            target.setFixedHeight(_LINES * target.fontMetrics().lineSpacing() + _AIR)

    def of(self, target: FieldList) -> tuple[Axis, ...]:
        """Return the fields of a list, in order."""
        return tuple(_field(target.item(place)) for place in range(target.count()))

    def lay(self, rows: Sequence[Axis], columns: Sequence[Axis], filters: Sequence[Axis]) -> None:
        """Show other fields without a word to anybody."""
        for target, fields in ((self.rows, rows), (self.columns, columns), (self.filters, filters)):
            target.show_fields(fields)

    def put(self, field: Axis, target: FieldList, place: int | None = None) -> None:
        """Put a field into a list; one that lay on the other side goes over."""
        fields = [known for known in self.of(target) if known != field]
        if target is self.filters and isinstance(field, Grain):
            self.refused.emit("Время отбирают периодом наверху.")
            return
        if target is not self.filters and len(fields) >= MOST_AXES:
            self.refused.emit(f"Больше {MOST_AXES} полей на одной стороне не прочесть: уберите лишнее.")
            return
        fields.insert(len(fields) if place is None else place, field)
        other = {self.rows: self.columns, self.columns: self.rows}.get(target)
        if other is not None:
            other.show_fields([known for known in self.of(other) if known != field])
        target.show_fields(fields)
        target.setCurrentRow(fields.index(field))
        self.changed.emit()

    def take(self, field: Axis, target: FieldList) -> None:
        """Take a field out of a list."""
        target.show_fields([known for known in self.of(target) if known != field])
        self.changed.emit()

    def _follow_key(self, field: Axis, key: Qt.Key, source: FieldList) -> None:
        targets = {Qt.Key.Key_1: self.rows, Qt.Key.Key_2: self.columns, Qt.Key.Key_3: self.filters}
        if key in targets:
            self.put(field, targets[key])
        elif source is not self.all and key == Qt.Key.Key_Delete:
            self.take(field, source)
        elif source is not self.all:
            step = -1 if key == Qt.Key.Key_Up else 1
            self.put(field, source, max(self.of(source).index(field) + step, 0))


def _field(item: QListWidgetItem) -> Axis:
    word = item.data(_ROLE)
    return Grain(word) if word in set(Grain) else Dimension(word)
