"""What is read in a table of the screen."""

from PySide6.QtWidgets import QTableWidget


def column_of(table: QTableWidget, column: int) -> list[str]:
    """Return the words of a column, from above; an empty word where there is no cell."""
    items = [table.item(row, column) for row in range(table.rowCount())]
    return ["" if item is None else item.text() for item in items]


def rows_of(table: QTableWidget) -> list[list[str]]:
    """Return the words of every row."""
    columns = [column_of(table, column) for column in range(table.columnCount())]
    return [list(row) for row in zip(*columns, strict=True)]
