"""The mappings of tables that people have named."""

import json

from mcu_desktop.intake.incoming import ColumnMapping
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.store.reading import Reader


def read_mappings(reader: Reader) -> tuple[ColumnMapping, ...]:
    """Return the named mappings, the newest first."""
    rows = reader.rows("SELECT mapping FROM named_layouts ORDER BY id DESC")
    return tuple(mapping for (text,) in rows if (mapping := mapping_of(text)) is not None)


def mapping_of(text: str) -> ColumnMapping | None:
    """Return a mapping from what the store keeps; None from nothing."""
    if not text:
        return None
    kept = json.loads(text)
    return ColumnMapping(kept["name"], kept["columns"], kept["channel_code"], CaseKind(kept["kind"]))
