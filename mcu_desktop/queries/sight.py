"""Whether a reader sees all cases of the store, or those of a block alone."""

from dataclasses import dataclass
from time import monotonic
from weakref import WeakKeyDictionary, WeakSet

from mcu_desktop.store.guarding.names import NARROW, WIDE, literal
from mcu_desktop.store.reading import Reader

_ASKED_AGAIN_SECONDS = 60.0  # the roster may change meanwhile
# Who is in the groups of a block alone; a store that was not set up has no groups, and its owner is in all of them.
_SEES_ALL = (
    f"SELECT coalesce(bool_or(rolname IN ({', '.join(map(literal, WIDE))})), true) FROM pg_roles"
    f" WHERE rolname IN ({', '.join(map(literal, (*WIDE, *NARROW)))}) AND pg_has_role(oid, 'USAGE')"
)
# Whether a reader still sees one block alone: a condition that the server looks at once, before any case.
SEES_ONE_BLOCK = "(SELECT NOT s.sees_all AND s.blocks = ARRAY[CAST(:own_block AS integer)] FROM mcu.own_sight s)"
_SEES_STILL = f"SELECT {SEES_ONE_BLOCK}"
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


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """The one block whose cases alone a reader sees."""

    block_id: int
    code: str


_own: WeakKeyDictionary[Reader, OwnBlock | None] = WeakKeyDictionary()
_asked: WeakSet[Reader] = WeakSet()


def own_block(reader: Reader) -> OwnBlock | None:
    """Return the one block that the reader saw when it was asked: who relies on it asks with SEES_ONE_BLOCK.

    The first question of a reader goes without: a window is to be painted, and the line may be slow.
    """
    if reader.dialect == "sqlite":
        return None
    if reader not in _asked:
        _asked.add(reader)
        return None
    if reader not in _own:
        _own[reader] = None if sees_all(reader) else _read_own_block(reader)
    return _own[reader]


def sees_still(reader: Reader, own: OwnBlock) -> bool:
    """Return whether the reader still sees its one block alone; what it sees instead is found out later."""
    if reader.rows(_SEES_STILL, own_block=own.block_id) == [(True,)]:
        return True
    _own.pop(reader, None)
    return False


def _read_own_block(reader: Reader) -> OwnBlock | None:
    rows = reader.rows(
        "SELECT b.id, b.code FROM mcu.own_sight s JOIN sector_blocks b ON b.id = ANY (s.blocks)"
        " WHERE cardinality(s.blocks) = 1"
    )
    return OwnBlock(*rows[0]) if rows else None
