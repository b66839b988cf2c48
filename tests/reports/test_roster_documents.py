"""Приложение 2 on paper: what is written is read back the same, in the decree's form."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from pypdf import PdfReader

from mcu_desktop.intake.roster_file import read_roster_file
from mcu_desktop.reports.roster_document import RosterDocument
from mcu_desktop.reports.roster_files import write_roster
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import Edition, RosterRow

SIGNED = date(2026, 2, 1)
ROWS = tuple(
    RosterRow(f"Ветрова Анна Номер{at}", f"Эксперт отдела {at} Управления", f"Руководитель отраслевого блока {at}")
    for at in range(15)
)
HEAD = ("№ п/п", "ФИО", "Должность", "Роль в проектном офисе МЦУ")
KINDS = ("pdf", "docx")


def document(rows: tuple[RosterRow, ...] = ROWS) -> RosterDocument:
    edition = Edition("7-р", SIGNED, SIGNED, rows)
    return RosterDocument(edition, "Администрация Вымышленского округа", "Вымышленский округ", "А.Б. Придуманный")


def pages(found: RosterDocument, folder: Path) -> list[str]:
    with PdfReader(write_roster(found, folder / "а.pdf")) as reader:
        return [" ".join(page.extract_text().replace("\xa0", " ").split()) for page in reader.pages]


def test_the_pdf_says_what_the_annex_says(tmp_path: Path) -> None:
    text = " ".join(pages(document(), tmp_path))
    assert text.startswith("Приложение 2 к распоряжению Администрации Вымышленского округа от 01.02.2026 № 7-р")
    assert "Структура и состав муниципального центра управления муниципального образования" in text
    for head in HEAD:
        assert head in text
    for place, row in enumerate(ROWS, 1):
        assert f"{place}. {row.full_name}" in text
        assert row.job_title in text
    assert "Глава Вымышленского округа" in text
    assert "А.Б. Придуманный" in text


def test_the_docx_is_read_back_the_same(tmp_path: Path) -> None:
    found = read_roster_file(write_roster(document(), tmp_path / "а.docx"))
    assert found.rows == ROWS
    assert (found.order_number, found.order_date, found.remarks) == ("7-р", SIGNED, ())


def test_the_docx_is_a4_with_a_head_on_each_page(tmp_path: Path) -> None:
    file = docx.Document(str(write_roster(document(), tmp_path / "а.docx")))
    section = file.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 20, 10]
    assert [round((column.width or 0) / Mm(1)) for column in file.tables[0].columns] == [14, 43, 65, 58]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    first, second = file.tables[0].rows[:2]
    assert "w:tblHeader" in first._tr.xml
    assert "w:tblHeader" not in second._tr.xml
    assert "w:cantSplit" in second._tr.xml


def test_the_signature_in_the_docx_is_not_left_alone_on_a_page(tmp_path: Path) -> None:
    file = docx.Document(str(write_roster(document(), tmp_path / "а.docx")))
    last_two = file.tables[0].rows[-2:]
    assert all("w:keepNext" in cell.paragraphs[0]._p.xml for row in last_two for cell in row.cells)
    signed = [cell.text for cell in file.tables[-1].rows[0].cells]
    assert signed == ["Глава\nВымышленского округа", "_" * 20, "А.Б. Придуманный"]


def test_three_hundred_rows_have_their_head_on_each_page(tmp_path: Path) -> None:
    found = pages(document(ROWS * 20), tmp_path)
    assert len(found) > 5
    assert all("Роль в проектном офисе МЦУ" in page for page in found[:-1])
    assert "300. Ветрова" in " ".join(found)
    assert found[1].split()[0] == "2" or " 2 " in found[1]


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_and_a_vacancy_are_printed_as_words(tmp_path: Path, kind: str) -> None:
    rows = (RosterRow("", "<b>Яма & лужа</b>\x00\x0b", "=1+1"), RosterRow("Ким <Ян>", "И" * 3_000, "\u202eбукв"))
    path = write_roster(document(rows), tmp_path / f"а.{kind}")
    if kind == "docx":
        cells = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows[1:]]
        assert cells[0] == ["1.", "вакансия", "<b>Яма & лужа</b>", "=1+1"]
        assert cells[1][1] == "Ким <Ян>"
    else:
        with PdfReader(path) as reader:
            text = "".join(page.extract_text() for page in reader.pages)
        assert "<b>Яма & лужа</b>" in " ".join(text.split())
        assert "вакансия" in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [(), ROWS[:1]])
def test_a_small_annex_is_a_document_too(tmp_path: Path, kind: str, rows: tuple[RosterRow, ...]) -> None:
    assert write_roster(document(rows), tmp_path / f"а.{kind}").stat().st_size > 1_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, kind: str) -> None:
    with pytest.raises(UserFacingError, match="Документ не сохранён"):
        write_roster(document(), tmp_path / "нет" / f"а.{kind}")


def test_without_names_the_annex_has_no_holes() -> None:
    bare = replace(document(), administration="", municipality="", head_name="")
    assert bare.mark == ("Приложение 2 к распоряжению", "от 01.02.2026 № 7-р")
    assert bare.signer == "Глава"
