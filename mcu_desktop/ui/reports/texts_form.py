"""The drafted words of a report, to be mended before it is printed; what was typed outlives a crash."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports.frozen_json import from_json, to_json
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.reports.sections import TextBlock
from mcu_desktop.ui.common.drafts import DraftKeeper, Drafts
from mcu_desktop.ui.common.panels import text_label
from mcu_desktop.ui.common.plain import bold_label

_NONE = "У этого отчёта нет текстов для правки: он состоит из показателей и списков."
_HINT = "Черновик составлен по показателям. Исправьте его: так он и будет напечатан. Пустой текст не печатается."
_LINES = 7
_KEY = "report "


class TextsForm(QScrollArea):
    """An edit for each text block of a report.

    Signals:
        changed: a person has changed a text.
    """

    changed = Signal()

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self.edits: dict[str, QPlainTextEdit] = {}
        self._drafts = drafts
        self._keeper: DraftKeeper | None = None
        self.changed.connect(self._touch)
        self.show_report(None)

    def show_report(self, report: Report | None) -> None:
        """Show the texts of a report; of a draft, those that a person had typed when the program ended."""
        self._keeper = None
        self._show_texts(report.texts if report is not None else ())
        if report is None or report.number or not self.edits:
            return
        key = _KEY + to_json(report.wish)
        kept = self._drafts.find(key)
        for code, words in kept.typed.items() if kept is not None else ():
            if code in self.edits:
                self.edits[code].setPlainText(words)
        title = f"тексты, {find_kind(report.wish.code).name}"
        self._keeper = DraftKeeper(self._drafts, key, title, self.words, self)

    def drop_kept(self) -> None:
        """Forget what was kept over a crash: the report is issued."""
        if self._keeper is not None:
            self._keeper.drop()

    def words(self) -> dict[str, str]:
        """Return the texts as they stand, by their codes."""
        return {code: edit.toPlainText() for code, edit in self.edits.items()}

    @Slot()
    def _touch(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _show_texts(self, texts: tuple[TextBlock, ...]) -> None:
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
        body.setAutoFillBackground(False)  # the ground is that of the tab


def wish_of_draft(key: str) -> ReportWish:
    """Return the report whose texts are kept under a key."""
    return from_json(ReportWish, key.removeprefix(_KEY))
