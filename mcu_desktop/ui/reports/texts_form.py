"""The drafted words of a report, to be mended before it is printed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from mcu_desktop.reports.sections import TextBlock
from mcu_desktop.ui.common.plain import bold_label
from mcu_desktop.ui.intake.panels import text_label

_NONE = "У этого отчёта нет текстов для правки: он состоит из показателей и списков."
_HINT = "Черновик составлен по показателям. Исправьте его: так он и будет напечатан. Пустой текст не печатается."
_LINES = 7


class TextsForm(QScrollArea):
    """An edit for each text block.

    Signals:
        changed: a person has changed a text.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.edits: dict[str, QPlainTextEdit] = {}
        self.show_texts(())

    def show_texts(self, texts: tuple[TextBlock, ...]) -> None:
        """Show other texts."""
        self.edits = {}
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.addWidget(text_label(_HINT if texts else _NONE))
        for block in texts:
            edit = QPlainTextEdit(block.text)
            edit.setAccessibleName(block.title)
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(_LINES * edit.fontMetrics().lineSpacing())
            edit.textChanged.connect(self.changed)
            layout.addWidget(bold_label(block.title))
            layout.addWidget(edit, 1)
            self.edits[block.code] = edit
        if not texts:
            layout.addStretch(1)
        self.setWidget(body)

    def words(self) -> dict[str, str]:
        """Return the texts as they stand, by their codes."""
        return {code: edit.toPlainText() for code, edit in self.edits.items()}
