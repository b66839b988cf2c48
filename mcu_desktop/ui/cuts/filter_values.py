"""The values a filter lets through, ticked by mouse or by Space."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.cut_values import MOST_OFFERED, read_values
from mcu_desktop.rules.measures import DIMENSIONS, Dimension, Part
from mcu_desktop.store.reading import Reader

_LEAST = 4  # lines
Offered = tuple[tuple[str, Part], ...]


class FilterValues(QListWidget):
    """Ticks of the field that is looked at; those of the other fields are remembered.

    Signals:
        changed: another value is let through.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._dimension: Dimension | None = None
        self._chosen: dict[Dimension, list[Part]] = {}
        self._titles: dict[Part, str] = {}
        self.setAccessibleName("Значения отбора")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemChanged.connect(self._follow)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return the room of a few lines: the page gives more where it has it."""
        return QSize(120, _LEAST * self.fontMetrics().lineSpacing())

    def look_at(self, dimension: Dimension | None) -> None:
        """Show the values of a field; for no field, None, there is nothing to see."""
        self._dimension = dimension
        self.setVisible(dimension is not None)
        self._fill(())
        if dimension is not None:
            self.setAccessibleName(f"Значения отбора: {DIMENSIONS[dimension].lower()}")
            self._desk.work(self, partial(_read, dimension), partial(self._show, dimension))

    def keep(self, dimensions: Sequence[Dimension]) -> None:
        """Forget the ticks of fields that are no filter any more."""
        self._chosen = {dimension: parts for dimension, parts in self._chosen.items() if dimension in dimensions}

    def choose(self, parts: Sequence[Part]) -> None:
        """Tick other values without a word to anybody."""
        self._chosen = {}
        for part in parts:
            self._chosen.setdefault(part.dimension, []).append(part)

    def parts(self) -> tuple[Part, ...]:
        """Return all ticked values."""
        return tuple(part for parts in self._chosen.values() for part in parts)

    def words(self) -> str:
        """Return what is let through, in words; empty where everything is."""
        said = (
            f"{DIMENSIONS[dimension]}: {', '.join(self._titles.get(part, str(part.value)) for part in parts)}"
            for dimension, parts in self._chosen.items()
            if parts
        )
        return "; ".join(said)

    def _show(self, dimension: Dimension, offered: Offered) -> None:
        self._titles.update({part: title for title, part in offered})
        if dimension is self._dimension:
            self._fill(offered)

    def _fill(self, offered: Offered) -> None:
        ticked = self._chosen.get(self._dimension, []) if self._dimension is not None else []
        self.blockSignals(True)
        self.clear()
        for title, part in offered:
            item = QListWidgetItem(title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if part in ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, part)
            self.addItem(item)
        if len(offered) == MOST_OFFERED:
            rest = QListWidgetItem(f"показаны первые {MOST_OFFERED}")
            rest.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(rest)
        self.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.blockSignals(False)

    def _follow(self, item: QListWidgetItem) -> None:
        part = item.data(Qt.ItemDataRole.UserRole)
        if not isinstance(part, Part):
            return
        ticked = self._chosen.setdefault(part.dimension, [])
        if item.checkState() == Qt.CheckState.Checked and part not in ticked:
            ticked.append(part)
        elif part in ticked:
            ticked.remove(part)
        self.changed.emit()


def _read(dimension: Dimension, reader: Reader, _task: Task) -> Offered:
    return read_values(reader, dimension)
