"""A page of figures whose counts take their time."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from mcu_desktop.background.desk import Desk
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.measures import CaseSlice, Measure
from mcu_desktop.store.reading import Reader
from mcu_desktop.ui.common.figure_panel import FigurePanel
from mcu_desktop.ui.common.panels import text_label


class SlowDesk(QObject):
    """Keeps what is to be counted until the test lets it end."""

    changed = Signal(object)
    progressed = Signal(object, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.counts: list[tuple[Task, Callable[[Any], None], Callable[[str], None]]] = []

    def work(
        self, _asker: QObject, _job: object, answer: Callable[[Any], None], *, failed: Callable[[str], None]
    ) -> Task:
        self.counts.append((Task(), answer, failed))
        return self.counts[-1][0]


class Page(FigurePanel):
    def __init__(self, desk: SlowDesk) -> None:
        super().__init__(cast("Desk", desk))
        self.told = text_label()
        self.shown: list[int] = []

    def reread(self) -> None:
        self.count(_nothing, self.shown.append)


def _nothing(_reader: Reader, _task: Task) -> int:
    raise AssertionError("the slow desk runs no job")


@pytest.fixture
def desk() -> SlowDesk:
    return SlowDesk()


@pytest.fixture
def page(qtbot: QtBot, desk: SlowDesk) -> Page:
    made = Page(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_another_count_gives_up_the_one_under_way(page: Page, desk: SlowDesk) -> None:
    page.reread()
    page.reread()
    (first, first_answers, first_fails), (second, second_answers, _fails) = desk.counts
    assert first.cancelled.is_set()
    assert not second.cancelled.is_set()
    first_answers(1)
    first_fails("Прервано.")
    assert page.shown == [], "What nobody waits for any more is not shown"
    assert page.told.text() == "Считаем…", "nor that it was broken off"
    second_answers(2)
    assert page.shown == [2]


def test_a_count_that_is_given_up_is_not_shown(page: Page, desk: SlowDesk) -> None:
    page.reread()
    page.give_up()
    [(task, answers, _fails)] = desk.counts
    answers(1)
    assert task.cancelled.is_set()
    assert page.shown == []


def test_why_a_count_has_failed_is_said_on_the_page(page: Page, desk: SlowDesk) -> None:
    page.reread()
    [(_task, _answers, fails)] = desk.counts
    fails("Хранилище не отвечает.")
    assert page.told.text() == "Хранилище не отвечает."


@pytest.mark.parametrize(
    ("touched", "seen", "counts"),
    [(Touched.CASES, True, 1), (Touched.CATALOGUES, True, 1), (Touched.FIGURES, True, 0), (Touched.CASES, False, 0)],
)
def test_a_page_in_sight_counts_again_what_has_changed(
    page: Page, desk: SlowDesk, touched: Touched, seen: bool, counts: int
) -> None:
    page.setVisible(seen)
    desk.changed.emit(Change(frozenset({touched}), ""))
    assert len(desk.counts) == counts


def test_a_number_opens_its_cases(qtbot: QtBot, page: Page) -> None:
    figure = CaseSlice(Measure.OPEN, "Открыто")
    with qtbot.waitSignal(page.cases_wanted) as asked:
        page.open_cases(figure)
    assert asked.args[0].figure == figure
