"""Приложение 2 read from text, DOCX and XLSX: the decree's own and whatever people make of it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcu_desktop.intake.roster_file import _read, read_roster_file
from mcu_desktop.intake.roster_text import ReadRoster, read_roster_text
from mcu_desktop.resources import resource
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import RosterRow

SHARED = Path(__file__).parents[3] / "shared"
HEADS = ("№ п/п", "ФИО", "Должность", "Роль в проектном офисе МЦУ")
ROWS = (
    RosterRow("Ветрова Анна Ильинична", "Эксперт отдела", "Куратор МЦУ"),
    RosterRow("Лесков Иван Петрович", "Руководитель Управления", "Руководитель отраслевого блока образования"),
    RosterRow("Ким Ян", "Специалист", "Администратор МЦУ"),
)
NAMES = st.lists(st.sampled_from(["Ветрова", "Лесков", "Ким", "Анна", "Ильинична"]), min_size=2, max_size=4)
CELLS = st.text("абвгдежз", min_size=3, max_size=30)
TABLES = st.lists(st.builds(RosterRow, NAMES.map(" ".join), CELLS, CELLS), min_size=1, max_size=12)


def as_text(rows: tuple[RosterRow, ...]) -> str:
    lines = (f"{at}.\t{row.full_name}\t{row.job_title}\t{row.role_text}" for at, row in enumerate(rows, 1))
    return "\n".join(("\t".join(HEADS), *lines))


def as_document(rows: tuple[RosterRow, ...], path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Приложение 2 к распоряжению\nАдминистрации от 01.02.2026 № 7-р")
    table = document.add_table(1, 4)
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for at, row in enumerate(rows, 1):
        for cell, text in zip(
            table.add_row().cells, (f"{at}.", row.full_name, row.job_title, row.role_text), strict=True
        ):
            cell.text = text
    document.save(str(path))
    return path


def as_sheet(rows: tuple[RosterRow, ...], path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, HEADS)
        for at, row in enumerate(rows, 1):
            sheet.write_row(2 + at, 1, (at, row.full_name, row.job_title, row.role_text))
    return path


WRITERS: dict[str, Callable[[tuple[RosterRow, ...], Path], Path]] = {"docx": as_document, "xlsx": as_sheet}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the decree lies beside the project")
def test_the_decree_s_own_text_gives_its_fifteen_rows() -> None:
    catalogue = json.loads(resource("catalogues", "roster.json").read_text(encoding="utf-8"))
    found = read_roster_text((SHARED / "decree-1662-r.txt").read_text(encoding="utf-8"))
    assert [(row.full_name, row.job_title, row.role_text) for row in found.rows] == [
        (f"{row['family_name']} {row['given_name']} {row['patronymic']}", row["job_title"], row["role_text"])
        for row in catalogue["rows"]
    ]
    assert (found.order_number, found.order_date) == ("1662-р", date(2021, 9, 28))
    assert found.remarks == ()


@given(TABLES.map(tuple))
def test_text_with_tabs_is_read_as_it_was_written(rows: tuple[RosterRow, ...]) -> None:
    assert read_roster_text(as_text(rows)).rows == rows


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TABLES.map(tuple))
def test_a_table_is_read_as_it_was_written(tmp_path: Path, kind: str, rows: tuple[RosterRow, ...]) -> None:
    told_apart = tuple(row for row, before in zip(rows, (None, *rows), strict=False) if row != before)
    assert _read(WRITERS[kind](rows, tmp_path / f"a.{kind}")).rows == told_apart


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_is_read_apart(tmp_path: Path, kind: str) -> None:
    found = read_roster_file(WRITERS[kind](ROWS, tmp_path / f"состав.{kind}"))
    assert found.rows == ROWS
    if kind == "docx":
        assert (found.order_number, found.order_date) == ("7-р", date(2026, 2, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_text_file_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "состав.txt"
    path.write_text(as_text(ROWS), encoding=encoding)
    assert _read(path).rows == ROWS


def test_a_text_pasted_from_a_pdf_with_lines_broken_in_cells() -> None:
    heads = "№ п/п\nФИО\nДолжность\nРоль\n"
    first = "1.\nВетрова Анна Ильинична\nЭксперт\nотдела\n\nКуратор\xa0МЦУ\n"
    second = "2)\nКим Ян\nГлава\nгорода\nОтветственный за работу в системе «Инцидент\nменеджмент»\n"
    found = read_roster_text(heads + first + second)
    assert found.rows == (
        RosterRow("Ветрова Анна Ильинична", "Эксперт отдела", "Куратор МЦУ"),
        RosterRow("Ким Ян", "Глава города", "Ответственный за работу в системе «Инцидент менеджмент»"),
    )


def test_pages_of_a_pdf_are_one_table(tmp_path: Path) -> None:
    """The head is repeated, the number of the page stands before it, names are broken over lines."""
    first = "1.\nВетрова Анна\nИльинична\nЭксперт информационно-\nтехнического отдела\n\nКуратор МЦУ\n"
    second = "2.\nЛесков Иван Петрович\nДиректор школы №\n5\nАдминистратор МЦУ\n"
    heads = "\n".join(HEADS)
    text = f"от 01.02.2026 № 7-р\n{heads}\n{first}\n2\n\f{heads}\n{second}\nГлава Вымышленского округа\n\nА.Б. Громов"
    found = read_roster_text(text)
    assert found.rows == (
        RosterRow("Ветрова Анна Ильинична", "Эксперт информационно-технического отдела", "Куратор МЦУ"),
        RosterRow("Лесков Иван Петрович", "Директор школы № 5", "Администратор МЦУ"),
    )
    assert (found.order_number, found.order_date, found.remarks) == ("7-р", date(2026, 2, 1), ())


def test_of_two_tables_the_last_is_read() -> None:
    other = "\n".join(HEADS) + "\n1.\nСедова Яна Львовна\nЭксперт\nКуратор МЦУ\n2.\nКим Ян\nЭксперт\nДворник\n"
    assert read_roster_text(other + as_text(ROWS)).rows == ROWS


@pytest.mark.parametrize(
    "cell",
    [
        "Ветрова Анна Ильинична, Лесков Иван Петрович",
        "Ветрова Анна Ильинична и Лесков Иван Петрович",
        "Ветрова Анна Ильинична\nЛесков Иван Петрович",
        "Ветрова Анна\nИльинична\nЛесков Иван\nПетрович",
        '"Ветрова Анна Ильинична\nЛесков Иван Петрович"',
    ],
)
def test_two_persons_in_one_cell_are_two_rows_and_it_is_said(cell: str, tmp_path: Path) -> None:
    pasted = read_roster_text(f"1.\t{cell}\tЭксперты отдела\tАдминистратор МЦУ\n")
    filed = _read(as_sheet((RosterRow(cell.strip('"'), "Эксперты отдела", "Администратор МЦУ"),), tmp_path / "a.xlsx"))
    for found in (pasted, filed):
        assert [row.full_name for row in found.rows] == ["Ветрова Анна Ильинична", "Лесков Иван Петрович"]
        assert {(row.job_title, row.role_text) for row in found.rows} == {("Эксперты отдела", "Администратор МЦУ")}
        assert found.remarks[0].startswith("В одной ячейке несколько человек")


def test_a_printed_vacancy_is_no_person() -> None:
    assert read_roster_text("1.\tвакансия\tЭксперт\tКуратор МЦУ").rows == (RosterRow("", "Эксперт", "Куратор МЦУ"),)


def said(text: str) -> ReadRoster:
    return read_roster_text(text)


def test_what_is_doubtful_is_said() -> None:
    found = said(
        "1.\tКим Ян\tЭксперт\tКуратор МЦУ\n3.\tЛесков Иван, Ветрова Анна\tЭксперт\tДворник\n4.\tКим Ян\tЭксперт"
    )
    assert [row.full_name for row in found.rows] == ["Ким Ян", "Лесков Иван", "Ветрова Анна", "Ким Ян"]
    assert found.rows[1].role_text == "Дворник", "An unknown role is kept as it is"
    assert found.remarks == (
        "Нумерация с пропуском: после 1 идёт 3.",
        "В одной ячейке несколько человек, строка разделена: Лесков Иван, Ветрова Анна.",
        "Роль не найдена: «Ким Ян».",
    )


def copy_row(table: Any) -> Any:
    return table.add_row()


def test_merged_cells_give_each_person_once(tmp_path: Path) -> None:
    path = as_document(ROWS, tmp_path / "a.docx")
    document = docx.Document(str(path))
    table = document.tables[0]
    heading, *double = [copy_row(table) for _ in range(3)]
    heading.cells[0].merge(heading.cells[3]).text = "Отраслевые блоки"
    for at, text in enumerate(("4.", "Орлов Пётр", "Эксперт", "Дворник")):
        double[0].cells[at].merge(double[1].cells[at]).text = text
    document.save(str(path))
    assert [row.full_name for row in _read(path).rows] == [*(row.full_name for row in ROWS), "Орлов Пётр"]


@pytest.mark.parametrize("text", ["", "   \n", "Просто письмо о яме на дороге.", "№ п/п"])
def test_a_text_without_the_table_is_refused(text: str) -> None:
    with pytest.raises(UserFacingError, match=r"Приложение 2 не найдено.*Ничего не изменено"):
        read_roster_text(text)


def test_bad_files_are_refused_in_words(tmp_path: Path) -> None:
    whole = as_document(ROWS, tmp_path / "a.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "picture.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    sheet = as_sheet((), tmp_path / "other.xlsx")
    with xlsxwriter.Workbook(str(sheet)) as book:
        book.add_worksheet().write_row(0, 0, ("Номер", "Текст"))
    cases = {"cut.docx": "повреждён", "empty.docx": "пуст", "picture.docx": "не найдено", "other.xlsx": "нет таблицы"}
    for name, says in cases.items():
        with pytest.raises(UserFacingError, match=says) as refused:
            read_roster_file(tmp_path / name)
        assert "Ничего не" in str(refused.value)
    with pytest.raises(UserFacingError, match="папка"):
        read_roster_file(tmp_path)


def test_five_thousand_rows_and_signs_of_another_world() -> None:
    found = said(as_text(tuple(RosterRow(f"Ким\u202e Ян\x00 {at}й", "Эксперт", "Дворник") for at in range(5_000))))
    assert len(found.rows) == 5_000
    assert found.rows[4_999].full_name == "Ким Ян 4999й"
