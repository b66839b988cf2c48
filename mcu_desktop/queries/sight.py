"""Whether a reader sees all cases of the store, or those of a block alone."""

from time import monotonic
from weakref import WeakKeyDictionary

from mcu_desktop.store.guarding.names import NARROW, WIDE, literal
from mcu_desktop.store.reading import Reader

_ASKED_AGAIN_SECONDS = 60.0  # the roster may change meanwhile
# Who is in the groups of a block alone; a store that was not set up has no groups, and its owner is in all of them.
_SEES_ALL = (
    f"SELECT coalesce(bool_or(rolname IN ({', '.join(map(literal, WIDE))})), true) FROM pg_roles"
    f" WHERE rolname IN ({', '.join(map(literal, (*WIDE, *NARROW)))}) AND pg_has_role(oid, 'USAGE')"
)
_known: WeakKeyDictionary[Reader, tuple[float, bool]] = WeakKeyDictionary()


def sees_all(reader: Reader) -> bool:
    """Return whether the reader sees all cases of the store, not those of a block alone."""
    if reader.dialect == "sqlite":
        return True
    until, known = _known.get(reader, (0.0, False))
    if monotonic() >= until:
        [(known,)] = reader.rows(_SEES_ALL)
        _known[reader] = monotonic() + _ASKED_AGAIN_SECONDS, known
    return known
