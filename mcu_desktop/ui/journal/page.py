"""The journal: deeds, changed rows, who has seen citizens' data; filtered, written to a file, checked whole."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.journal import MOST_SHOWN, JournalFilter, JournalKind, JournalLine, read_journal
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.russian import ROWS, format_moment, plural
from mcu_desktop.store.place import Place
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_place
from mcu_desktop.ui.common.flow import FlowLayout, named_field
from mcu_desktop.ui.common.optional_day import day_edit, day_of, put_day
from mcu_desktop.ui.common.panels import Page, button_row, text_label
from mcu_desktop.ui.common.plain import TitleLabel
from mcu_desktop.ui.common.table_model import Column
from mcu_desktop.ui.common.tables import fill_table, make_table
from mcu_desktop.ui.common.under_way import WorkBar

_KINDS = {
    JournalKind.DEEDS: "Действия словами",
    JournalKind.SEEN: "Кто видел данные заявителей",
    JournalKind.ROWS: "Все изменения строк",
}
_SHARED = "Журнал пишет сама база при каждом изменении; добавить в него, изменить или удалить строку не может никто."
_LOCAL = (
    "Хранилище этого рабочего места — файл: его журнал показывает случайную порчу и ошибки, но не защищает от "
    "владельца файла."
)
_WHERE, _DETAILS = 2, 4  # columns
_MONTH = timedelta(days=30)


class JournalPage(Page):
    """Shows the newest lines of the wish; the check runs beside the window and can be stopped."""

    def __init__(self, desk: Desk, zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self.show_button = QPushButton("Показать")
        super().__init__(self.show_button)
        self._desk, self._zone, self._clock = desk, zone, clock
        self.lines: tuple[JournalLine, ...] = ()
        self._work = LongWork(desk, self)
        self.check_button, self.export_button = QPushButton("Проверить журнал"), QPushButton("Выгрузить…")
        self.guarded = tuple(
            (button, Deed.EDIT_ACCOUNTS) for button in (self.show_button, self.check_button, self.export_button)
        )
        self.kind, self.first_day, self.last_day = QComboBox(), day_edit(date.min), day_edit(date.min)
        self.who, self.what = QLineEdit(), QLineEdit()
        self.told, self.about = text_label(), text_label()
        self.bar = WorkBar(self._work)
        self.table = make_table("Журнал", self._columns())
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Show the last month."""
        today = self._clock().astimezone(self._zone).date()
        put_day(self.first_day, today - _MONTH)
        put_day(self.last_day, today)
        self.about.setText(_LOCAL if self._desk.place.embedded else _SHARED)
        self._reread()
        self.kind.setFocus()

    def _lay_out(self) -> None:
        for kind, title in _KINDS.items():
            self.kind.addItem(title, kind)
        filters = FlowLayout()
        for title, edit, name in (
            ("", self.kind, "Что показать"),
            ("с", self.first_day, "С какого дня"),
            ("по", self.last_day, "По какой день"),
            ("Кто:", self.who, "Кто, часть имени или адреса"),
            ("Что:", self.what, "Что, часть слов"),
        ):
            edit.setAccessibleName(name)
            filters.addWidget(named_field(title, edit) if title else edit)
        filters.addWidget(self.show_button)
        rows = QVBoxLayout(self)
        rows.addWidget(TitleLabel("Журнал изменений"))
        rows.addWidget(self.about)
        rows.addLayout(filters)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.bar)
        rows.addWidget(self.told)
        rows.addLayout(button_row(self.check_button, self.export_button, self.back_button))

    def _connect(self) -> None:
        self.show_button.clicked.connect(self._reread)
        self.kind.activated.connect(self._reread)
        self.check_button.clicked.connect(self._check)
        self.export_button.clicked.connect(self._ask_file)

    def _columns(self) -> tuple[Column[JournalLine], ...]:
        return (
            Column("Когда", lambda line: format_moment(line.at, self._zone), 140),
            Column("Кто", lambda line: line.who, 230),
            Column("Откуда", lambda line: line.where, 150),
            Column("Что", lambda line: line.what, 0 if self._is_of_deeds() else 260),
            Column("Подробности", lambda line: line.details, 1 if self._is_of_deeds() else 0),
        )

    def _is_of_deeds(self) -> bool:
        """Whether words alone are shown: a deed on the store has neither a place nor details."""
        return bool(self.kind.currentData() == JournalKind.DEEDS)

    def _wanted(self) -> JournalFilter:
        kind = JournalKind(self.kind.currentData())  # Qt gives a bare text back
        first, last = day_of(self.first_day), day_of(self.last_day)
        return JournalFilter(kind, first, last, self.who.text().strip(), self.what.text().strip())

    @Slot()
    def _reread(self) -> None:
        wanted = self._wanted()
        if wanted.who or wanted.what:  # rare lines are looked for as far back as the days go
            self._work.work(partial(_look_for, wanted, self._zone), self._show, self.told.setText)
        else:
            self._desk.read(self, partial(read_journal, wanted=wanted, zone=self._zone), self._show)

    def _show(self, lines: tuple[JournalLine, ...]) -> None:
        self.lines = lines
        for column in (_WHERE, _DETAILS):
            self.table.setColumnHidden(column, self._is_of_deeds())
        fill_table(self.table, self._columns(), lines)
        self.export_button.setEnabled(bool(lines))
        said = plural(len(lines), *ROWS) if lines else "Таких строк нет"
        more = f", показаны последние {MOST_SHOWN}" if len(lines) == MOST_SHOWN else ""
        self.told.setText(f"{said}{more}.")

    @Slot()
    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self.told.clear()
        self._work.work(partial(_check, self._desk.place), self._say_checked, self._say_checked)

    def _say_checked(self, words: str) -> None:
        self.check_button.setEnabled(True)
        self.told.setText(words)

    @Slot()
    def _ask_file(self) -> None:
        ask_place(self, "Выгрузить журнал", "Журнал.xlsx", "Таблица Excel (*.xlsx);;CSV (*.csv)", self.write)

    def write(self, path: Path) -> None:
        """Write the shown lines to a file."""
        job = partial(_write, self.lines, self._zone, path)
        self._desk.work(self, job, self.told.setText, failed=self.told.setText)


def _look_for(wanted: JournalFilter, zone: ZoneInfo, reader: Reader, task: Task) -> tuple[JournalLine, ...]:
    return read_journal(reader, wanted, zone=zone, check=task.check)


def _check(place: Place, reader: Reader, task: Task) -> str:
    from mcu_desktop.queries.journal_check import check_journal
    from mcu_desktop.store.anchors import read_anchors

    anchors = [(anchor.number, anchor.hash) for anchor in read_anchors(place)]

    def step(done: int, of: int) -> None:
        task.step(100 * done // max(of, 1), "Проверяем журнал")

    return check_journal(reader, anchors, step)


def _write(lines: tuple[JournalLine, ...], zone: ZoneInfo, path: Path, _reader: Reader, _task: Task) -> str:
    from mcu_desktop.reports.case_list import CaseList, write_case_list

    head = ("Когда", "Кто", "Откуда", "Что", "Подробности")
    rows = ((format_moment(line.at, zone), line.who, line.where, line.what, line.details) for line in lines)
    write_case_list(CaseList(f"Журнал изменений, строк: {len(lines)}", head, iter(rows)), path)
    return f"Журнал записан: {path}"
