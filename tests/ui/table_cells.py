"""What is read in a table of the screen, and clicked."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget


def double_click(table: QTableWidget, row: int) -> None:
    """Click twice into the first cell of a row, as a person does: the first click chooses it."""
    item = table.item(row, 0)
    assert item is not None
    where = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def column_of(table: QTableWidget, column: int) -> list[str]:
    """Return the words of a column, from above; an empty word where there is no cell."""
    items = [table.item(row, column) for row in range(table.rowCount())]
    return ["" if item is None else item.text() for item in items]


def rows_of(table: QTableWidget) -> list[list[str]]:
    """Return the words of every row."""
    columns = [column_of(table, column) for column in range(table.columnCount())]
    return [list(row) for row in zip(*columns, strict=True)]
