"""Files of invented exports, and reading them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.intake.reading import read_file

NOW = datetime(2026, 11, 1, tzinfo=UTC)
Read = Callable[..., ReadFile]
ReadRow = Callable[..., IncomingCase]


@pytest.fixture
def read() -> Read:
    """Read a file as of 1 November 2026."""

    def read_as_of_november(path: Path, **options: Any) -> ReadFile:
        return read_file(path, zone=ZoneInfo("Europe/Moscow"), now=NOW, **options)

    return read_as_of_november


@pytest.fixture
def read_csv(tmp_path: Path, read: Read) -> Read:
    """Read a CSV of these rows of cells."""

    def read_rows(*rows: Sequence[str], **options: Any) -> ReadFile:
        path = tmp_path / "выгрузка.csv"
        quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
        return read(path, **options)

    return read_rows


@pytest.fixture
def read_row(read_csv: Read) -> ReadRow:
    """Read the only case of a CSV with these cells by header."""

    def read_cells(cells: dict[str, str]) -> IncomingCase:
        file = read_csv(tuple(cells), tuple(cells.values()))
        assert file.refused == ()
        [case] = file.cases
        return case

    return read_cells
