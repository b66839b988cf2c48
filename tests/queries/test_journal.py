"""The journal's page looks for what is wanted through all its days, not only through the newest lines."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.queries.journal import MOST_SHOWN, JournalFilter, JournalKind, read_journal
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 10, 12, 7, tzinfo=UTC)


@pytest.fixture
def long_journal(store: Store) -> Store:
    """One line of Zorina's, then more of another one's than are shown."""
    lines = [{"at": NOW + timedelta(seconds=place), "actor": "Другая", "summary": f"Действие {place}"}
             for place in range(MOST_SHOWN + 5)]  # fmt: skip
    lines[0] |= {"actor": "Зорина В. И.", "summary": "Правка норматива"}
    store.perform(lambda session: session.execute(insert(JournalEntry), lines))
    return store


@pytest.mark.parametrize(("who", "what"), [("зорина", ""), ("", "НОРМАТИВА"), ("Зорина", "правка")])
def test_a_rare_line_is_found_behind_more_than_are_shown(
    long_journal: Store, reader: Reader, who: str, what: str
) -> None:
    found = read_journal(reader, JournalFilter(JournalKind.DEEDS, who=who, what=what), zone=ZONE)
    assert [line.what for line in found] == ["Правка норматива"]
    everything = read_journal(reader, JournalFilter(JournalKind.DEEDS), zone=ZONE)
    assert len(everything) == MOST_SHOWN, "The newest of them"
    assert everything[0].what == f"Действие {MOST_SHOWN + 4}"


def test_an_old_change_of_a_row_is_found_and_the_search_can_be_stopped(long_journal: Store, reader: Reader) -> None:
    [(first,)] = reader.rows("SELECT min(id) FROM journal")
    wanted = JournalFilter(JournalKind.ROWS, what=f"journal {first}")
    assert any(line.details == f"journal {first}" for line in read_journal(reader, wanted, zone=ZONE))

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_journal(reader, wanted, zone=ZONE, check=stop)
    assert reader.rows("SELECT 1") == [(1,)], "The connection goes on"
