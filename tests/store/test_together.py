"""Several processes edit the same cases at once: nothing is lost, nothing is doubled."""

from benchmarks.together import add_five, edit_together
from mcu_desktop.store.store import Store

WORKERS, EDITS = 5, 24


def test_edits_of_many_are_all_there_or_said_to_be_refused(store: Store) -> None:
    add_five(store)
    address = store.place.address if store.place.file is None else str(store.place.file)
    found = edit_together(address, workers=WORKERS, edits=EDITS)
    assert found.stored + found.refused == WORKERS * EDITS
    assert found.stored >= EDITS, "They do get on"
    assert (found.lost, found.doubled, found.torn) == (0, 0, 0)
