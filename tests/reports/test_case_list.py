"""A view as a file, read back: nothing runs, nothing is cut in silence, no one is named unless asked."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.case_list import read_case_list
from mcu_desktop.queries.queue import QueueFilter
from mcu_desktop.reports.case_list import CaseList, write_case_list
from mcu_desktop.reports.sheet_cells import LONGEST_CELL
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
HOSTILE = ("=1+1", "+7 900", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a")', "\0a\x0b\ud800\uffff", "я" * 40_000)


@pytest.fixture
def taken(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Store:
    citizen = Citizen("Зорина Вера", "+7 900 000-00-00", "zorina@mail.ru", "Мира, 4")
    file = file_of(
        incoming(gist="=cmd|' /C calc'!A0", citizen=citizen, recipient="МКУ «Дороги»"),
        incoming(external_number="102", gist="Яма"),
    )
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    return store


def listed(reader: Reader, *, with_citizens: bool = False, wanted: QueueFilter | None = None) -> CaseList:
    steps: list[tuple[int, int]] = []
    found, count = read_case_list(
        reader, wanted or QueueFilter(), now=NOW, zone=ZONE, with_citizens=with_citizens,
        step=lambda done, total: steps.append((done, total)),
    )  # fmt: skip
    assert count == 2
    return found


def test_a_workbook_has_texts_as_texts_and_moments_as_moments(taken: Store, reader: Reader, tmp_path: Path) -> None:
    del taken
    path = write_case_list(listed(reader), tmp_path / "вид.xlsx")
    book = load_workbook(path)
    sheet = book["Сообщения"]
    title, head, first, _second = sheet.iter_rows()
    assert title[0].value == "2 сообщения, данные на 12.10.2026 10:00"
    assert [cell.value for cell in head][:4] == ["Номер", "Номер в источнике", "Канал", "Поступило"]
    values = {str(name.value): cell for name, cell in zip(head, first, strict=False)}
    assert values["Суть"].value == "=cmd|' /C calc'!A0"
    assert values["Суть"].data_type == "s", "A text, not a formula"
    assert values["Поступило"].value == datetime(2026, 10, 5, 10, 30)  # noqa: DTZ001 -- sheets know no zone
    assert values["Состояние"].value == "назначено"
    assert sheet.freeze_panes == "B3"


def test_nobody_is_named_unless_it_is_asked_for(taken: Store, reader: Reader, tmp_path: Path) -> None:
    del taken
    for name in ("а.xlsx", "а.csv"):
        plain = write_case_list(listed(reader), tmp_path / name)
        words = str([[cell.value for cell in row] for row in load_workbook(plain)["Сообщения"].iter_rows()]) if (
            name.endswith("xlsx")) else plain.read_text("utf-8-sig")  # fmt: skip
        assert "Зорина" not in words
        assert "Яма на дороге" not in words, "The citizen's own words stay inside"
    named = write_case_list(listed(reader, with_citizens=True), tmp_path / "б.csv").read_text("utf-8-sig")
    assert "Зорина Вера;'+7 900 000-00-00;zorina@mail.ru;Мира, 4" in named


def test_a_csv_opens_in_excel_and_runs_nothing(taken: Store, reader: Reader, tmp_path: Path) -> None:
    del taken
    path = write_case_list(listed(reader), tmp_path / "вид.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1][11] == "'=cmd|' /C calc'!A0"
    assert rows[1][3] == "05.10.2026 10:30"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_hostile_texts_are_written_and_a_cut_is_said(tmp_path: Path, ending: str) -> None:
    path = write_case_list(CaseList("Вид", ("Текст",), [(text,) for text in HOSTILE]), tmp_path / f"вид.{ending}")
    if ending == "xlsx":
        cells = [row[0] for row in load_workbook(path)["Сообщения"].iter_rows(min_row=3)]
        assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
        found = [str(cell.value) for cell in cells]
    else:
        found = [row[0] for row in csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")][1:]
        assert all(not text.startswith(("=", "+", "-", "@", "\t")) for text in found)
    assert found[0].lstrip("'") == "=1+1"
    assert found[-1].endswith("[текст сокращён]")
    assert len(found[-1]) == LONGEST_CELL


def test_another_ending_and_a_folder_that_is_not_there_are_said(tmp_path: Path) -> None:
    empty = CaseList("Вид", ("Текст",), [])
    with pytest.raises(UserFacingError, match=r"\.xlsx или \.csv"):
        write_case_list(empty, tmp_path / "вид.pdf")
    with pytest.raises(UserFacingError, match="нет такой папки"):
        write_case_list(empty, tmp_path / "нет" / "вид.csv")
    assert load_workbook(write_case_list(empty, tmp_path / "пусто.xlsx"))["Сообщения"].max_row == 2
