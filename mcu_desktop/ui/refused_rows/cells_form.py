"""The cells of one refused row, each with a place to write."""

from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from mcu_desktop.queries.refused_rows import RefusedRowLine
from mcu_desktop.ui.common.plain import PlainLabel
from mcu_desktop.ui.common.tables import one_line

_SHORT = 80  # characters; longer cells and those of several lines get a box
_BOX_LINES = 5


class CellsForm(QScrollArea):
    """One line for each column of the file; those that the reason names stand first."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.edits: dict[str, QLineEdit | QPlainTextEdit] = {}

    def show_cells(self, line: RefusedRowLine) -> None:
        """Show the cells of a row; the keyboard stays in the list."""
        body = QWidget()
        form = QFormLayout(body)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.edits = {}
        for header, text in sorted(line.cells, key=lambda cell: (f"«{cell[0]}»" not in line.reason, not cell[1])):
            edit = _edit(text)
            edit.setAccessibleName(header)
            self.edits[header] = edit
            label = PlainLabel(one_line(header)[:_SHORT])
            label.setBuddy(edit)
            form.addRow(label, edit)
        self.setWidget(body)

    def cells(self) -> dict[str, str]:
        """Return the cells as they stand now."""
        return {
            header: edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
            for header, edit in self.edits.items()
        }


def _edit(text: str) -> QLineEdit | QPlainTextEdit:
    if len(text) <= _SHORT and "\n" not in text:
        return QLineEdit(text)
    box = QPlainTextEdit(text)
    box.setTabChangesFocus(True)
    box.setFixedHeight(box.fontMetrics().lineSpacing() * _BOX_LINES + 12)
    return box
