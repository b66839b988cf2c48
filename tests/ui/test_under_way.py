"""How far long work is, as a person sees it on a page."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mcu_desktop.background.long_work import LongWork
from mcu_desktop.operations.task import Task
from mcu_desktop.ui.common.under_way import ProgressPanel, WorkBar


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(600, 200)
    made.show()
    return made


@pytest.fixture
def work(page: QWidget, desk: Any, task: Task, monkeypatch: pytest.MonkeyPatch) -> LongWork:
    monkeypatch.setattr(desk, "work", lambda *_given, **_named: task)
    return LongWork(desk, page)


@pytest.fixture
def task() -> Task:
    return Task()


def put(page: QWidget, part: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(part)


def begin(work: LongWork) -> None:
    work.work(lambda _reader, _task: None, lambda _answer: None, lambda _text: None)


def test_the_line_stands_there_only_while_the_work_is_under_way(
    page: QWidget, work: LongWork, desk: Any, task: Task
) -> None:
    line = WorkBar(work)
    put(page, line)
    assert line.isHidden()
    begin(work)
    assert line.isVisible()
    assert line.bar.maximum() == 0, "How much there is to do is not known yet"
    desk.progressed.emit(task, 40, "Считаем")
    assert (line.bar.value(), line.bar.maximum(), line.text.text()) == (40, 100, "Считаем")
    desk.progressed.emit(Task(), 90, "Чужая работа")
    assert (line.bar.value(), line.text.text()) == (40, "Считаем")
    desk.progressed.emit(task, -1, "")
    assert line.bar.maximum() == 0
    assert line.text.isHidden()
    work.give_up()
    assert line.isHidden()


def test_work_is_stopped_once_and_the_next_can_be_stopped_again(page: QWidget, work: LongWork, task: Task) -> None:
    line = WorkBar(work)
    put(page, line)
    begin(work)
    QTest.mouseClick(line.stop_button, Qt.MouseButton.LeftButton)
    assert task.cancelled.is_set()
    assert (line.stop_button.text(), line.stop_button.isEnabled()) == ("Останавливаем…", False)
    assert line.isVisible(), "How it has ended is not known yet"
    begin(work)
    assert (line.stop_button.text(), line.stop_button.isEnabled()) == ("Остановить", True)


def test_escape_stops_where_the_page_shows_nothing_else(page: QWidget, work: LongWork, task: Task) -> None:
    panel = ProgressPanel(work)
    put(page, panel)
    begin(work)
    panel.show_title("Читаем файл")
    assert panel.stop_button.hasFocus()
    QTest.keyClick(panel.stop_button, Qt.Key.Key_Escape)
    assert task.cancelled.is_set()
