import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import ReadFile
from mcu_desktop.intake.reading import UnknownLayoutError, read_file
from mcu_desktop.rules.errors import UserFacingError

_DATA = Path(__file__).parents[3] / "shared" / "data"
_HEADER = "Номер инцидента;Дата создания;Текст инцидента\n"
_ROW = "7;2026-02-03 10:00:00;Во дворе не работает освещение\n"


def _read(path: Path) -> ReadFile:
    return read_file(path, zone=ZoneInfo("Europe/Moscow"), now=datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "count"), [("im_export_omsk_39rows_deidentified.xlsx", 39), ("kursk_open_im.xlsx", 2100)]
)
def test_a_real_export_is_read_whole(name: str, count: int) -> None:
    if not (_DATA / name).exists():
        pytest.skip(f"the real export {name} is not beside the project")
    read = _read(_DATA / name)
    assert (len(read.cases), read.refused) == (count, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"])
def test_a_csv_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((_HEADER + _ROW).encode(encoding))
    assert _read(path).cases[0].clean_text == "Во дворе не работает освещение"


def test_a_number_twice_with_other_data_is_refused_by_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_HEADER + _ROW + _ROW + _ROW.replace("10:00", "11:00"), encoding="utf-8")
    read = _read(path)
    assert [case.row_number for case in read.cases] == [3]
    assert "в строке 3" in read.refused[0].reason


def test_document_flow_gives_appeals_with_their_code(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Вид;№ РК;Дата рег.;Содержание;Вид;Рубрика\nГр;1-ОГ;12.01.2026;Вода;;(0005.0014.0143.0416) ЖКХ\n",
        encoding="utf-8",
    )
    case = _read(path).cases[0]
    assert (case.kind, case.topic_code, case.topic) == ("appeal", "0005.0014.0143.0416", "ЖКХ")


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "пуст"), (b"<html><table>", "веб-страница"), (b"PK\x03\x04cut", "повреждён")]
)
def test_a_broken_file_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=words):
        _read(path)


@pytest.mark.parametrize(
    ("sheet", "words"), [('<c r="XFD1048576"/>', "XFD1048576"), (" " * 6_000_000, "слишком велик")]
)
def test_a_hostile_xlsx_is_refused_before_it_is_opened(tmp_path: Path, sheet: str, words: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(UserFacingError, match=words):
        _read(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="папка"):
        _read(tmp_path)


def test_an_unknown_table_is_handed_to_a_person(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("А;Б\n1;2\n", encoding="utf-8")
    with pytest.raises(UnknownLayoutError) as caught:
        _read(path)
    assert caught.value.table.headers == ("А", "Б")


def test_a_feedback_platform_row_by_the_appeals_law_is_an_appeal(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Номер;Номер ЕПГУ;Дата поступления;Категория;Подкатегория;Факт;Заявитель выбрал подачу по 59-ФЗ\n"
        "31;66;06.01.2026;Дороги;Ямы;-;Да\n",
        encoding="utf-8",
    )
    case = _read(path).cases[0]
    assert (case.kind, case.gist, case.other_numbers) == ("appeal", "Ямы", (("public_services", "66"),))
