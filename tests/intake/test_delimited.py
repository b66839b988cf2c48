from collections.abc import Callable
from pathlib import Path

import pytest

from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.rules.errors import UserFacingError

HEADER = "Номер инцидента;Дата создания;Текст инцидента\n"
ROW = "7;2026-02-03 10:00:00;Во дворе не работает освещение\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r"]
Read = Callable[..., ReadFile]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "выгрузка.csv"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_csv_is_read_in_its_encoding(path: Path, read: Read, encoding: str) -> None:
    path.write_bytes((HEADER + ROW).encode(encoding))
    assert read(path).cases[0].clean_text == "Во дворе не работает освещение"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_that_is_told_is_taken(path: Path, read: Read, encoding: str) -> None:
    path.write_bytes((HEADER + ROW).encode(encoding))
    assert read(path, encoding=encoding).cases[0].clean_text == "Во дворе не работает освещение"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866", "koi8-r"])
def test_a_zero_byte_in_a_text_makes_no_utf_16_of_the_file(path: Path, read: Read, encoding: str) -> None:
    path.write_bytes((HEADER + ROW).encode(encoding).replace(b"\n", b"\0\n"))
    assert read(path).cases[0].clean_text == "Во дворе не работает освещение"


@pytest.mark.parametrize("begins", [b"", b"%PDF-1.4\n"])
def test_what_is_no_text_is_not_advised_about_encodings(path: Path, read: Read, begins: bytes) -> None:
    path.write_bytes(begins + bytes(range(256)) * 20)
    with pytest.raises(UserFacingError, match="не таблица") as caught:
        read(path)
    assert "кодировку" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("utf-8", "cp1251"),
        ("utf-8", "koi8-r"),
        ("utf-8", "utf-16"),
        ("cp1251", "utf-8"),
        ("cp1251", "koi8-r"),
        ("cp1251", "cp866"),
        ("cp1251", "ascii"),
        ("cp866", "cp1251"),
        ("koi8-r", "cp1251"),
        ("utf-16", "utf-8"),
    ],
)
def test_a_wrong_encoding_is_refused_in_words(path: Path, read: Read, written: str, told: str) -> None:
    path.write_bytes((HEADER + ROW).encode(written))
    with pytest.raises(UserFacingError, match=f"не читается в кодировке «{told}»|В кодировке «{told}» слова") as caught:
        read(path, encoding=told)
    assert "Ничего не сохранено" in str(caught.value)


def test_an_encoding_nobody_knows_is_refused_with_those_that_are_known(path: Path, read: Read) -> None:
    path.write_text(HEADER + ROW, encoding="utf-8")
    with pytest.raises(UserFacingError, match=r"«klingon» неизвестна.*cp1251"):
        read(path, encoding="klingon")


def test_one_broken_letter_does_not_turn_the_whole_file_into_another_encoding(path: Path, read: Read) -> None:
    path.write_bytes((HEADER + ROW).encode() + b"\xd0;\xd0;\n")
    with pytest.raises(UserFacingError, match="повреждён, обрезан"):
        read(path)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_found_below_a_title(path: Path, read: Read, separator: str) -> None:
    text = "Выгрузка за февраль\n" + (HEADER + ROW).replace(";", separator)
    path.write_text(text, encoding="utf-8")
    file = read(path)
    assert [(case.row_number, case.external_number) for case in file.cases] == [(3, "7")]


def test_a_comma_within_a_quoted_header_is_no_separator(path: Path, read: Read) -> None:
    path.write_text('"Итог, слово, ещё, и ещё";' + HEADER + ";" + ROW, encoding="utf-8")
    assert read(path).cases[0].external_number == "7"


def test_a_line_of_endless_columns_is_refused_before_anybody_waits(path: Path, read: Read) -> None:
    path.write_text("а;" * 300_000, encoding="utf-8")
    with pytest.raises(UserFacingError, match=r"300.001 столбец, а у таблицы сообщений их не больше 256"):
        read(path)


def test_a_text_of_several_lines_is_one_cell(path: Path, read: Read) -> None:
    path.write_text(HEADER + '7;2026-02-03 10:00:00;"Яма; у ""Дома быта""\nи лужа"\n', encoding="utf-8")
    assert read(path).cases[0].received_text == 'Яма; у "Дома быта"\nи лужа'


def test_nothing_becomes_a_number_or_empty_by_itself(read_csv: Read) -> None:
    header = ["Номер инцидента", "Дата создания", "Текст инцидента", "Улица", "Дом", "Примечание"]
    file = read_csv(header, ["007", "2026-02-03", "1e5", "NA", "1/2", "+79000000001"])
    [case] = file.cases
    assert (case.external_number, case.clean_text, case.street, case.house) == ("007", "1e5", "NA", "1/2")
    assert case.source_fields == {"Примечание": "+79000000001"}


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        ('8;2026-02-03 10:00:00;"Вода', "кавычки или файл обрезан"),
        ('8;2026-02-03;"Вода" горячая\n', "кавычки или файл обрезан"),
        ("8;2026-02", "обрывается на строке 3"),
    ],
)
def test_a_csv_cut_in_the_middle_is_refused(path: Path, read: Read, ending: str, words: str) -> None:
    path.write_text(HEADER + ROW + ending, encoding="utf-8")
    with pytest.raises(UserFacingError, match=words):
        read(path)


def test_a_row_with_more_cells_than_columns_is_refused_with_all_of_them(path: Path, read: Read) -> None:
    path.write_text(HEADER + ROW + "8;2026-02-03;Яма; лужа;и вода\n", encoding="utf-8")
    file = read(path)
    assert [case.external_number for case in file.cases] == ["7"]
    [refused] = file.refused
    assert (refused.row_number, refused.reason[:22]) == (3, "ячеек 5, а столбцов 3:")
    assert refused.cells == {
        "Номер инцидента": "8",
        "Дата создания": "2026-02-03",
        "Текст инцидента": "Яма",
        "столбец 4": " лужа",
        "столбец 5": "и вода",
    }


def test_empty_cells_beyond_the_columns_are_no_harm(path: Path, read: Read) -> None:
    path.write_text(HEADER + "7;2026-02-03;Яма;;\n", encoding="utf-8")
    assert len(read(path).cases) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize(
    "page", ["<html><table>", "\n <!DOCTYPE html>", '<?xml version="1.0"?>', "MIME-Version: 1.0\n"]
)
def test_a_web_page_is_refused_with_what_to_do(path: Path, read: Read, page: str, encoding: str) -> None:
    page_as_xls = path.with_suffix(".xls")
    page_as_xls.write_bytes(f"{page}<td>Номер</td><td>Яма</td>".encode(encoding))
    with pytest.raises(UserFacingError, match=r"веб-страница.*сохраните как \.xlsx"):
        read(page_as_xls)
