"""Every report of the list as DOCX and XLSX is opened by another program and says there what it says in the PDF."""

import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from mcu_desktop.operations.demonstration import add_demonstration
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.counted_report import document_of, make_report
from mcu_desktop.queries.report_kinds import REPORTS
from mcu_desktop.queries.saved_cuts import KeptCut, cut_as_text
from mcu_desktop.reports.cells import cell_text
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.reports.sections import Document, Grid, Heading
from mcu_desktop.rules.cuts import Cut
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.store import Store

NOW = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
CUT = cut_as_text(KeptCut(Cut(Period(*OCTOBER))))

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture
def documents(sqlite_store: Store) -> dict[str, Document]:
    store = sqlite_store
    store.perform(lambda session: add_demonstration(session, Task(), cases_count=80, seed=8, now=NOW, zone=MOSCOW))
    made = {}
    with closing(store.open_reader()) as reader:
        [(case,), *_others] = reader.rows("SELECT number FROM cases ORDER BY id")
        for kind in REPORTS:
            block = "utilities" if kind.needs_block else None
            wish = ReportWish(kind.code, *OCTOBER, block, {"case": case, "cut": CUT}.get(kind.code, ""))
            report = make_report(reader, wish, now=NOW, zone=MOSCOW)
            made[kind.code] = document_of(replace(report, number="МЦУ-О-2026-001", seal="0" * 16))
    return made


def shown(folder: Path, documents: dict[str, Document], ending: str) -> dict[str, list[str]]:
    """Let LibreOffice print the documents; return the words of their pages, without blanks."""
    for code, document in documents.items():
        write_document(document, folder / f"{code}{ending}")
    files = [str(folder / f"{code}{ending}") for code in documents]
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    pages = {}
    for code in documents:
        with PdfReader(folder / f"{code}.pdf") as reader:
            pages[code] = ["".join(page.extract_text().split()) for page in reader.pages]
    return pages


def cells(document: Document) -> set[str]:
    """Return the words of all tables, without blanks."""
    grids = (section for section in document.sections if isinstance(section, Grid))
    return {"".join(cell_text(cell).split()) for grid in grids for row in grid.rows for cell in row}


def plain(words: str) -> str:
    return "".join(words.split()).replace("-", "").replace("\u00ad", "")


def test_a_word_processor_shows_what_is_printed(documents: dict[str, Document], tmp_path: Path) -> None:
    for code, pages in shown(tmp_path, documents, ".docx").items():
        document, whole = documents[code], plain("".join(pages))
        assert plain(document.title) in whole, code
        assert all(plain(part.text) in whole for part in document.sections if isinstance(part, Heading)), code
        assert all(page.startswith(str(number)) for number, page in enumerate(pages[1:], 2)), code
        assert not pages[0].startswith("1"), code
        assert {cell for cell in cells(document) if plain(cell) not in whole and len(cell) < 40} == set(), code


def test_a_table_program_shows_every_figure(documents: dict[str, Document], tmp_path: Path) -> None:
    for code, pages in shown(tmp_path, documents, ".xlsx").items():
        document, whole = documents[code], "".join(pages)
        assert plain(document.title) in plain(whole), code
        assert "###" not in whole, code
        moments = {cell for cell in cells(document) if len(cell) == len("01.10.202612:30") and cell[2:3] == "."}
        assert {cell for cell in moments if cell not in whole} == set(), code
