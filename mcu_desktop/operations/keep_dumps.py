"""Copies of a shared store in a folder, thinned out by the same rule as those of an embedded one."""

import re
from contextlib import closing
from datetime import datetime
from glob import escape
from pathlib import Path

from mcu_desktop.queries.copy_habits import read_copy_habits
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.copies import superfluous
from mcu_desktop.store.copies import copy_name, moment_in_name
from mcu_desktop.store.dumps import Dump, dump_store
from mcu_desktop.store.store import Store


def keep_dump(store: Store, folder: Path, *, now: datetime, rotate: bool) -> tuple[Dump, tuple[Path, ...]]:
    """Make a copy named by the database and the local moment; returns it and the old ones that were removed."""
    with closing(store.open_reader()) as reader:
        habits, zone = read_copy_habits(reader), read_zone(reader)
    database = "" if store.place.shared is None else store.place.shared.database
    local, stem = now.astimezone(zone), re.sub(r"[^\w-]", "_", database)
    dump = dump_store(store.place, folder / copy_name(stem, local, ".dump"))
    if not rotate:
        return dump, ()
    moments = {file: moment_in_name(file, stem, zone) for file in folder.glob(f"{escape(stem)}-*.dump")}
    made = {file: moment for file, moment in moments.items() if moment is not None}
    gone = superfluous(made.values(), habits, now=local)
    removed = tuple(sorted(file for file, moment in made.items() if moment in gone))
    for file in removed:
        file.unlink()
    return dump, removed
