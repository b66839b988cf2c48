"""The queue in groups, at the keyboard."""

from array import array
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.task import Task
from mcu_desktop.queries import queue_list
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.queries.queue_list import ListedQueue
from mcu_desktop.rules.terms import GroupBy
from mcu_desktop.ui.queue import listing
from mcu_desktop.ui.queue.group_bands import band_height
from mcu_desktop.ui.queue.model import GROUP_ROLE
from mcu_desktop.ui.workplace import Workplace

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)


@pytest.fixture
def window(make_window: Callable[..., Workplace], incoming: Callable[..., IncomingCase]) -> Workplace:
    recipients = ("Жилищник", "Горсвет", "Жилищник", "")
    return make_window(
        *(
            incoming(external_number=str(number), recipient=recipient, received_at=NOW - timedelta(hours=9 - number))
            for number, recipient in enumerate(recipients)
        ),
        now=NOW,
    )


def press(window: Workplace, title: str) -> None:
    action: QAction = next(action for action in window.frame.menu_actions() if action.text() == title)
    action.trigger()


def titles(window: Workplace) -> list[str]:
    model = window.queue.model
    return [str(model.index(row, 0).data(GROUP_ROLE)) for row in model.group_rows()]


def test_a_command_groups_and_once_more_makes_it_whole(window: Workplace) -> None:
    before = [window.queue.model.case_id(row) for row in range(4)]
    press(window, "Группы: по получателю")
    assert titles(window) == ["Горсвет — 1 сообщение", "Жилищник — 2 сообщения", "Без получателя — 1 сообщение"]
    assert window.queue.count.text() == "4 сообщения, 3 группы"
    assert window.queue.table.rowHeight(1) == window.queue.table.rowHeight(2) + band_height(window.queue.table)
    press(window, "Группы: по получателю")
    assert titles(window) == []
    assert [window.queue.model.case_id(row) for row in range(4)] == before
    assert len({window.queue.table.rowHeight(row) for row in range(4)}) == 1


def test_a_line_stays_one_case_chosen_and_walked_over(window: Workplace) -> None:
    window.queue.table.selectRow(0)
    chosen = window.queue.chosen_case()
    press(window, "Группы: по получателю")
    assert window.queue.chosen_case() == chosen
    assert window.queue.table.currentIndex().row() == 1
    window.queue.step(1)
    window.queue.table.selectAll()
    assert len(window.queue.chosen_cases()) == 4


def test_a_title_is_read_aloud_with_its_first_case(window: Workplace) -> None:
    press(window, "Группы: по теме")
    said = window.queue.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Дороги / Ямы во дворах — 4 сообщения. ")
    assert (
        window.queue.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == window.queue.model.index(1, 0).data()
    )


def test_titles_are_painted_over_the_first_cases(window: Workplace) -> None:
    table = window.queue.table
    plain = table.viewport().grab().toImage()
    press(window, "Группы: по дню срока")
    grouped = table.viewport().grab().toImage()
    band = table.palette().button().color()
    assert grouped.pixelColor(table.viewport().width() - 2, 2) == band
    assert plain.pixelColor(table.viewport().width() - 2, 2) != band


def test_the_model_keeps_qt_s_rules(window: Workplace) -> None:
    model = window.queue.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for by in GroupBy:
        window.queue.group(by)
    window.show_cases(QueueFilter(search="ничего такого нет", group_by=GroupBy.TOPIC))
    assert tester.model() is model
    assert model.rowCount(QModelIndex()) == 0
    assert model.group_rows() == []


@pytest.mark.parametrize("by", [None, GroupBy.RECIPIENT])
def test_a_queue_longer_than_a_quick_question_comes_later_and_whole(
    window: Workplace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by: GroupBy | None
) -> None:
    for module in (listing, queue_list):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    window.queue.filters.group_by = by
    with qtbot.waitSignal(window.queue._listing.takes_long):
        window.show_cases(QueueFilter(search="яма", group_by=by))
    assert window.queue.model.rowCount() == 4
    assert len(titles(window)) == (0 if by is None else 3)
    assert window.queue.count.text().startswith("4 сообщения")
    with qtbot.assertNotEmitted(window.queue._listing.takes_long):
        window.queue.reread()
    assert window.queue.model.rowCount() == 4


def test_a_list_that_was_left_for_another_is_stopped(window: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Task, Callable[..., None], Callable[..., None]]] = []

    def keep(_asker: object, _question: object, answer: Callable[..., None], *, failed: Callable[..., None]) -> Task:
        asked.append((Task(), answer, failed))
        return asked[-1][0]

    for module in (listing, queue_list):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    monkeypatch.setattr(window.desk, "list_all", keep)
    window.show_cases(QueueFilter(search="яма"))
    [(task, answer, failed)] = asked
    assert window.queue.count.text() == "Читаем очередь…"
    window.show_cases(QueueFilter(search="ничего такого нет"))
    said = window.queue.count.text()
    assert task.cancelled.is_set()
    answer(ListedQueue(array("q", [1, 2, 3, 4])))
    failed("Прервано.")
    assert window.queue.model.rowCount() == 0
    assert window.queue.count.text() == said


def test_several_chosen_cases_stay_chosen_when_they_move(window: Workplace) -> None:
    window.queue.table.choose_rows([0, 2, 3])
    window.queue.table.setCurrentIndex(window.queue.model.index(3, 0))
    window.queue.table.choose_rows([0, 2, 3])
    chosen = set(window.queue.chosen_cases())
    press(window, "Группы: по получателю")
    assert set(window.queue.chosen_cases()) == chosen
    assert len(chosen) == 3
