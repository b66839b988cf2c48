"""The roster on the command line: shown, written to a file, read from one, checked."""

import argparse
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from mcu_desktop.cli_said import Said
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.queries.roster import read_edition, read_roster_document, read_roster_facts
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import VACANCY, Edition, RosterRow, guessed
from mcu_desktop.rules.roster_checks import find_faults
from mcu_desktop.rules.russian import plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

_NONE = "На этот день состав МЦУ не утверждён."
_DOUBTS = ("замечание", "замечания", "замечаний")


def handle_roster(wanted: argparse.Namespace) -> Said:
    """Show the roster as of a day, write it, take it over from a file, or say what is doubtful in it."""
    store = open_store(wanted.store)
    if wanted.what == "import":
        return _take_over(store, wanted)
    with closing(store.open_reader()) as reader:
        day = wanted.on or datetime.now(UTC).astimezone(read_zone(reader)).date()
        edition = read_edition(reader, day)
        if wanted.what == "check":
            return _check(reader, edition, day)
        if wanted.out is not None:
            return _write(reader, edition, wanted.out)
    rows = edition.rows if edition is not None else ()
    lines = [
        f"{place}.\t{row.full_name or VACANCY}\t{row.job_title}\t{row.role_text}" for place, row in enumerate(rows, 1)
    ]
    return [_as_answer(row) for row in rows], "\n".join(lines) or _NONE


def _as_answer(row: RosterRow) -> dict[str, Any]:
    return {**asdict(row), "grants": [grant._asdict() for grant in row.grants]}


def _write(reader: Reader, edition: Edition | None, out: Path) -> Said:
    from mcu_desktop.reports.roster_files import write_roster

    if edition is None:
        raise UserFacingError(f"{_NONE} Файл не записан. Назовите другой день: --on.")
    write_roster(read_roster_document(reader, edition), out)
    return {"file": out}, f"Приложение 2 записано: {out}"


def _check(reader: Reader, edition: Edition | None, day: date) -> Said:
    if edition is None:
        raise UserFacingError(_NONE)
    faults = find_faults(edition.rows, read_roster_facts(reader, day).around)
    heading = f"{plural(len(faults), *_DOUBTS)}." if faults else "Замечаний нет."
    return faults, "\n".join((heading, *(fault.text for fault in faults)))


def _take_over(store: Store, wanted: argparse.Namespace) -> Said:
    from mcu_desktop.intake.roster_file import read_roster_file
    from mcu_desktop.operations.edit_roster import save_edition

    if wanted.file is None:
        raise UserFacingError("Не назван файл с Приложением 2. Ничего не изменено: roster import ФАЙЛ.")
    found = read_roster_file(wanted.file)
    number, signed = wanted.number or found.order_number, wanted.signed or found.order_date
    if not number or signed is None:
        raise UserFacingError(
            "В файле не названо распоряжение. Ничего не изменено: укажите --number НОМЕР и --signed ДАТА."
        )
    with closing(store.open_reader()) as reader:
        blocks = read_roster_facts(reader, signed).around.blocks
    rows = guessed(found.rows, blocks)
    edition = Edition(number, signed, wanted.on or signed, rows)
    deed = partial(save_edition, edition=edition, now=datetime.now(UTC), actor="Командная строка")
    change = store.perform(deed)
    return {"rows": rows, "remarks": found.remarks}, "\n".join((change.text, *found.remarks))
