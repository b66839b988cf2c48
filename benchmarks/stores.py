"""Stores of a wanted size, made once by the program's own deeds and kept between runs."""

import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from mcu_desktop.intake.demonstration import demonstration_cases
from mcu_desktop.intake.incoming import IncomingCase
from mcu_desktop.operations.add_cases import add_cases
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.zone import read_zone

_AT_ONCE = 20_000
_MONTHS = timedelta(days=150)


def store_of(cases: int, wanted: str | None) -> str:
    """Return a store with that many cases: the wanted one as it is, or one kept in the temporary folder."""
    if wanted is not None:
        return wanted
    folder = Path(tempfile.gettempdir()) / "mcu-benchmarks"
    folder.mkdir(exist_ok=True)
    file = folder / f"{cases}.sqlite3"
    ready = folder / f"{cases}.ready"
    if not ready.exists():
        for old in folder.glob(f"{file.name}*"):
            old.unlink()
        sys.stderr.write(f"Making a store of {cases:,} cases in {file}\n")
        _fill(str(file), cases)
        ready.touch()
    return str(file)


def _told(case: IncomingCase) -> str:
    return f"Загружено из файла «выгрузка.xlsx», строка {case.row_number}"


def _fill(file: str, cases: int) -> None:
    store = open_store(file)
    with closing(store.open_reader()) as reader:
        zone = read_zone(reader)
    now = datetime.now(UTC)

    def add(start: int, session: Session) -> None:
        # The newest slice is of these months, each one before it of the months before: old cases are closed ones.
        until = now - _MONTHS * (start // _AT_ONCE)
        made = demonstration_cases(min(_AT_ONCE, cases - start), seed=start, until=until, zone=zone)
        numbered = [replace(case, external_number=f"{start}-{case.external_number}") for case in made]
        add_cases(session, Task(), numbered, now=now, zone=zone, actor="", batch_id=None, told=_told)

    for start in range(0, cases, _AT_ONCE):
        store.perform(partial(add, start))
