"""The known numbers of residents: those an administrator has entered, else those that come with the program."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from mcu_desktop.resources import resource
from mcu_desktop.rules.residents import Residents, residents_of_text, residents_on
from mcu_desktop.store.reading import Reader

RESIDENTS = "residents"  # of the settings


def read_residents(reader: Reader) -> tuple[Residents, ...]:
    """Return every figure by settlement and day, the municipality's first."""
    rows = reader.rows("SELECT value FROM settings WHERE code = :code", code=RESIDENTS)
    return residents_of_text(str(rows[0][0])) if rows else own_residents()


def read_residents_on(reader: Reader, day: date) -> dict[str, Residents]:
    """Return by the settlements' keys the figures that are right for a day."""
    return residents_on(read_residents(reader), day)


@lru_cache(maxsize=1)
def own_residents() -> tuple[Residents, ...]:
    """Return the figures that come with the program."""
    whole: dict[str, Any] = json.loads(resource("catalogues", "settlement_residents.json").read_text(encoding="utf-8"))
    return tuple(
        Residents(row["settlement"], date.fromisoformat(row["counted_on"]), row["count"], row["source"])
        for row in whole["rows"]
    )
