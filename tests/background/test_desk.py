"""The desk between screens and store: threads, answers, failures, the deeds of others."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.program_log import log_file
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.edit_ladder import edit_ladder
from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
WAIT = 20_000


@pytest.fixture
def asker() -> QObject:
    return QObject()


def test_an_answer_comes_home_to_the_gui_thread(qtbot: QtBot, desk: Desk, asker: QObject) -> None:
    answers: list[tuple[int, bool]] = []

    def ask(reader: Reader) -> int:
        assert threading.current_thread() is not threading.main_thread()
        return int(reader.rows("SELECT count(*) FROM sector_blocks")[0][0])

    desk.read(asker, ask, lambda count: answers.append((count, threading.current_thread() is threading.main_thread())))
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    assert answers == [(9, True)]


def test_a_dead_asker_gets_no_answer(qtbot: QtBot, desk: Desk) -> None:
    asker, alive = QObject(), QObject()
    gate = threading.Event()
    answers: list[str] = []
    desk.read(asker, lambda _reader: gate.wait(20), lambda _: answers.append("dead"))
    with qtbot.waitSignal(asker.destroyed, timeout=WAIT):
        asker.deleteLater()
    gate.set()
    desk.read(alive, lambda _reader: None, lambda _: answers.append("alive"))
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    assert answers == ["alive"]


def test_a_deed_tells_every_screen_after_its_commit(
    qtbot: QtBot, desk: Desk, asker: QObject, sqlite_store: Store
) -> None:
    def deed(session: Any, task: Task) -> Change:
        task.step(50, "Пишем")
        session.execute(text("DELETE FROM roster_entries WHERE position = 15"))
        return Change(frozenset({Touched.CATALOGUES}), "Готово")

    with qtbot.waitSignals([desk.progressed, desk.changed], timeout=WAIT):
        desk.write(asker, deed)
    reader = sqlite_store.open_reader()
    assert reader.rows("SELECT count(*) FROM roster_entries") == [(14,)]
    reader.close()


def test_a_refusal_goes_to_its_asker_or_to_the_strip(qtbot: QtBot, desk: Desk, asker: QObject) -> None:
    def refuse(_session: Any, _task: Task) -> Change:
        raise UserFacingError("Нельзя")

    told: list[str] = []
    desk.write(asker, refuse, failed=told.append)
    qtbot.waitUntil(lambda: told == ["Нельзя"], timeout=WAIT)
    with qtbot.waitSignal(desk.failed, timeout=WAIT) as failed:
        desk.write(asker, refuse)
    assert failed.args == ["Нельзя"]


def test_a_fault_of_the_program_is_told_without_its_trace(qtbot: QtBot, desk: Desk, asker: QObject) -> None:
    with qtbot.waitSignal(desk.failed, timeout=WAIT) as failed:
        desk.read(asker, lambda _reader: 1 // 0, lambda _answer: None)
    assert failed.args is not None
    assert "ошибки программы" in failed.args[0]
    assert "Zero" not in failed.args[0]
    assert str(log_file()) in failed.args[0]


def test_after_a_cut_connection_the_next_question_gets_a_new_one(qtbot: QtBot, desk: Desk, asker: QObject) -> None:
    answers: list[object] = []

    def cut(reader: Reader) -> None:
        reader.close()
        raise UserFacingError("Хранилище не отвечает.")

    with qtbot.waitSignal(desk.failed, timeout=WAIT):
        desk.read(asker, cut, answers.append)
    desk.read(asker, lambda reader: reader.rows("SELECT 1"), answers.append)
    qtbot.waitUntil(lambda: answers == [[(1,)]], timeout=WAIT)


def test_cancelled_work_says_that_nothing_has_changed(qtbot: QtBot, desk: Desk, asker: QObject) -> None:
    begun = threading.Event()
    told: list[str] = []

    def work(_reader: Reader, task: Task) -> None:
        begun.set()
        task.cancelled.wait(20)
        raise Cancelled

    task = desk.work(asker, work, lambda _answer: None, failed=told.append)
    assert begun.wait(20)
    task.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert "ничего не изменилось" in told[0]


def test_neither_a_long_list_nor_long_work_keeps_a_question_waiting(qtbot: QtBot, desk: Desk, asker: QObject) -> None:
    goes_on = threading.Event()
    answers: list[str] = []

    def wait_and(say: str) -> Callable[[Reader, Task], str]:
        def job(_reader: Reader, _task: Task) -> str:
            assert goes_on.wait(20)
            return say

        return job

    desk.work(asker, wait_and("work"), answers.append)
    desk.list_all(asker, lambda _reader, _task: "short list", answers.append, failed=answers.append)
    desk.list_all(asker, wait_and("long list"), answers.append, failed=answers.append)
    desk.read(asker, lambda _reader: "question", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=WAIT)
    assert set(answers) == {"short list", "question"}
    goes_on.set()
    qtbot.waitUntil(lambda: len(answers) == 4, timeout=WAIT)
    assert set(answers[2:]) == {"work", "long list"}


def test_what_another_program_writes_is_noticed_once(qtbot: QtBot, desk: Desk, sqlite_store: Store) -> None:
    looks: list[Change] = []
    desk.changed.connect(looks.append)
    settled: list[bool] = []

    def look() -> None:
        desk.look_for_changes()
        settled.clear()
        desk.read(desk, lambda _reader: True, settled.append)
        qtbot.waitUntil(lambda: bool(settled), timeout=WAIT)

    look()
    look()
    assert looks == []
    other = Store(sqlite_store.place)
    zone = ZoneInfo("Europe/Moscow")
    other.perform(lambda session: add_demonstration(session, Task(), cases_count=3, seed=1, now=NOW, zone=zone))
    look()
    look()
    assert [(change.text, change.touched) for change in looks] == [("", frozenset(Touched))]
    other.perform(lambda session: edit_ladder(session, None, (), now=NOW, actor="Администратор"))
    look()
    look()
    assert len(looks) == 2, "A changed rule is noticed as well as a case"


def test_a_closed_desk_asks_nothing_and_breaks_nothing(qtbot: QtBot, sqlite_store: Store, asker: QObject) -> None:
    desk = Desk(sqlite_store)
    desk.close()
    asked: list[str] = []
    desk.read(asker, lambda _reader: asked.append("asked"), lambda _: asked.append("answered"))
    desk.work(asker, lambda _reader, _task: asked.append("begun"), lambda _: asked.append("done"))
    assert asked == []
