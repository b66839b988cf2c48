"""What people edit and count on looks like what is printed: DOCX and XLSX of a report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook

from mcu_desktop.queries.counted_report import document_of
from mcu_desktop.reports.docx_page import FACE
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.report import Report
from mcu_desktop.reports.sections import (
    Cell,
    Difference,
    Document,
    Grid,
    GridColumn,
    Heading,
    Letterhead,
    Points,
    Section,
    Share,
    Signatures,
    Words,
)
from mcu_desktop.rules.chart import Chart, ChartShape, counted

NAMES = ("Темы", "Срок", "Контрольная дата")
COLUMNS = tuple(GridColumn(name, share) for name, share in zip(NAMES, (0.8, 0.1, 0.1), strict=True))
DAYS = Chart("По дням", ChartShape.COLUMNS, ("пн\n16.11", "вт\n17.11"), (counted("Поступило", (3, 1_204)),))


def grid(*rows: Sequence[Cell], has_total: bool = False) -> Grid:
    return Grid("Темы", COLUMNS, tuple(map(tuple, rows)), has_total=has_total)


def in_word(folder: Path, *sections: Section, **changed: Any) -> Any:
    document = replace(Document("Отчёт", (), Letterhead(), sections, "Подсчитано."), **changed)
    return docx.Document(str(write_document(document, folder / "а.docx")))


def in_excel(folder: Path, *sections: Section) -> Workbook:
    document = Document("Отчёт", (), Letterhead(), sections, "Подсчитано.")
    return load_workbook(write_document(document, folder / "а.xlsx"))


def test_a_total_alone_is_bold_in_word(tmp_path: Path) -> None:
    [table] = in_word(tmp_path, grid(("Мусор", 1, 2), ("Всего", 1, 2), has_total=True)).tables
    bold = [[run.bold for cell in row.cells for run in cell.paragraphs[0].runs] for row in table.rows]
    assert bold == [[True] * 3, [None] * 3, [True] * 3]


def test_a_table_is_as_wide_as_the_line_and_a_long_word_is_broken_where_spelling_allows(tmp_path: Path) -> None:
    file = in_word(tmp_path, grid(("Мусор", "градостроительство", "да"), ("Снег", "", "")))
    [table] = file.tables
    section = file.sections[0]
    line = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in table.columns) == pytest.approx(line, abs=1_000)
    long = table.rows[1].cells[1].paragraphs[0]._p
    assert len(long.findall(f".//{qn('w:softHyphen')}")) > 2
    assert "".join(part.text for part in long.iter(qn("w:t"))) == "градостроительство"
    assert not table.rows[2].cells[0].paragraphs[0]._p.findall(f".//{qn('w:softHyphen')}")


def test_signatures_go_on_with_the_end_of_the_last_table(tmp_path: Path) -> None:
    rows = [(f"Тема {place}", place, None) for place in range(9)]
    file = in_word(tmp_path, grid(*rows), Signatures((("Руководитель МЦУ", "А.Б. Придуманный"),)))
    table, signed = file.tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True, True, *[None] * 6, True, True]
    assert [cell.text for cell in signed.rows[0].cells] == ["Руководитель МЦУ", "_" * 20, "А.Б. Придуманный"]


def test_a_draft_is_spelled_in_russian_and_its_words_may_be_broken(tmp_path: Path) -> None:
    file = in_word(tmp_path, Heading("Выводы"), Words("Да."), Words("Как считали.", "small"))
    assert [str(part) for part in file.styles.element.xpath(".//w:docDefaults//w:lang/@w:val")] == ["ru-RU"]
    assert file.settings.element.find(qn("w:autoHyphenation")) is not None
    looks = {paragraph.text: paragraph.style for paragraph in file.paragraphs}
    assert {look.font.name for text, look in looks.items() if text} == {FACE}
    assert looks["Как считали."].font.size < looks["Да."].font.size
    assert looks["Выводы"].paragraph_format.keep_with_next


def test_a_chart_is_a_picture_that_says_its_figures(tmp_path: Path) -> None:
    file = in_word(tmp_path, DAYS)
    [picture] = file.inline_shapes
    assert picture.width > picture.height
    said = picture._inline.docPr.get("descr").replace("\xa0", " ")
    assert said == "По дням: пн 16.11 · поступило: 3; вт 17.11 · поступило: 1 204"
    assert file.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed].blob[:4] == b"\x89PNG"


def test_the_code_stands_at_the_right_of_the_first_foot(tmp_path: Path) -> None:
    section = in_word(tmp_path, Words("Да."), mark="№ МЦУ-О-2026-001").sections[0]
    [table] = section.first_page_footer.tables
    words, code = table.rows[0].cells
    assert words.text == "Подсчитано."
    assert code._tc.xpath(".//pic:pic")
    assert words.width > code.width
    assert not section.footer.tables


def test_numbers_and_moments_are_numbers_and_moments_in_excel(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 16, 18, 30)  # noqa: DTZ001 -- of a cell
    cells = ("Мусор", moment, Difference(1_300, 96)), ("Снег", Share(0.457), Points(-0.032))
    sheet = in_excel(tmp_path, grid(*cells))["Темы"]
    assert (sheet["B2"].value, sheet["C2"].value, sheet["B3"].value) == (moment, 1_204, 0.457)
    assert sheet["C3"].value == pytest.approx(-3.2)
    assert (sheet["C2"].number_format, sheet["B2"].number_format) == ("+#,##0;−#,##0;0", "dd.mm.yyyy hh:mm")
    assert sheet.column_dimensions["B"].width > 16  # a narrower one shows «###»
    assert sheet.column_dimensions["C"].width > len("Контрольная")


def test_the_sheet_of_words_leads_to_the_others_and_rows_are_as_high_as_their_words(tmp_path: Path) -> None:
    long = "Очень длинная тема, которой не хватит и двух строк. " * 5
    book = in_excel(tmp_path, Heading("По темам"), grid((long, 1, 2), ("Мусор", 1, 2)), DAYS)
    words = book["Отчёт"]
    links = {cell.value: cell.hyperlink.location for [cell] in words.iter_rows(max_col=1) if cell.hyperlink}
    assert links == {"На отдельном листе: Темы": "'Темы'!A1", "На отдельном листе: По дням": "'По дням'!A1"}
    sheet = book["Темы"]
    assert sheet.row_dimensions[2].height > 40
    assert sheet.row_dimensions[3].height is None
    assert book["По дням"]["B3"].value == 1_204
    assert len(book["По дням"]._charts) == 1


def test_a_chart_that_paper_does_not_know_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="«По дням»: paper draws bars only, not lines"):
        in_word(tmp_path, replace(DAYS, shape=ChartShape.LINES))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_draft_of_the_library_says_nothing_foreign(report: Report, tmp_path: Path, ending: str) -> None:
    """The files of the libraries bear their makers' names and words; ours bear the centre's."""
    path = write_document(document_of(report), tmp_path / f"а{ending}")
    if ending == ".docx":
        kept: Any = docx.Document(str(path)).core_properties
        assert (kept.author, kept.comments) == ("Центр управления", "")
    else:
        kept = load_workbook(path).properties
        assert (kept.creator, kept.description) == ("Центр управления", None)
    assert kept.title.startswith("Еженедельный отчёт")
    assert kept.created.replace(tzinfo=UTC) == report.counted_at
