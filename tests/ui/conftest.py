"""A desk that answers at once, and an invented queue, for the tests of the window."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEventLoop, QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.perform import performed
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import ACTOR, PERSON, Task
from mcu_desktop.queries.alerts import AlertCount, Digest
from mcu_desktop.queries.counters import BlockCount
from mcu_desktop.queries.queue import ALL_BLOCKS, UNMAPPED, QueueFilter, QueueRow
from mcu_desktop.queries.queue_list import ListedQueue
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import other_layout
from mcu_desktop.rules.terms import Standing, TermStage
from mcu_desktop.store.about import About
from mcu_desktop.store.place import Place, own_place
from mcu_desktop.store.shared_address import Secret
from mcu_desktop.store.store import Store
from mcu_desktop.ui import workplace
from mcu_desktop.ui.alerts import watch
from mcu_desktop.ui.common.charts.loading import when_plotting_is_loaded
from mcu_desktop.ui.common.drafts import Drafts
from mcu_desktop.ui.common.fonts import load_fonts
from mcu_desktop.ui.queue import listing, page, views_bar
from mcu_desktop.ui.reports import report_clock
from mcu_desktop.ui.window_frame import WindowFrame
from mcu_desktop.ui.workplace import Workplace
from tests.keyboard import type_words

__all__ = ["type_words"]

NOW = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
_WORDS = ("Не горит фонарь у школы", "Яма на дороге", "Холодно в подъезде", "Не вывозят мусор")
_TURNS = (Standing.OVERDUE, Standing.DUE_SOON, Standing.IN_TIME, Standing.IN_TIME)


@pytest.fixture(autouse=True)
def no_dialog_waits_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("A modal dialog was opened in a test")

    monkeypatch.setattr(QDialog, "exec", refuse)
    for name in ("information", "warning", "critical", "question"):
        monkeypatch.setattr(QMessageBox, name, refuse)


@pytest.fixture
def look_stays(qapp: QApplication) -> Iterator[None]:
    """Give the application its look back after a test that changes it."""
    load_fonts()
    palette, font = qapp.palette(), qapp.font()
    yield
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture(scope="session", autouse=True)
def plotting(qapp: QApplication) -> None:
    """Load the library of charts once: then each chart is made at once."""
    loaded: list[bool] = []
    when_plotting_is_loaded(qapp, lambda: loaded.append(True))
    while not loaded:
        qapp.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts", lambda: NOW)


@pytest.fixture
def zone() -> ZoneInfo:
    return ZoneInfo("Asia/Yekaterinburg")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    return lambda: NOW


class FakeReader:
    """Answers the two questions that the window itself asks in SQL."""

    def __init__(self, store: "FakeStore") -> None:
        self._store = store

    def rows(self, sql: str, **_parameters: object) -> list[tuple[Any, ...]]:
        if "channels" in sql:
            return [("pos", "ПОС"), ("vk", "Социальные сети")]
        return [(1,)] if self._store.rows else []


class DeskSignals(QObject):
    """What a desk tells."""

    changed = Signal(object)
    failed = Signal(str)
    progressed = Signal(object, int, str)
    ended = Signal(object)
    waited = Signal(str)


class FakeDesk(DeskSignals):
    """Answers at once; while it is busy it keeps the answers until they are let go."""

    def __init__(self, reader: FakeReader) -> None:
        super().__init__()
        self.place = own_place()
        self._reader = reader
        self.is_busy = False
        self.is_closed = False  # a window may outlive its test by a minute: its timers ask in vain
        self.waiting: list[Callable[[], None]] = []

    def read(self, _asker: QObject, question: Callable[[Any], Any], answer: Callable[[Any], None]) -> None:
        if self.is_closed:
            return
        result = question(self._reader)
        if self.is_busy:
            self.waiting.append(lambda: answer(result))
        else:
            answer(result)

    def sign(self, *_person: object) -> None:
        pass

    def let_go(self) -> None:
        """Give the kept answers, in their order."""
        self.is_busy = False
        waiting, self.waiting = self.waiting, []
        for give in waiting:
            give()

    def work(self, *_args: object, **_kwargs: object) -> Task:
        return Task()

    write = list_all = work


class LiveDesk(DeskSignals):
    """Does everything at once on a real store, with the words of a refusal where they belong."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.reader = store.open_reader()
        self.is_closed = False
        self.signed: dict[str, object] = {}
        self.about: About | None = None  # of the last deed
        self.clock: Callable[[], datetime] = lambda: NOW

    @property
    def place(self) -> Place:
        return self.store.place

    def know_password(self, password: Secret) -> None:
        self.store.place = self.store.place.with_password(password)

    def sign(self, person_id: int, actor: str) -> None:
        self.signed = {PERSON: person_id, ACTOR: actor}

    def read(self, _asker: QObject, question: Callable[[Any], Any], answer: Callable[[Any], None]) -> None:
        if not self.is_closed:
            answer(question(self.reader))

    def work(
        self, _asker: QObject, job: Callable[..., Any], answer: Callable[[Any], None], *, failed: Any = None
    ) -> Task:
        task = Task()
        self._do(lambda: job(self.reader, task), answer, failed)
        return task

    list_all = work

    def write(
        self, _asker: QObject, deed: Callable[..., Any], answer: Any = None, *, failed: Any = None, about: Any = None
    ) -> Task:
        task = Task()

        def signed_deed(session: Any) -> Change:
            session.info.update(self.signed)
            return performed(session, lambda of_deed: deed(of_deed, task), now=self.clock())

        self.about = about

        def perform() -> Change:
            change = self.store.perform(signed_deed, about=about)
            if change.undo_id is not None:
                changed = self.reader.rows("SELECT case_id FROM cases_before WHERE deed_id = :id", id=change.undo_id)
                assert {row[0] for row in changed} <= set(about.case_ids), "A shared store lends what a deed is about"
            return change

        self._do(perform, answer, failed)
        return task

    def _do(self, job: Callable[[], Any], answer: Any, failed: Any) -> None:
        try:
            result = job()
        except UserFacingError as error:
            (failed or self.failed.emit)(str(error))
            return
        if isinstance(result, Change):
            self.changed.emit(result)
        if answer is not None:
            answer(result)


