"""Workbooks as they come: renamed, locked, cut, hostile."""

import os
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.rules.errors import UserFacingError

HEADER = ("Номер инцидента", "Дата создания", "Текст инцидента")
ROW = (700001, "2026-02-03 10:00:00", "'Яма")
SHOWN = {datetime: "dd.mm.yyyy hh:mm:ss", timedelta: "[hh]:mm:ss"}
Read = Callable[..., ReadFile]
Sheets = dict[str, Sequence[Sequence[Any]]]


def write_xlsx(path: Path, sheets: Sheets, *, hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in SHOWN.items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(at, column, cell, formats.get(type(cell)))
            if name == hidden:
                sheet.hide()
            else:
                sheet.activate()
    return path


def test_cells_of_a_workbook_become_what_people_see(tmp_path: Path, read: Read) -> None:
    header = (*HEADER, "Дом", "Вовлеченность", "Опрос отправлен", "Первая реакция с момента назн. ПИ", "Объект")
    row = (700001.0, datetime(2026, 2, 3, 10, 0), "'Яма", 7.0, 0.5, True, timedelta(hours=30), "")  # noqa: DTZ001
    [case] = read(write_xlsx(tmp_path / "a.xlsx", {"Лист1": [header, row]})).cases
    assert (case.external_number, case.received_at.isoformat()) == ("700001", "2026-02-03T10:00:00+03:00")
    assert (case.received_text, case.clean_text, case.house) == ("'Яма", "Яма", "7")
    assert case.source_fields == {
        "Вовлеченность": "0.5",
        "Опрос отправлен": "ИСТИНА",
        "Первая реакция с момента назн. ПИ": "30:00:00",
    }


def test_titles_above_the_headers_and_empty_rows_are_passed_over(tmp_path: Path, read: Read) -> None:
    wide, full = (*HEADER, "Улица", "Дом"), (*ROW, "Лесная", 7)
    rows = [("Выгрузка за неделю",), (), ("Сформировал", "Оператор"), wide, full, (), (700002, *full[1:])]
    file = read(write_xlsx(tmp_path / "a.xlsx", {"Лист1": rows}))
    assert [case.row_number for case in file.cases] == [5, 7]


def test_a_hidden_or_empty_sheet_is_not_taken_for_the_table(tmp_path: Path, read: Read) -> None:
    sheets: Sheets = {"Скрытый": [("А", "Б"), (1, 2)], "Титул": [("Выгрузка",)], "Данные": [HEADER, ROW]}
    file = read(write_xlsx(tmp_path / "a.xlsx", sheets, hidden="Скрытый"))
    assert ([case.external_number for case in file.cases], file.notes) == (["700001"], ())


def test_a_second_sheet_with_rows_is_told_of(tmp_path: Path, read: Read) -> None:
    file = read(write_xlsx(tmp_path / "a.xlsx", {"Май": [HEADER, ROW], "Июнь": [HEADER, ROW]}))
    assert (len(file.cases), file.notes) == (1, ("Прочитан лист «Май». Не прочитаны: «Июнь».",))


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods", "a.pdf", "без расширения"])
def test_a_renamed_workbook_is_read_by_what_is_in_it(tmp_path: Path, read: Read, name: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Лист1": [HEADER, ROW]}).rename(tmp_path / name)
    assert len(read(path).cases) == 1


def test_a_csv_named_xlsx_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text(";".join(HEADER) + "\n7;2026-02-03;Яма\n", encoding="cp1251")
    assert read(path).cases[0].clean_text == "Яма"


def test_the_print_out_of_delo_is_read_with_its_repeated_headers(tmp_path: Path, read: Read) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Печать")
    header = ("Вид", "№ РК", "Дата рег.", "Содержание", "Файлы", "Вид", "План (РК)", "Вид доставки РК")
    row = ("Гр", "07/19-ОГ-10", "12.01.2026", "Нет воды", "", "письмо", "10.02.2026", "Почта")
    for at, cells in enumerate((header, row)):
        for column, cell in enumerate(cells):
            sheet.write(at, column, cell)
    path = tmp_path / "PrintResult.xls"
    book.save(str(path))
    file = read(path)
    [case] = file.cases
    assert (file.layout, case.external_number, case.channel_code) == ("document_flow", "07/19-ОГ-10", "post")
    assert case.source_fields == {
        "Вид": "Гр",
        "Вид (2)": "письмо",
        "План (РК)": "10.02.2026",
        "Вид доставки РК": "Почта",
    }
    assert file.notes == ()


def compound_file(stream: bytes, name: str) -> bytes:
    """Return a file of the old Office kind that holds one stream."""
    out = BytesIO()
    XlsDoc().save(out, stream)
    content, old = out.getvalue(), "Workbook".encode("utf-16-le").ljust(64, b"\0")
    new, at = name.encode("utf-16-le"), content.index(old)
    return content[:at] + new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2) + content[at + 66 :]


def locked_xls() -> bytes:
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
    password = struct.pack("<HHH", 0x002F, 54, 1) + b"\1" * 52
    return compound_file(begin + password + struct.pack("<HH", 10, 0), "Workbook")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (compound_file(b"\1" * 5000, "EncryptedPackage"), "закрыт паролем.*Снимите пароль"),
        (locked_xls(), "закрыт паролем.*снимите пароль"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "повреждён"),
        (b"PK\x03\x04cut", "повреждён"),
        (b"", "пуст"),
        (b"\n\n  \n", "нет таблицы"),
        ("Одно слово\n".encode(), "нет таблицы"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "нет таблицы"),
    ],
    ids=["locked xlsx", "locked xls", "broken xls", "cut zip", "empty", "blank", "one word", "pdf"],
)
def test_a_file_that_holds_no_table_is_refused_in_words(tmp_path: Path, read: Read, content: bytes, words: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=words) as caught:
        read(path)
    assert "Ничего не сохранено" in str(caught.value)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, read: Read, part: float) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Лист1": [HEADER, *([ROW] * 100)]})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(UserFacingError, match="повреждён, обрезан"):
        read(path)


