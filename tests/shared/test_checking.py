"""Checks of the shared store say what they could not see, instead of what is not so."""

from argparse import Namespace
from contextlib import closing

import pytest

from mcu_desktop.cli_copies import check_store
from mcu_desktop.queries.store_check import check_shared_store
from tests.shared.conftest import WORD, Town


def test_figures_of_all_cases_are_not_compared_with_those_of_a_block(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", WORD)
    shared = town.store("ermolenko").place.shared
    assert shared is not None
    answer, words = check_store(Namespace(store=shared.text))
    own = town.value("SELECT count(*) FROM cases", "ermolenko")
    assert answer["cases"] == own
    assert words == f"Видно {own} сообщений своего блока. Сводные показатели сверяет тот, кто видит все сообщения."


def test_who_does_not_see_the_journal_does_not_find_it_in_order(town: Town) -> None:
    with closing(town.store("ermolenko").open_reader()) as reader:
        [finding] = check_shared_store(reader)
    assert "проверку делает администратор МЦУ" in finding
