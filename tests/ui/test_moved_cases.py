"""The cases that a change would move, as people see them before it is saved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from mcu_desktop.operations.case_terms import MovedCase
from mcu_desktop.rules.terms import TermStage
from mcu_desktop.ui.common.moved_cases import MovedCasesView
from tests.ui.table_cells import rows_of

OLD = datetime(2027, 6, 11, 20, 59, 59, tzinfo=UTC)


def _case(number: int, new: datetime | None = OLD + timedelta(days=3)) -> MovedCase:
    return MovedCase(number, f"МЦУ-{number}", TermStage.FINAL_ANSWER, OLD, new, OLD, new)


@pytest.fixture
def view(qtbot: QtBot) -> MovedCasesView:
    made = MovedCasesView(ZoneInfo("Europe/Moscow"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_number_is_said_and_each_case_shows_old_and_new(view: MovedCasesView) -> None:
    view.show_moved((_case(1), _case(2, None)))
    assert view.told.text() == "Срок изменится у 2 открытых записей."
    assert rows_of(view.table)[0] == ["МЦУ-1", *("11.06.2027 23:59", "14.06.2027 23:59") * 2]
    assert rows_of(view.table)[1][2] == "не посчитан"
    assert view.table.isVisible()


def test_of_very_many_the_table_has_the_first(view: MovedCasesView) -> None:
    view.show_moved(tuple(map(_case, range(1, 1_202))))
    assert view.told.text() == "Срок изменится у 1\N{NO-BREAK SPACE}201 открытой записи. В таблице первые 500."
    assert view.table.rowCount() == 500


def test_nothing_moved_is_said_without_a_table(view: MovedCasesView) -> None:
    view.show_moved((_case(1),))
    view.show_moved(())
    assert view.told.text() == "Сроки открытых записей не изменятся."
    assert view.table.isHidden()
