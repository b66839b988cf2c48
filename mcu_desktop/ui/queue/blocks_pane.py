"""The left pane: the blocks with their counters of open, due today and overdue."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mcu_desktop.queries.counters import BlockCount, StandIn
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.rules.russian import format_number
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.plain import plain_tooltip
from mcu_desktop.ui.common.theme import standing_colour

_COUNT_ROLE = Qt.ItemDataRole.UserRole
_WIDTH, _WIDER = 210, 0.95
_SMALL = 0.86
_AIR = 6
_GAP = 10
_KEYS = 9
_RIGHT_FLAGS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TEXT_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BlocksPane(QListWidget):
    """One line for each block, and for all, and for what is not mapped; Ctrl+1 to Ctrl+9 choose.

    Signals:
        block_chosen: the code of the block.
    """

    block_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Отраслевые блоки")
        self.setItemDelegate(_CountDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.show_scale(100)
        self.currentItemChanged.connect(self._tell_choice)
        for number in range(1, _KEYS + 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(partial(self.choose_line, number - 1))

    def show_counts(self, counts: Sequence[BlockCount]) -> None:
        """Show the counters; the chosen block stays chosen, all blocks at first."""
        chosen = self.chosen_block()
        self.blockSignals(True)
        self.clear()
        for count in counts:
            item = QListWidgetItem(count.title)
            item.setData(_COUNT_ROLE, count)
            words = ", ".join(f"{word} {format_number(number)}" for word, number, _ in _numbers(count))
            told = "" if count.stand_in is None else f"\n{_stand_in_words(count.stand_in)}"
            item.setToolTip(plain_tooltip(f"{count.full_title}: {words}{told}"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{count.title}: {words}{told}")
            self.addItem(item)
            if count.code == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def show_scale(self, percent: int) -> None:
        """Take the width that letters of a size need, from 100 %.

        It grows less than they do: on a small screen the queue needs the place more.
        """
        self.setMinimumWidth(round(_WIDTH + _WIDER * (percent - 100)))

    def chosen_block(self) -> str:
        """Return the code of the chosen block; all of them at first."""
        return ALL_BLOCKS if self.currentRow() < 0 else str(self.currentItem().data(_COUNT_ROLE).code)

    def choose_line(self, number: int) -> None:
        """Choose a line by its number from above, counted from 0, if there is one."""
        if number < self.count():
            self.setCurrentRow(number)

    def choose_block(self, code: str) -> None:
        """Choose the line of a block by its code."""
        for number in range(self.count()):
            if self.item(number).data(_COUNT_ROLE).code == code:
                self.setCurrentRow(number)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _tell_choice(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.block_chosen.emit(self.chosen_block())


def _numbers(count: BlockCount) -> tuple[tuple[str, int, Standing | None], ...]:
    return (
        ("открыто", count.open, None),
        ("сегодня", count.due_today, Standing.DUE_SOON),
        ("проср.", count.overdue, Standing.OVERDUE),
    )


def _stand_in_words(stand_in: StandIn) -> str:
    deputy = f"замещает {stand_in.deputy}" if stand_in.deputy else "заместитель не назначен"
    return f"{stand_in.away} отсутствует до {stand_in.until:%d.%m.%Y}, {deputy}."


class _CountDelegate(QStyledItemDelegate):
    """Paints the title with the open cases, and under it, small and coloured, the other counters above 0."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the place of two lines."""
        size = super().sizeHint(option, index)
        height = option.fontMetrics.height()
        return QSize(size.width(), round(height * (1 + _SMALL)) + 2 * _AIR)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the ground as the style does, and the two lines over it."""
        count: BlockCount = index.data(_COUNT_ROLE)
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        self._write(painter, count, ground)

    def _write(self, painter: QPainter, count: BlockCount, ground: QStyleOptionViewItem) -> None:
        is_chosen = bool(ground.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = ground.palette
        plain = palette.color(QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text)
        metrics = ground.fontMetrics
        line = ground.rect.adjusted(_GAP, _AIR, -_AIR, 0)
        line.setHeight(metrics.height())
        painter.save()
        painter.setPen(plain)
        opened = format_number(count.open)
        painter.drawText(line, _RIGHT_FLAGS, opened)
        room = line.width() - metrics.horizontalAdvance(opened) - _GAP
        painter.drawText(line, _TEXT_FLAGS, metrics.elidedText(count.title, Qt.TextElideMode.ElideRight, room))
        small = QFont(ground.font)
        small.setPointSizeF(small.pointSizeF() * _SMALL)
        painter.setFont(small)
        line.translate(0, metrics.height())
        for word, number, standing in _numbers(count):
            if number and standing is not None:
                painter.setPen(plain if is_chosen else standing_colour(standing, palette))
                words = f"{word} {format_number(number)}"
                painter.drawText(line, _TEXT_FLAGS, words)
                line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(words) + _GAP)
        if count.stand_in is not None:
            painter.setPen(plain)
            words = f"зам. {count.stand_in.deputy.partition(' ')[0] or 'нет'}"
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, _RIGHT_FLAGS, words)
        painter.restore()
