"""Whatever bytes a file holds, its reader gives a file or a sentence in Russian."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mcu_desktop.intake import child, reading
from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.errors import UserFacingError

HEADER = "Номер инцидента;Дата создания;Текст инцидента\n".encode()
CELL = st.one_of(st.text(), st.binary(), st.sampled_from(['"', ";", "\n", "\r", "\0", "31.02.2026", "1e999", "-", "'"]))


def _as_bytes(cells: list[str | bytes]) -> bytes:
    return b"".join(cell if isinstance(cell, bytes) else cell.encode(errors="surrogatepass") for cell in cells)


def _read(path: Path) -> ReadFile | None:
    """Read a file; None where it is refused in Russian."""
    try:
        return reading.read_file(path, zone=ZoneInfo("Europe/Moscow"), now=datetime(2026, 11, 1, tzinfo=UTC))
    except UserFacingError as error:
        if not re.search("[а-яё]", str(error)):
            raise
        return None


def _check(file: ReadFile | None) -> None:
    if file is None:
        return
    for case in file.cases:
        assert "\0" not in case.received_text + case.clean_text + case.external_number
        (case.received_text + case.clean_text + "".join(case.source_fields.values())).encode()
    for row in file.refused:
        assert re.search("[а-яё]", row.reason)
        "".join((*row.cells, *row.cells.values())).encode()


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), st.lists(CELL, max_size=30).map(_as_bytes))
@example(True, b"7;2026-02-03;\xd0")
@example(True, b"\0" * 9)
@example(False, b"\xff\xfe\x00")
def test_any_bytes_as_csv_are_read_or_refused_in_russian(tmp_path: Path, headed: bool, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((HEADER if headed else b"") + content)
    with patch.object(reading, "read_table", _read_here):  # a process for each of hundreds would take minutes
        _check(_read(path))


def _read_here(path: Path, *, encoding: str | None, cancel: None) -> Iterator[Table]:
    """Do what the child does, in this process: text cannot end it as a workbook can."""
    assert cancel is None
    child._refuse_what_is_no_file(path)
    yield from child._read(path, encoding)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for at, cell in enumerate(("Номер инцидента", "Дата создания", "Текст инцидента")):
            sheet.write(0, at, cell)
            sheet.write(1, at, ("7", "2026-02-03", "Яма")[at])
    return out.getvalue()


CHANGES = st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=3)), max_size=10)


def _changed(content: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    for place, new in changes:
        at = int(place * len(content))
        content = content[:at] + new + content[at + len(new) :]
    return content


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES, st.floats(0.5, 1))
def test_a_damaged_workbook_is_read_or_refused_in_russian(
    tmp_path: Path, workbook: bytes, changes: list[tuple[float, bytes]], kept: float
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_changed(workbook, changes)[: int(kept * len(workbook))])
    _check(_read(path))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["worksheets/sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles.xml"]), CHANGES)
def test_a_workbook_damaged_within_is_read_or_refused_in_russian(
    tmp_path: Path, workbook: bytes, part: str, changes: list[tuple[float, bytes]]
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(BytesIO(workbook)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, _changed(content, changes) if name.endswith(part) else content)
    _check(_read(path))