@pytest.fixture
def live_desk(sqlite_store: Store) -> Iterator[LiveDesk]:
    desk = LiveDesk(sqlite_store)
    yield desk
    desk.is_closed = True
    desk.reader.close()


@pytest.fixture
def make_window(
    qtbot: QtBot, live_desk: LiveDesk, settings: QSettings, drafts: Drafts, file_of: Callable[..., ReadFile]
) -> Callable[..., Workplace]:
    """Open the window as it is on a store with some cases, at a moment of Moscow's time."""

    def make(*cases: IncomingCase, now: datetime) -> Workplace:
        moscow = ZoneInfo("Europe/Moscow")
        live_desk.clock = lambda: now
        file = file_of(*cases)
        live_desk.store.perform(lambda session: take_in(session, Task(), file, now=now, zone=moscow, actor="О"))
        frame = WindowFrame()
        qtbot.addWidget(frame)
        made = Workplace(frame, live_desk, moscow, lambda: now, settings, drafts)  # type: ignore[arg-type]
        frame.show()
        with qtbot.waitExposed(frame), qtbot.waitSignal(made.begun, timeout=20_000):
            made.start_reading()
        made.queue.table.setFocus()
        return made

    return make


@dataclass
class FakeStore:
    """An invented queue in the place of the real questions; remembers what was wished."""

    rows: list[QueueRow] = field(default_factory=list)
    wishes: list[QueueFilter] = field(default_factory=list)
    asked_pages: list[tuple[int, ...]] = field(default_factory=list)

    def found(self, wanted: QueueFilter) -> list[QueueRow]:
        return [
            row
            for row in self.rows
            if wanted.block in {ALL_BLOCKS, row.block}
            and wanted.standing in {None, row.standing}
            and wanted.search.casefold() in row.text.casefold()
        ]

    def first_page(self, _reader: object, wanted: QueueFilter, **_moment: object) -> tuple[QueueRow, ...]:
        self.wishes.append(wanted)
        return tuple(self.found(wanted)[:100])

    def listed(self, _reader: object, wanted: QueueFilter, **_moment: object) -> ListedQueue:
        return ListedQueue(array("q", [row.case_id for row in self.found(wanted)]))

    def some_rows(self, _reader: object, case_ids: list[int], **_moment: object) -> dict[int, QueueRow]:
        self.asked_pages.append(tuple(case_ids))
        return {row.case_id: row for row in self.rows if row.case_id in set(case_ids)}

    def other_search(self, _reader: object, wanted: QueueFilter, **_moment: object) -> str:
        other = other_layout(wanted.search)
        return other if self.found(replace(wanted, search=other)) else ""

    def counts(self, _reader: object, **_moment: object) -> tuple[BlockCount, ...]:
        codes = (ALL_BLOCKS, "Благоустройство", "Дороги", UNMAPPED)
        titles = ("Все блоки", "Благоустройство", "Дороги", "Не сопоставлено")
        return tuple(
            BlockCount(code, title, f"{title}, полное название", *self._numbers(code))
            for code, title in zip(codes, titles, strict=True)
        )

    def _numbers(self, code: str) -> tuple[int, int, int]:
        rows = self.found(QueueFilter(block=code))
        standings = [row.standing for row in rows]
        return len(rows), standings.count(Standing.DUE_SOON), standings.count(Standing.OVERDUE)


