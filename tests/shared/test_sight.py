"""A page of who sees one block alone is asked of that block; it is the right one whatever the roster says meanwhile."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from mcu_desktop.queries.queue import ALL_BLOCKS, QueueFilter, read_first_page
from mcu_desktop.queries.sight import own_block
from mcu_desktop.rules.terms import Standing
from mcu_desktop.store.reading import Reader
from tests.shared.conftest import PEOPLE, ZONE, Town

NOW = datetime.now(UTC)
GRANT = (
    "INSERT INTO roster_grants (entry_id, role, sector_block_id) SELECT e.id, '{}', (SELECT id FROM sector_blocks"
    " WHERE code = '{}') FROM roster_entries e WHERE e.full_name LIKE 'Ермоленко%'"
)


@pytest.fixture
def reader(town: Town) -> Iterator[Reader]:
    """A block's head, whose block is known."""
    with closing(town.store("ermolenko").open_reader()) as reader:
        page(reader)
        page(reader)
        own = own_block(reader)
        assert own is not None
        assert own.code == "education"
        yield reader


def page(reader: Reader, *, block: str = ALL_BLOCKS, search: str = "", limit: int = 500) -> list[int]:
    wanted = QueueFilter(block=block, search=search)
    return [row.case_id for row in read_first_page(reader, wanted, now=NOW, zone=ZONE, limit=limit)]


def seen(reader: Reader) -> list[int]:
    return [row[0] for row in reader.rows("SELECT id FROM cases WHERE closed_at IS NULL ORDER BY queue_moment, id")]


@pytest.mark.parametrize("login", PEOPLE)
def test_the_first_page_and_those_after_it_are_the_same(town: Town, login: str) -> None:
    with closing(town.store(login).open_reader()) as reader:
        assert [page(reader) for _again in range(3)] == [seen(reader)] * 3


@pytest.mark.parametrize(("role", "code"), [("block_officer", "utilities"), ("curator", "")])
@pytest.mark.parametrize("search", ["", "прошу"])
def test_who_comes_to_see_more_has_it_on_the_next_page(
    town: Town, reader: Reader, role: str, code: str, search: str
) -> None:
    before = page(reader, search=search)
    with town.line() as line:
        line.execute(GRANT.format(role, code).encode())
        try:
            assert page(reader, search=search) == seen(reader)
            assert set(page(reader, block="education", search=search)) == set(before) < set(seen(reader))
            assert [page(reader, search=search), page(reader, search=search)] == [seen(reader)] * 2
        finally:
            line.execute("DELETE FROM roster_grants WHERE role = %s AND entry_id IN (SELECT id FROM roster_entries"
                         " WHERE full_name LIKE 'Ермоленко%%')", (role,))  # fmt: skip


@pytest.mark.parametrize("standing", [None, Standing.CLOSED])
@pytest.mark.parametrize("block", [ALL_BLOCKS, "education"])
def test_the_first_found_are_the_first_of_all_found(reader: Reader, block: str, standing: Standing | None) -> None:
    wanted = QueueFilter(block=block, search="прошу", standing=standing)
    every = read_first_page(reader, wanted, now=NOW, zone=ZONE, limit=500)
    assert len(every) > 2
    assert read_first_page(reader, wanted, now=NOW, zone=ZONE, limit=2) == every[:2]


def test_what_is_narrowed_down_further_is_looked_for_among_all_found(reader: Reader) -> None:
    """The first cases with the word are not those of the channel."""
    every = page(reader, search="прошу")
    of_channel = page(reader, search="прошу канал:ПОС")
    assert of_channel[:1] != every[:1]
    assert page(reader, search="прошу канал:ПОС", limit=1) == of_channel[:1] != []


def test_another_block_is_not_shown_for_the_own_one(reader: Reader) -> None:
    assert page(reader, block="utilities") == []
    assert page(reader, block="utilities", search="прошу") == []
