"""A mark of the store's last change: it differs after another program has written."""

from mcu_desktop.store.reading import Reader

Mark = tuple[int, int]


def read_mark(reader: Reader) -> Mark:
    """Return the newest event of a case and the newest refused row, both from the ends of their keys."""
    [(event, refused)] = reader.rows("SELECT (SELECT max(id) FROM case_events), (SELECT max(id) FROM refused_rows)")
    return event or 0, refused or 0