def test_a_zip_of_something_else_is_no_table(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(UserFacingError, match="не таблица"):
        read(path)


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ('<c r="XFD1048576"/>', "ячейка XFD1048576"),
        ("<c r='IW1'/>", "ячейка IW1"),
        ('<c r="A300000"/>', "ячейка A300000"),
        ("x" * ((1 << 20) - 5) + '<c r="ZZ9"/>', "ячейка ZZ9"),
        (" " * 6_000_000, "слишком велик"),
    ],
)
def test_a_hostile_xlsx_is_refused_before_it_is_opened(tmp_path: Path, read: Read, sheet: str, words: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(UserFacingError, match=words):
        read(path)


@pytest.mark.parametrize("cell", ["IV299999", "A1"])
def test_the_last_cell_that_is_allowed_is_let_through(tmp_path: Path, read: Read, cell: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f'<c r="{cell}"/>')
    with pytest.raises(UserFacingError, match="не таблица"):  # the guard found no fault with its cells
        read(path)


def test_a_file_that_ends_its_reader_is_refused_and_the_program_lives(tmp_path: Path, read: Read) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Лист1": [HEADER, ROW]})
    hostile = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(hostile, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":  # the blanks hide the cell from the first look, not from the reader
                content = content.replace(b'r="C2"', b'r = "XFD1048576"')
            target.writestr(name, content)
    with pytest.raises(UserFacingError, match=r"оборвалось|не поместился|не читается"):
        read(hostile)


def test_an_entity_of_xml_is_not_followed(tmp_path: Path, read: Read) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Лист1": [HEADER, ROW]})
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна", encoding="utf-8")
    hostile = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(hostile, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "xl/sharedStrings.xml":
                entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><sst'
                content = content.replace("<sst", entity).replace("Яма", "&x;")
            target.writestr(name, content)
    with pytest.raises(UserFacingError):
        read(hostile)


def test_a_folder_is_no_file(tmp_path: Path, read: Read) -> None:
    with pytest.raises(UserFacingError, match="папка"):
        read(tmp_path)


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path, read: Read) -> None:
    with pytest.raises(UserFacingError, match=r"нет\. Ничего не сохранено"):
        read(tmp_path / "нет такого.xlsx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_no_file(tmp_path: Path, read: Read) -> None:
    os.mkfifo(tmp_path / "труба.csv")
    with pytest.raises(UserFacingError, match="не файл"):
        read(tmp_path / "труба.csv")


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may read everything")
def test_a_file_nobody_may_read_is_refused_in_russian(tmp_path: Path, read: Read) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"Лист1": [HEADER, ROW]})
    path.chmod(0)
    with pytest.raises(UserFacingError, match="нет прав") as caught:
        read(path)
    assert "denied" not in str(caught.value)


def test_a_huge_file_is_refused_unread(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(200_000_001)
    with pytest.raises(UserFacingError, match="больше 200 МБ"):
        read(path)
