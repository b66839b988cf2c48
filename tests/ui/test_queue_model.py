"""The queue as a table."""

from array import array
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mcu_desktop.queries.queue import QueueRow
from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.queue.columns import COLUMNS, Line, standing_words
from mcu_desktop.ui.queue.model import ROW_ROLE, QueueModel

Clock = Callable[[], datetime]
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qtbot: QtBot, zone: ZoneInfo, clock: Clock) -> QueueModel:
    return QueueModel(zone, clock)


def ids_of(rows: list[QueueRow]) -> "array[int]":
    return array("q", [row.case_id for row in rows])


def column(title: str) -> int:
    return [each.title for each in COLUMNS].index(title)


def test_the_model_keeps_qt_s_rules_while_it_is_filled_and_emptied(model: QueueModel, rows: list[QueueRow]) -> None:
    tester = QAbstractItemModelTester(model, _STRICT)
    model.set_first_page(rows[:100])
    model.set_ids(ids_of(rows))
    model.add_rows({row.case_id: row for row in rows[100:200]})
    model.set_ids(ids_of(rows[5:]))
    model.set_first_page([])
    model.set_ids(array("q"))
    assert tester.model() is model
    assert model.rowCount() == 0


def test_a_row_that_is_not_here_shows_dots_and_is_asked_for_once(
    qtbot: QtBot, model: QueueModel, rows: list[QueueRow]
) -> None:
    model.set_first_page(rows[:100])
    model.set_ids(ids_of(rows))
    assert model.rowCount() == 300
    with qtbot.waitSignal(model.rows_wanted) as asked:
        assert model.index(150, 1).data() == "…"
        assert model.index(151, 1).data() == "…"
    assert asked.args is not None
    assert asked.args[0] == [row.case_id for row in rows[100:300]]
    with qtbot.assertNotEmitted(model.rows_wanted, wait=20):
        assert model.index(150, 1).data() == "…"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Платформа обратной связи (ПОС)", "ПОС"),
        ("Телефон", "Телефон"),
        ("(ПОС)", "(ПОС)"),
        ("СМИ (газеты", "СМИ (газеты"),
    ],
)
def test_a_channel_is_called_by_its_short_name(model: QueueModel, rows: list[QueueRow], title: str, shown: str) -> None:
    model.set_first_page([rows[0]._replace(channel=title)])
    cell = model.index(0, column("Канал"))
    assert cell.data() == shown
    assert title in str(cell.data(_TOOLTIP))


def test_the_answer_takes_the_place_of_the_dots(model: QueueModel, rows: list[QueueRow]) -> None:
    model.set_first_page(rows[:100])
    model.set_ids(ids_of(rows))
    model.add_rows({rows[150].case_id: rows[150]})
    assert model.index(150, column("Номер")).data() == "ПОС-00150"
    assert model.index(150, 0).data(ROW_ROLE) == rows[150]


def test_what_a_few_pages_on_would_come_to_is_asked_for_before(
    qtbot: QtBot, model: QueueModel, rows: list[QueueRow]
) -> None:
    model.set_first_page(rows[:100])
    model.set_ids(ids_of(rows))
    with qtbot.waitSignal(model.rows_wanted) as asked:
        model.index(20, 0).data()
    assert asked.args is not None
    assert asked.args[0] == [row.case_id for row in rows[100:300]]
    with qtbot.assertNotEmitted(model.dataChanged):
        model.add_rows({row.case_id: row for row in rows[100:300]})
    with qtbot.assertNotEmitted(model.rows_wanted, wait=20):
        assert model.index(150, column("Номер")).data() == "ПОС-00150"


def test_a_case_that_is_no_more_is_not_asked_for_again(qtbot: QtBot, model: QueueModel, rows: list[QueueRow]) -> None:
    model.set_first_page(rows[:100])
    model.set_ids(ids_of(rows))
    with qtbot.waitSignal(model.rows_wanted):
        model.index(150, 1).data()
    model.add_rows({row.case_id: row for row in rows[100:] if row != rows[150]})
    with qtbot.assertNotEmitted(model.rows_wanted, wait=20):
        assert model.index(150, 1).data() == "…"


def test_the_rows_looked_at_last_are_kept(
    model: QueueModel, rows: list[QueueRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcu_desktop.ui.queue.model._KEPT_ROWS", 100)
    model.set_first_page(rows[:100])
    model.set_ids(ids_of(rows))
    assert model.index(0, 1).data() == "ПОС-00000"
    model.add_rows({row.case_id: row for row in rows[100:150]})
    assert model.index(0, 1).data() == "ПОС-00000"
    assert model.index(1, 1).data() == "…"


def test_a_citizen_s_markup_is_shown_as_words_in_a_tooltip(model: QueueModel, rows: list[QueueRow]) -> None:
    model.set_first_page([rows[0]._replace(text="<img src='http://example.org/a.png'>\nДом 1")])
    tooltip = model.index(0, column("Суть")).data(_TOOLTIP)
    assert "<img" not in tooltip
    assert "&lt;img" in tooltip
    assert "<br>Дом 1" in tooltip


@pytest.mark.parametrize(
    ("standing", "shift", "words"),
    [
        (Standing.OVERDUE, timedelta(days=-2, hours=-1), "просрочено 2 дня"),
        (Standing.OVERDUE, timedelta(hours=-3), "просрочено 3 часа"),
        (Standing.DUE_SOON, timedelta(hours=4), "сегодня до 14:30"),
        (Standing.DUE_SOON, timedelta(days=1), "скоро, до 13.10"),
        (Standing.IN_TIME, timedelta(days=9), "в срок, до 21.10"),
        (Standing.IN_TIME, timedelta(days=90), "в срок, до 10.01.2027"),
        (Standing.CLOSED, timedelta(days=1), "закрыто"),
    ],
)
def test_a_standing_is_said_in_words(
    rows: list[QueueRow], clock: Clock, zone: ZoneInfo, standing: Standing, shift: timedelta, words: str
) -> None:
    deadline = clock() + shift
    row = rows[0]._replace(standing=standing, legal_deadline=deadline, control_date=deadline)
    assert standing_words(Line(row, clock(), zone)) == words


def test_a_control_date_that_has_passed_is_not_called_today_s_hour(
    rows: list[QueueRow], clock: Clock, zone: ZoneInfo
) -> None:
    row = rows[0]._replace(
        standing=Standing.DUE_SOON,
        control_date=clock() - timedelta(days=1),
        legal_deadline=clock() + timedelta(days=1),
    )
    assert standing_words(Line(row, clock(), zone)) == "сегодня, контроль 11.10"


def test_a_case_without_a_term_says_so(rows: list[QueueRow], clock: Clock, zone: ZoneInfo) -> None:
    row = rows[0]._replace(standing=Standing.IN_TIME, control_date=None, legal_deadline=None)
    assert standing_words(Line(row, clock(), zone)) == "срок не идёт"
