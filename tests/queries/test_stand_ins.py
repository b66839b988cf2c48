"""Who stands in for the people of a block, on both stores."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.operations.absences import add_absence
from mcu_desktop.queries.counters import StandIn, read_block_counts
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
LAST = date(2026, 10, 16)


def person(reader: Reader, family_name: str) -> int:
    return int(reader.rows("SELECT id FROM people WHERE family_name = :name", name=family_name)[0][0])


def away(store: Store, who: int, deputy: int | None) -> None:
    store.perform(
        lambda session: add_absence(
            session, person_id=who, deputy_id=deputy, first_day=date(2026, 10, 12), last_day=LAST, reason="отпуск",
            now=NOW, actor="О",
        )
    )  # fmt: skip


def stand_ins(reader: Reader, now: datetime = NOW) -> list[StandIn]:
    return [count.stand_in for count in read_block_counts(reader, now=now, zone=ZONE) if count.stand_in is not None]


@pytest.fixture
def block_people(reader: Reader) -> list[str]:
    rows = reader.rows(
        "SELECT DISTINCT p.family_name FROM roster_grants g JOIN roster_entries e ON e.id = g.entry_id"
        " JOIN people p ON p.id = e.person_id WHERE g.sector_block_id IS NOT NULL ORDER BY 1"
    )
    return [row[0] for row in rows]


def test_a_deputy_stands_in_while_it_lasts(store: Store, reader: Reader, block_people: list[str]) -> None:
    assert stand_ins(reader) == []
    first, second = block_people[:2]
    away(store, person(reader, first), person(reader, second))
    [found] = stand_ins(reader)
    assert found.away.startswith(first)
    assert found.deputy.startswith(second)
    assert found.until == LAST
    assert stand_ins(reader, datetime(2026, 10, 16, 22, tzinfo=UTC)) == [], "It ends by itself"


def test_the_chain_leads_to_who_is_there(store: Store, reader: Reader, block_people: list[str]) -> None:
    first, second, third = (person(reader, name) for name in block_people[:3])
    away(store, first, second)
    away(store, second, third)
    assert {found.deputy.split()[0] for found in stand_ins(reader)} == {block_people[2]}


def test_where_nobody_stands_in_it_is_said(store: Store, reader: Reader, block_people: list[str]) -> None:
    away(store, person(reader, block_people[0]), None)
    assert [found.deputy for found in stand_ins(reader)] == [""]
