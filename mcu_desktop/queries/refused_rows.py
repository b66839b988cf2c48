"""The rows of foreign files that were not taken in and wait for a person."""

import json
from dataclasses import dataclass

from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class RefusedRowLine:
    """One refused row: which file, where in it, why, and its cells as (header, text)."""

    row_id: int
    file_name: str
    row_number: int
    reason: str
    cells: tuple[tuple[str, str], ...]


def read_refused_rows(reader: Reader, *, limit: int = 500) -> tuple[RefusedRowLine, ...]:
    """Return the refused rows, those of the newest file first."""
    rows = reader.rows(
        "SELECT r.id, b.file_name, r.row_number, r.reason, r.cells FROM refused_rows r"
        " JOIN intake_batches b ON b.id = r.intake_batch_id ORDER BY b.id DESC, r.row_number LIMIT :at_most",
        at_most=limit,
    )
    return tuple(
        RefusedRowLine(row_id, file_name, row_number, reason, tuple(json.loads(cells).items()))
        for row_id, file_name, row_number, reason, cells in rows
    )
