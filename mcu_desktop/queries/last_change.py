"""A mark of the store's last change: it differs after another program has written."""

from mcu_desktop.store.reading import Reader

Mark = tuple[int, int, int]


def read_mark(reader: Reader) -> Mark:
    """Return the newest event of a case, refused row and line of the journal, all from the ends of their keys."""
    [(event, refused, journal)] = reader.rows(
        "SELECT (SELECT max(id) FROM case_events), (SELECT max(id) FROM refused_rows), (SELECT max(id) FROM journal)"
    )
    return event or 0, refused or 0, journal or 0