def make_row(number: int) -> QueueRow:
    standing = _TURNS[number % 4]
    shift = {Standing.OVERDUE: -2, Standing.DUE_SOON: 0, Standing.IN_TIME: 9}[standing]
    deadline = NOW + timedelta(days=shift, hours=4)
    return QueueRow(
        case_id=1_000 + number,
        number=f"ПОС-{number:05}",
        source_number=str(number),
        channel="ПОС",
        text=f"{_WORDS[number % 4]}, дом {number}",
        topic="Уличное освещение",
        place="Заречный, Лесная",
        recipient="МКУ «Горсвет»",
        block=("Благоустройство", "Дороги")[number % 2],
        received_at=NOW - timedelta(days=7),
        legal_deadline=deadline,
        control_date=deadline,
        standing=standing,
        important=number % 5 == 0,
        fast_track=False,
        stage=TermStage.FINAL_ANSWER,
    )


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    fake = FakeStore([make_row(number) for number in range(1_204)])
    monkeypatch.setattr(page, "read_first_page", fake.first_page)
    monkeypatch.setattr(listing, "list_short_queue", fake.listed)
    monkeypatch.setattr(page, "read_rows", fake.some_rows)
    monkeypatch.setattr(page, "find_other_search", fake.other_search)
    monkeypatch.setattr(page, "offered_filters", lambda _reader: ("срок:просрочено", 'срок:"в срок"', "блок:дороги"))
    monkeypatch.setattr(workplace, "read_block_counts", fake.counts)
    words = "Календарь утверждён до 31.12.2026, предварительно до 31.12.2027."
    monkeypatch.setattr(workplace, "known_calendar", lambda _today, _reader: words)
    monkeypatch.setattr(views_bar, "read_views", lambda _reader, **_person: ())
    # What the alerts ask is looked at in their own tests, on a real store.
    monkeypatch.setattr(report_clock, "read_due", lambda _reader, **_moment: ())
    monkeypatch.setattr(watch, "clock_warning", lambda _reader, **_moment: "")
    monkeypatch.setattr(watch, "read_scope", lambda _reader, _person, **_moment: None)
    monkeypatch.setattr(watch, "count_alerts", lambda _reader, _scope: AlertCount(0, 0, 0))
    monkeypatch.setattr(watch, "read_digest", lambda _reader, _scope: Digest(0, 0, 0))
    return fake


@pytest.fixture
def desk(store: FakeStore) -> Iterator[FakeDesk]:
    made = FakeDesk(FakeReader(store))
    yield made
    made.is_closed = True


@pytest.fixture
def rows() -> list[QueueRow]:
    return [make_row(number) for number in range(300)]
