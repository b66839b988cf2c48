"""Taking rows out of the queue: to the clipboard as a table, to a file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task, Transaction, actor_of
from mcu_desktop.queries.queue import QueueFilter, QueueRow, read_rows
from mcu_desktop.reports.sheet_cells import inert
from mcu_desktop.rules.russian import MESSAGES, ROWS, format_part, plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.file_dialogs import ask_place
from mcu_desktop.ui.common.notice_strip import NoticeStrip
from mcu_desktop.ui.queue.columns import COLUMNS, Line
from mcu_desktop.ui.queue.page import QueuePage

_MOST_COPIED, _AT_ONCE = 10_000, 500
_FORMS = "Таблица Excel (*.xlsx);;CSV (*.csv)"


class Exporting(QObject):
    """Copies the chosen rows and writes the shown view."""

    def __init__(
        self, desk: Desk, queue: QueuePage, strip: NoticeStrip, zone: ZoneInfo, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(queue)
        self._desk, self._queue, self._strip, self._zone, self._clock = desk, queue, strip, zone, clock

    @Slot()
    def copy(self) -> None:
        """Put the chosen rows, as the table shows them, on the clipboard."""
        chosen = self._queue.chosen_cases()
        header = self._queue.table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(len(COLUMNS))]
        columns = [place for place in places if not header.isSectionHidden(place)]
        now = self._clock()
        question = partial(_read_in_order, chosen[:_MOST_COPIED], now)
        self._desk.read(self, question, partial(self._put_on_clipboard, columns, now, len(chosen)))

    def ask_place(self, *, with_citizens: bool) -> None:
        """Let the person choose where the shown view is written."""
        write = partial(self.write, with_citizens=with_citizens)
        ask_place(self._queue, "Выгрузить вид", "Сообщения.xlsx", _FORMS, write)

    def write(self, path: Path, *, with_citizens: bool) -> None:
        """Write the shown view; with citizens' data the journal has its line first."""
        wanted, now = self._queue.searched_filter(), self._clock()
        write = partial(self._write, wanted, now, path, with_citizens=with_citizens)
        if not with_citizens:
            write()
            return
        count = self._queue.model.rowCount()
        self._desk.write(self, partial(_note, wanted, count, now), lambda _change: write())

    def _write(self, wanted: QueueFilter, now: datetime, path: Path, *, with_citizens: bool) -> None:
        job = partial(_write, wanted, now, self._zone, path, with_citizens)
        self._desk.work(self, job, partial(self._strip.show_notice, kind="success"))

    def _put_on_clipboard(self, columns: Sequence[int], now: datetime, chosen: int, rows: Sequence[QueueRow]) -> None:
        lines = [[COLUMNS[place].title for place in columns]]
        for row in rows:
            line = Line(row, now, self._zone)
            lines.append([" ".join(COLUMNS[place].text(line).split()) for place in columns])
        data = QMimeData()
        data.setText("\n".join("\t".join(inert(cell) for cell in cells) for cells in lines))
        cells_of = ("".join(f"<td>{escape(inert(cell))}</td>" for cell in cells) for cells in lines)
        data.setHtml("<table>" + "".join(f"<tr>{cells}</tr>" for cells in cells_of) + "</table>")
        QGuiApplication.clipboard().setMimeData(data)
        words = f"Скопировано: {plural(len(rows), *ROWS)}."
        if chosen > len(rows):
            words += f" Выбрано больше ({chosen}): весь вид выгружает меню «Данные», «Выгрузить вид…»."
        self._strip.show_notice(words)


def _read_in_order(ids: Sequence[int], now: datetime, reader: Reader) -> list[QueueRow]:
    rows: list[QueueRow] = []
    for start in range(0, len(ids), _AT_ONCE):
        page = ids[start : start + _AT_ONCE]
        found = read_rows(reader, page, now=now)
        rows += [found[case_id] for case_id in page if case_id in found]
    return rows


def _note(wanted: QueueFilter, count: int, now: datetime, session: Transaction, _task: Task) -> Change:
    from mcu_desktop.operations.note_export import note_export

    return note_export(session, wanted, count=count, now=now, actor=actor_of(session))


def _write(
    wanted: QueueFilter,
    now: datetime,
    zone: ZoneInfo,
    path: Path,
    with_citizens: bool,  # noqa: FBT001 -- the rest is filled in by the desk
    reader: Reader,
    task: Task,
) -> str:
    from mcu_desktop.queries.case_list import read_case_list
    from mcu_desktop.reports.case_list import write_case_list

    def step(done: int, total: int) -> None:
        task.step(100 * done // max(total, 1), f"Выгружаем: {format_part(done, total)}")

    listed, count = read_case_list(reader, wanted, now=now, zone=zone, with_citizens=with_citizens, step=step)
    write_case_list(listed, path)
    task.step(100, "Готово")
    return f"Выгружено {plural(count, *MESSAGES)}: {path}"
