"""Whatever people write is printed as they wrote it: in each form the text read back is the text that was given."""

import random
from pathlib import Path

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from benchmarks.messages_printed import bare, expected, print_texts, read_back
from benchmarks.strange_texts import strange_texts
from mcu_desktop.reports.docx_page import writable
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.paragraphs import MM
from mcu_desktop.reports.sections import Document, Grid, GridColumn, Letterhead, Look, Words
from mcu_desktop.reports.sheet_cells import sheet_text

HURTING = (
    "<b>не закрыто", "лишнее </b>", "Улица <Ленина> яма", "x<y и z>w", "<Lenina> street", '<img src="/etc/passwd">',
    '<font color="[[[getattr(pow,Word(\'__globals__\'))]]]">', "<onDraw name='x'/>", "<para>", "<a href='file:///'>x</a>",
    "&amp; &lt; &#1071; & А&Б",
    "]]> <!-- -->", "😀🧑‍🚒", "\u202eправо налево", "\u200bневидимое", "и\u0306 й ё е\u0308",
    "\ud800суррогат", "нуль\x00и\x1b[31m", "中文 عربي עברית", "\u2028строка\u2029", "ё" * 400, "a" * 3_000,
    "слово " * 900, "=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+7 900 000-00-00", "-5", "\tтабуляция", "a\r\nb\rc",
    "{номер} {0} %s ${PATH}", "'; DROP TABLE cases; --", "1e999", "0" * 40, "№ § – — « » … ’ “ ”", "C:\\x\\..\\y", "",
)  # fmt: skip
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЯ abcXYZ0123456789.,!?-–—«»()<>&;:/\n"


def texts(count: int) -> list[str]:
    """Return invented messages, each with one of the texts that hurt within."""
    chance = random.Random(8)  # noqa: S311 -- the same each time
    made = []
    for place in range(count):
        words = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 400)))
        made.append(f"{words} {HURTING[place % len(HURTING)]} конец{place}")
    return made


def document(said: list[str]) -> Document:
    columns = (GridColumn("№", 0.1), GridColumn("Текст", 0.9))
    keys = tuple(str(place) for place in range(len(said)))
    grid = Grid("Тексты", columns, tuple(("", text) for text in said), keys=keys)
    return Document("Тексты", (), Letterhead(), (grid,), "")


def test_the_pdf_says_what_was_written(tmp_path: Path) -> None:
    said = [*texts(111), *strange_texts(10_000, seed=8, with_megabyte=True)]
    back, wished = read_back(print_texts(said, tmp_path / "а.pdf")), expected(said)
    assert max(map(len, said)) > 1_000_000
    assert len(back) == len(wished)
    assert back == wished


def test_a_paragraph_of_many_pages_is_printed_whole(tmp_path: Path) -> None:
    long = " ".join(f"слово{place}" for place in range(9_000))
    whole = Document("Тексты", (), Letterhead(), (Words(long, "plain"), Words(long, "body")), "")
    back = read_back(write_document(whole, tmp_path / "б.pdf"))
    assert back == bare(long) * 2


def test_the_docx_says_what_was_written(tmp_path: Path) -> None:
    said = texts(111)
    path = write_document(document(said), tmp_path / "а.docx")
    rows = docx.Document(str(path)).tables[0].rows[1:]
    assert [bare(row.cells[1].text) for row in rows] == [bare(writable(text)) for text in said]


def test_the_xlsx_says_what_was_written_and_runs_none_of_it(tmp_path: Path) -> None:
    said = texts(111)
    sheet = load_workbook(write_document(document(said), tmp_path / "а.xlsx"))["Тексты"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [bare(str(cell.value or "")) for cell in cells] == [bare(sheet_text(text)) for text in said]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # an empty one is of the numbers
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize(
    "run", ["а-б" * 200, "https://vymyshlensk.ru/" + "long-name-" * 40, "ёж\u00ad" * 300, "щ" * 500]
)
@pytest.mark.parametrize("look", ["body", "plain"])
def test_what_is_wider_than_a_line_is_drawn_within_the_page(tmp_path: Path, run: str, look: Look) -> None:
    """Reportlab draws a run with a hyphen in it over the edge of the page."""
    said = f"градостроительство {run} конец"
    grid = Grid("Тексты", (GridColumn("№", 0.9), GridColumn("Текст", 0.1)), (("", said),))
    made = Document("Тексты", (), Letterhead(), (Words(said, look), grid), "")
    path = write_document(made, tmp_path / "а.pdf")
    with pypdfium2.PdfDocument(path) as file:
        for page in file:
            words = page.get_textpage()
            boxes = [words.get_charbox(place) for place in range(words.count_chars())]
            assert max(right for _left, _bottom, right, _top in boxes) <= page.get_width() - 10 * MM + 1
    assert read_back(path).replace("№Текст", "") == expected([said]) * 2


def test_thousands_of_rows_are_one_table(tmp_path: Path) -> None:
    said = [f"строка {place}" for place in range(5_000)]
    path = write_document(document(said), tmp_path / "а.pdf")
    assert read_back(path) == bare("".join(said))
