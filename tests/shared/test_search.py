"""Search on the shared store: each finds what each sees, and nobody's search looks at every case of the store."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from mcu_desktop.queries.queue import QueueFilter, find_other_search, read_first_page
from mcu_desktop.queries.search import search_condition
from mcu_desktop.queries.sight import sees_all
from mcu_desktop.text.search_query import parse_query
from mcu_desktop.text.search_words import search_words
from tests.shared.conftest import PEOPLE, ZONE, Town

NOW = datetime.now(UTC)
WORD = "прошу"  # stands in each of the cases
NARROW = {"ermolenko", "galkina"}


@pytest.mark.parametrize("login", PEOPLE)
def test_each_finds_what_each_sees(town: Town, login: str) -> None:
    with closing(town.store(login).open_reader()) as reader:
        seen, found = (
            [row.case_id for row in read_first_page(reader, wanted, now=NOW, zone=ZONE, limit=500)]
            for wanted in (QueueFilter(), QueueFilter(search=WORD))
        )
        assert found == seen
        closed = QueueFilter(search="прошу срок:закрыто")
        assert len(read_first_page(reader, closed, now=NOW, zone=ZONE)) == reader.rows(
            "SELECT count(*) FROM cases WHERE closed_at IS NOT NULL"
        )[0][0]  # fmt: skip


@pytest.mark.parametrize("login", PEOPLE)
def test_a_block_s_people_search_through_the_door_alone(town: Town, login: str) -> None:
    with closing(town.store(login).open_reader()) as reader:
        clauses, parameters = search_condition(parse_query(WORD), dialect="postgresql", of_all=sees_all(reader))
        plan = reader.rows(f"EXPLAIN SELECT c.id FROM cases c WHERE {clauses[0]}", **parameters)
    assert ("case_search" in str(plan)) is (login not in NARROW)


def test_a_slip_of_a_letter_is_mended_for_a_block_too(town: Town) -> None:
    with closing(town.store("ermolenko").open_reader()) as reader:
        assert find_other_search(reader, QueueFilter(search="помлчь"), now=NOW, zone=ZONE) == "помочь"


def test_who_has_come_to_see_all_meanwhile_finds_all_through_the_door(town: Town) -> None:
    """What the program knows of a login may be a minute old."""
    sql = f"SELECT count(*) FROM mcu.found_cases('''{search_words(WORD)}''', NULL, NULL)"
    assert town.value(sql, "vasileva") == town.value("SELECT count(*) FROM cases")
    assert town.value(sql, "galkina") == 0


@pytest.mark.parametrize(("of_closed", "state"), [("false", "IS NULL"), ("true", "IS NOT NULL")])
def test_the_door_finds_what_it_is_asked_for(town: Town, of_closed: str, state: str) -> None:
    with town.line("ermolenko") as line:
        found, seen = (
            {row[0] for row in line.execute(sql.encode())}
            for sql in (
                f"SELECT mcu.found_cases('''{search_words(WORD)}''', {of_closed}, NULL)",
                f"SELECT id FROM cases WHERE closed_at {state}",
            )
        )
    assert found == seen != set()
