"""The page of answer templates, and how long an answer may be by channel."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QItemSelection, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.answer import Template, read_answer_limits, read_templates
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.store.reading import Reader
from mcu_desktop.text.answer_template import FIELD_HELP
from mcu_desktop.ui.common.flow import FlowLayout, hold_width, named_field
from mcu_desktop.ui.common.long_edit import LongEdit
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel

_LONGEST_ANSWER = 100_000
_CHANNEL_LETTERS = 28
_Limits = tuple[tuple[str, str, int], ...]


class TemplatesPage(Page):
    """Lists the templates; the chosen one is edited beside the list."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime]) -> None:
        self.save_button = QPushButton("Сохранить")
        super().__init__(self.save_button)
        self._desk, self._clock = desk, clock
        self.templates: tuple[Template, ...] = ()
        self._limits: _Limits = ()
        self._chosen: int | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Шаблоны")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.title = QLineEdit()
        self.title.setAccessibleName("Название шаблона")
        self.title.setPlaceholderText("Название")
        self.text = LongEdit()
        self.text.setAccessibleName("Текст шаблона")
        self.told = text_label()
        self.text.shortened.connect(self.told.setText)
        self.new_button, self.remove_button = QPushButton("Новый"), QPushButton("Убрать")
        self.channel, self.limit = QComboBox(), QSpinBox()
        self.channel.setAccessibleName("Канал")
        hold_width(self.channel, _CHANNEL_LETTERS)
        self.limit.setAccessibleName("Предел длины ответа")
        self.limit.setRange(0, _LONGEST_ANSWER)
        self.limit.setSpecialValueText("нет")
        self.limit_button = QPushButton("Запомнить предел")
        self.guarded = tuple(
            (button, Deed.EDIT_TEMPLATES)
            for button in (self.save_button, self.new_button, self.remove_button, self.limit_button)
        )
        self._lay_out()
        self.list.selectionModel().selectionChanged.connect(self._choose)
        self.save_button.clicked.connect(self._save)
        self.new_button.clicked.connect(self._begin_new)
        self.remove_button.clicked.connect(self._remove)
        self.channel.currentIndexChanged.connect(self._show_limit)
        self.limit_button.clicked.connect(self._keep_limit)

    def start(self) -> None:
        """Read the templates."""
        self._desk.read(self, _read, self._show)

    def _lay_out(self) -> None:
        sides, right = QHBoxLayout(), QVBoxLayout()
        right.addWidget(self.title)
        right.addWidget(self.text)
        sides.addWidget(self.list, 1)
        sides.addLayout(right, 2)
        line = QWidget()
        limits = FlowLayout(line)
        for part in (named_field("Предел длины ответа, канал", self.channel), self.limit, self.limit_button):
            limits.addWidget(part)
        layout = QVBoxLayout(self)
        layout.addWidget(TitleLabel("Шаблоны ответов"))
        layout.addWidget(text_label(FIELD_HELP))
        layout.addLayout(sides, 1)
        layout.addWidget(self.told)
        layout.addWidget(line)
        layout.addLayout(button_row(self.save_button, self.new_button, self.remove_button, self.back_button))

    def _show(self, found: tuple[tuple[Template, ...], _Limits]) -> None:
        self.templates, self._limits = found
        chosen, channel = self._chosen, max(self.channel.currentIndex(), 0)
        self.list.clear()
        self.list.addItems([template.title for template in self.templates])
        self.channel.blockSignals(True)
        self.channel.clear()
        self.channel.addItems([title for _code, title, _limit in self._limits])
        self.channel.blockSignals(False)
        self.channel.setCurrentIndex(channel)
        self._show_limit()
        place = next((n for n, found in enumerate(self.templates) if found.template_id == chosen), 0)
        self.list.setCurrentRow(place)
        self.list.setFocus()

    @Slot(QItemSelection, QItemSelection)
    def _choose(self, _now: QItemSelection, _before: QItemSelection) -> None:
        row = self.list.currentRow()
        if self.list.selectedItems() and 0 <= row < len(self.templates):
            template = self.templates[row]
            self._chosen = template.template_id
            self.title.setText(template.title)
            self.text.setPlainText(template.text)

    @Slot()
    def _begin_new(self) -> None:
        self._chosen = None
        self.list.clearSelection()
        self.title.clear()
        self.text.clear()
        self.title.setFocus()

    @Slot()
    def _save(self) -> None:
        deed = partial(_save, self._chosen, self.title.text(), self.text.toPlainText(), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _remove(self) -> None:
        if self._chosen is not None:
            deed = partial(_remove, self._chosen, self._clock())
            self._desk.write(self, deed, self._finish, failed=self.told.setText)

    @Slot()
    def _show_limit(self) -> None:
        if 0 <= self.channel.currentIndex() < len(self._limits):
            self.limit.setValue(self._limits[self.channel.currentIndex()][2])

    @Slot()
    def _keep_limit(self) -> None:
        code = self._limits[self.channel.currentIndex()][0]
        deed = partial(_set_limit, code, self.limit.value(), self._clock())
        self._desk.write(self, deed, self._finish, failed=self.told.setText)

    def _finish(self, change: Change) -> None:
        self.told.setText(change.text)
        self.start()


def _read(reader: Reader) -> tuple[tuple[Template, ...], _Limits]:
    return read_templates(reader), read_answer_limits(reader)


def _save(template_id: int | None, title: str, text: str, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_templates import save_template

    return save_template(session, template_id, title=title, text=text, now=now, actor=actor_of(session))


def _remove(template_id: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_templates import remove_template

    return remove_template(session, template_id, now=now, actor=actor_of(session))


def _set_limit(code: str, limit: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.edit_templates import set_answer_limit

    return set_answer_limit(session, code, limit=limit, now=now, actor=actor_of(session))
