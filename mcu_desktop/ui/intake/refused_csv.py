"""Refused rows as a CSV file that a table program opens and no cell of which it runs."""

import csv
import io
from collections.abc import Iterable

from mcu_desktop.intake.incoming import RefusedRow
from mcu_desktop.reports.sheet_cells import inert


def refused_csv(rows: Iterable[RefusedRow]) -> bytes:
    """Return the rows with their reasons, UTF-8 with a mark that Excel needs to see Russian."""
    rows = tuple(rows)
    headers = list(dict.fromkeys(header for row in rows for header in row.cells))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Строка файла", "Причина отказа", *map(inert, headers)])
    for row in rows:
        cells = (inert(row.cells.get(header, "")) for header in headers)
        writer.writerow([row.row_number, inert(row.reason), *cells])
    return out.getvalue().encode("utf-8-sig", "replace")
