"""The long work of a screen, on a real desk: how far it is, who hears its end, what a stop keeps."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.background.desk import Desk
from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError

WAIT = 20_000
INTERRUPTED = "Прервано. В хранилище ничего не изменилось."


class Held:
    """A job that steps, waits to be let go, and steps again: there it notices that it is to stop."""

    def __init__(self, result: object = None) -> None:
        self.result = result
        self.begun, self.goes_on = threading.Event(), threading.Event()

    def __call__(self, _given: object, task: Task) -> Any:
        task.step(40, "Считаем")
        self.begun.set()
        assert self.goes_on.wait(20)
        task.step(90, "Почти всё")
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def work(desk: Desk, screen: QWidget) -> LongWork:
    return LongWork(desk, screen)


@pytest.fixture
def strip(desk: Desk) -> list[str]:
    told: list[str] = []
    desk.failed.connect(told.append)
    return told


def step_of_another(_session: object, task: Task) -> Change:
    task.step(7, "Чужое")
    return Change(frozenset(), "")


def refuse(text: str) -> None:
    raise AssertionError(text)


def let_all_home(qtbot: QtBot, desk: Desk) -> None:
    """Wait until what was begun before has come home."""
    home: list[object] = []
    desk.work(desk, lambda _reader, _task: None, home.append)
    desk.write(desk, lambda _session, _task: Change(frozenset(), ""), home.append)
    qtbot.waitUntil(lambda: len(home) == 2, timeout=WAIT)


def test_a_screen_hears_how_far_its_own_work_is(qtbot: QtBot, desk: Desk, work: LongWork) -> None:
    heard: list[object] = []
    work.progressed.connect(lambda percent, text: heard.append((percent, text)))
    work.ended.connect(lambda: heard.append("ended"))
    job = Held("42")
    job.goes_on.set()
    desk.write(desk, step_of_another)
    work.work(job, heard.append, refuse)
    qtbot.waitUntil(lambda: "42" in heard, timeout=WAIT)
    assert heard == [(40, "Считаем"), (90, "Почти всё"), "ended", "42"]


def test_after_a_stop_the_screen_hears_what_was_kept(qtbot: QtBot, work: LongWork, strip: list[str]) -> None:
    job = Held()
    told: list[str] = []
    ended: list[bool] = []
    work.ended.connect(lambda: ended.append(work.is_under_way))
    work.write(job, refuse, told.append)  # type: ignore[arg-type]
    assert job.begun.wait(20)
    work.stop()
    assert ended == [], "It may have been done in time"
    job.goes_on.set()
    qtbot.waitUntil(lambda: told == [INTERRUPTED], timeout=WAIT)
    assert ended == [False]
    assert strip == [], "The screen is looked at and says it itself"


def test_what_fails_while_nobody_looks_is_told_by_the_strip(
    qtbot: QtBot, work: LongWork, screen: QWidget, strip: list[str]
) -> None:
    screen.hide()
    told: list[str] = []
    job = Held(UserFacingError("Места нет."))
    job.goes_on.set()
    work.work(job, refuse, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert (told, strip) == (["Места нет."], ["Места нет."])


def test_of_two_works_the_latest_is_heard(qtbot: QtBot, work: LongWork, strip: list[str]) -> None:
    first, second = Held("первое"), Held("второе")
    answers: list[str] = []
    work.work(first, answers.append, refuse)
    assert first.begun.wait(20)
    work.work(second, answers.append, refuse)
    first.goes_on.set()
    second.goes_on.set()
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    assert (answers, strip) == (["второе"], []), "Nobody asks after the one that was given up"


@pytest.mark.parametrize(
    ("result", "told"), [(Change(frozenset(), "Записано"), []), (UserFacingError("Нельзя."), ["Нельзя."])]
)
def test_a_deed_that_is_not_waited_for_goes_on_and_is_told_where_it_fails(
    qtbot: QtBot, desk: Desk, work: LongWork, strip: list[str], result: object, told: list[str]
) -> None:
    job = Held(result)
    ended: list[bool] = []
    done: list[str] = []
    work.ended.connect(lambda: ended.append(True))
    desk.changed.connect(lambda change: done.append(change.text))
    work.write(job, refuse, refuse)  # type: ignore[arg-type]
    assert job.begun.wait(20)
    work.give_up()
    assert ended == [True]
    job.goes_on.set()
    let_all_home(qtbot, desk)
    assert strip == told
    assert ("Записано" in done) == (not told)


def test_what_is_not_under_way_is_neither_stopped_nor_given_up(work: LongWork) -> None:
    ended: list[bool] = []
    work.ended.connect(lambda: ended.append(True))
    work.stop()
    work.give_up()
    assert ended == []


def test_an_end_is_told_of_every_task(qtbot: QtBot, desk: Desk, screen: QWidget) -> None:
    def fail(_reader: object, _task: Task) -> None:
        raise UserFacingError("Не вышло.")

    jobs: list[Callable[..., Any]] = [lambda _reader, _task: None, fail]
    for job in jobs:
        with qtbot.waitSignal(desk.ended, timeout=WAIT) as ended:
            task = desk.work(screen, job, lambda _answer: None, failed=lambda _text: None)
        assert ended.args == [task]
