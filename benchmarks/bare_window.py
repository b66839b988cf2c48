"""The floor of the window: bare QtWidgets and sqlite3 that paint the same page of the same store."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

PAGE_SQL = """
    SELECT c.number, c.control_date, ch.title, CASE WHEN c.gist <> '' THEN c.gist ELSE c.excerpt END,
           c.settlement, c.street, c.house, t.title, r.title, b.short_title, c.received_at, c.legal_deadline,
           c.due_soon_at, c.closed_at, c.important, c.fast_track, c.nearest_stage, c.source_number,
           c.id
    FROM cases c
    JOIN channels ch ON ch.id = c.channel_id
    LEFT JOIN topics t ON t.id = c.topic_id
    LEFT JOIN responsible_recipients r ON r.id = c.recipient_id
    LEFT JOIN sector_blocks b ON b.id = c.sector_block_id
    WHERE c.closed_at IS NULL ORDER BY c.queue_moment, c.id LIMIT 100
"""
_NOWHERE = QModelIndex()
_COLUMNS = 12
AnyIndex = QModelIndex | QPersistentModelIndex


class _Model(QAbstractTableModel):
    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802 -- Qt's name
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def _tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _main() -> None:
    application = QApplication([])
    window = QMainWindow()
    table = QTableView()
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    _tell("frame")
    rows = sqlite3.connect(f"{Path(sys.argv[1]).as_uri()}?mode=ro", uri=True).execute(PAGE_SQL).fetchall()
    model = _Model(rows)
    table.setModel(model)
    table.viewport().repaint()
    _tell("painted")
    application.processEvents()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    _tell(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


if __name__ == "__main__":
    _main()
