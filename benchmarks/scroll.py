"""Scrolling the queue by PageDown, each time until it is painted, beside the same lines painted from memory."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.measuring import Measured
from benchmarks.stores import store_of
from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.queue.page import QueuePage

_PAGES = 200
_WIDTH, _HEIGHT = 1366, 768
_NOWHERE = QModelIndex()
_ZONE = ZoneInfo("Europe/Moscow")
AnyIndex = QModelIndex | QPersistentModelIndex


class _Memory(QAbstractTableModel):
    """The texts of the lines that were scrolled over, ready."""

    def __init__(self, lines: list[list[str]]) -> None:
        super().__init__()
        self._lines = lines

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        return 0 if parent.isValid() else len(self._lines[0])

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._lines[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def measure_scroll(cases: int, wanted: str | None) -> list[Measured]:
    """Measure the 95th percentile of 200 PageDowns, in milliseconds."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication.instance() or QApplication([])
    sys.setswitchinterval(0.001)  # as the program has it
    load_fonts()
    desk = Desk(open_store(store_of(cases, wanted)))
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        page = QueuePage(desk, _ZONE, lambda: datetime.now(UTC), settings)
        page.resize(_WIDTH, _HEIGHT)
        page.show()
        page.reread()
        _wait(application, lambda: page.model.rowCount() > _PAGES)
        ours = _page_downs(application, page.table)
        lines = _scrolled_over(application, page)
        floor = _page_downs(application, _bare_table(lines, page.table))
    desk.close()
    return [Measured("scroll_p95", cases, _p95(ours), _p95(floor), "ms")]


def _page_downs(application: object, table: QTableView) -> list[float]:
    """Return how long each PageDown took, until no line that is looked at lacks its row and all is painted."""
    _wait(application, lambda: table.window().windowHandle().isExposed())  # else nothing would be painted
    table.setFocus()
    table.selectRow(0)
    table.scrollToTop()
    _wait(application, lambda: _is_whole(table))
    taken = []
    for _ in range(_PAGES):
        started = perf_counter()
        QTest.keyClick(table, Qt.Key.Key_PageDown)
        _wait(application, lambda: _is_whole(table))
        table.viewport().repaint()
        taken.append((perf_counter() - started) * 1_000)
    return taken


def _is_whole(table: QTableView) -> bool:
    model = table.model()
    last = table.rowAt(table.viewport().height() - 1)
    rows = range(max(table.rowAt(0), 0), (model.rowCount() if last < 0 else last + 1))
    return all(model.index(row, 1).data() != "…" for row in rows)


def _scrolled_over(application: object, page: QueuePage) -> list[list[str]]:
    last = min(page.table.currentIndex().row() + 100, page.model.rowCount())
    lines = []
    for row in range(last):
        cells = [page.model.index(row, column) for column in range(page.model.columnCount())]
        _wait(application, lambda cell=cells[1]: cell.data() != "…")  # type: ignore[misc]
        lines.append([str(cell.data()) for cell in cells])
    return lines


def _bare_table(lines: list[list[str]], like: QTableView) -> QTableView:
    table = QTableView()
    table.setModel(_Memory(lines))
    table.model().setParent(table)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    for column in range(len(lines[0])):
        table.setColumnWidth(column, like.columnWidth(column))
    table.resize(like.size())
    table.show()
    return table


def _wait(application: object, is_so: Callable[[], bool]) -> None:
    assert isinstance(application, QApplication)
    application.processEvents()  # as between any two keys
    while not is_so():
        application.processEvents()


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]
