"""Where a long table is cut: never a row alone, never a sign lost, a head on each part."""

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.platypus import PageBreak

from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.page import PageLook, build_document
from mcu_desktop.reports.paragraphs import para, style
from mcu_desktop.reports.pdf_flow import SectionTitle
from mcu_desktop.reports.row_table import Line, RowTable
from mcu_desktop.reports.sections import Document, Grid, GridColumn, Letterhead, Words

PAGE = 300.0
WIDTHS = (60.0, 200.0)


def line(words: str) -> Line:
    return Line(lambda: [para("№", style("cell")), para(words, style("cell"))])


def parts_of(table: RowTable, first: float = PAGE) -> list[RowTable]:
    """Lay the table out as a page does."""
    parts: list[RowTable] = []
    room, tries = first, 0
    while True:
        tries += 1
        assert tries < 1_000
        if table.wrap(260, room)[1] <= room:
            return [*parts, table]
        cut = table.split(260, room)
        if cut:
            parts.append(cut[0])
            table = cut[1]
        else:
            assert room < PAGE, "a whole page is never refused"
        room = PAGE


def words_of(table: Any) -> list[str]:
    return [" ".join(words.getPlainText() for cell in one.cells for words in cell) for one in table._lines]


@pytest.mark.parametrize("first", [25.0, 50.0, 90.0, 140.0, 299.0])
@pytest.mark.parametrize("count", [1, 2, 12, 13, 14, 15, 26, 27, 40])
def test_no_row_stands_alone(count: int, first: float) -> None:
    table = RowTable(line("Голова"), [line(f"строка {place}") for place in range(count)], WIDTHS, PAGE)
    parts = parts_of(table, first)
    assert [words for part in parts for words in words_of(part)] == [f"№ строка {place}" for place in range(count)]
    if count > 1:
        assert min(len(part._lines) for part in parts) > 1


@pytest.mark.parametrize("first", [30.0, 120.0, PAGE])
def test_a_row_taller_than_a_page_is_cut_within(first: float) -> None:
    long = " ".join(f"слово{place}" for place in range(900))
    table = RowTable(line("Голова"), [line("до"), line(long), line("после")], WIDTHS, PAGE)
    parts = parts_of(table, first)
    assert len(parts) > 3
    assert all(part.wrap(260, PAGE)[1] <= PAGE + 0.01 for part in parts)
    stream = io.BytesIO()
    build_document(stream, parts, PageLook("", "", ""))
    said = " ".join(page.extract_text() for page in PdfReader(stream).pages).split()
    assert [word for word in said if word.startswith("слово") or word in {"до", "после"}] == [
        "до",
        *long.split(),
        "после",
    ]


def test_a_row_is_made_when_its_page_is_reached() -> None:
    made: list[int] = []

    def late(place: int) -> Line:
        def make() -> list[list[Any]]:
            made.append(place)
            return [para(str(place), style("cell")), para("б", style("cell"))]

        return Line(make)

    table = RowTable(line("Голова"), [late(place) for place in range(1_000)], WIDTHS, PAGE)
    table.split(260, PAGE)
    assert 5 < len(made) < 40


def test_a_row_that_is_drawn_holds_no_words() -> None:
    """Of ten thousand rows they were 300 MB."""
    lines = [line(f"строка {place}") for place in range(200)]
    build_document(io.BytesIO(), [RowTable(line("Голова"), lines, WIDTHS, PAGE)], PageLook("", "", ""))
    assert all(one.height and not one.cells for one in lines)


@pytest.mark.parametrize("first", [25.0, 60.0, 90.0, 140.0, PAGE])
def test_a_title_stands_with_the_first_rows(first: float) -> None:
    title = SectionTitle("Список", 0)
    table = RowTable(line("Голова"), [line(f"строка {place}") for place in range(20)], WIDTHS, PAGE, title)
    parts = parts_of(table, first)
    assert [part.section_title for part in parts] == [title, *([None] * (len(parts) - 1))]
    assert len(parts[0]._lines) > 1


@pytest.mark.parametrize("count", range(4, 16))
def test_what_stands_below_is_never_alone_on_the_next_page(count: int) -> None:
    below = 60.0
    table = RowTable(line("Голова"), [line(f"строка {place}") for place in range(count)], WIDTHS, PAGE)
    whole = table.wrap(260, PAGE)[1]
    table.want_below(below)
    if whole + below <= PAGE or whole > PAGE:  # it has its room, or the rest of the table goes with it anyway
        assert (table.wrap(260, PAGE)[1] <= PAGE) == (whole <= PAGE)
        return
    assert table.wrap(260, PAGE)[1] > PAGE
    first, turn, last = table.split(260, PAGE)
    assert isinstance(turn, PageBreak)
    assert (len(words_of(first)), len(words_of(last))) == (count - 2, 2)
    assert last.wrap(260, PAGE)[1] + below <= PAGE


@pytest.mark.parametrize(("first", "stays"), [(80.0, False), (130.0, True), (PAGE, True)])
def test_a_small_table_is_not_cut_for_a_few_rows(first: float, stays: bool) -> None:
    table = RowTable(line("Голова"), [line(f"строка {place}") for place in range(7)], WIDTHS, PAGE)
    assert bool(table.split(260, first)) == stays


def test_a_note_under_a_table_is_not_alone_on_the_next_page(tmp_path: Path) -> None:
    columns = (GridColumn("№", 0.5), GridColumn("Тема", 0.5))
    for count in range(20, 36):
        rows = tuple((str(place), f"строка{place}") for place in range(count))
        sections = (Grid("Темы", columns, rows), Words("Как считали.", "small"))
        path = write_document(Document("Отчёт", (), Letterhead(), sections, "", mark="№ 1"), tmp_path / "а.pdf")
        *_before, last = [page.extract_text() for page in PdfReader(path).pages]
        assert "Как считали." in last
        assert f"строка{count - 1}" in last


def test_a_word_wider_than_its_column_is_broken_by_spelling() -> None:
    for words, parts in (
        ("Красномайский", ["Красномай-", "ский"]),
        ("Интернет-приёмная", ["Интернет-", "приёмная"]),
        ("и Интернет-приёмная", ["и", "Интернет-", "приёмная"]),
        ("Дом-музей", ["Дом-музей"]),
        ("Дом", ["Дом"]),
    ):
        (made,) = para(words, style("head"), 62.0)
        made.wrap(62.0, PAGE)
        assert [" ".join(one[1]) for one in made.blPara.lines] == parts
