"""Coordinates in a table that a person has mapped: taken with the case, or a reason to refuse its row."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.cells import Row, RowCells, RowError
from mcu_desktop.intake.incoming import ColumnMapping
from mcu_desktop.intake.mapping import guess_mapping, read_mapped
from mcu_desktop.intake.table import Table

HEADERS = ("Номер", "Дата", "Текст", "Lat", "Долгота")
MOSCOW = ZoneInfo("Europe/Moscow")


def mapping() -> ColumnMapping:
    return guess_mapping(Table(HEADERS, []))


def row(latitude: object, longitude: object) -> RowCells:
    cells = ("1", "05.10.2026", "Яма", latitude, longitude)
    return RowCells.of(HEADERS, Row.of(2, cells), zone=MOSCOW, now=datetime(2026, 10, 12, tzinfo=UTC))


def test_the_headers_are_guessed_and_degrees_taken() -> None:
    assert (mapping().columns["latitude"], mapping().columns["longitude"]) == ("Lat", "Долгота")
    case = read_mapped(row(57.5888, "34,5685"), mapping())
    assert (case.latitude, case.longitude) == (57_588_800, 34_568_500)


def test_silence_is_no_place() -> None:
    case = read_mapped(row("", None), mapping())
    assert (case.latitude, case.longitude) == (None, None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [("57,5888", "", "координаты не поняты: «57,5888» и «»"), ("север", "34", "координаты не поняты"),
     ("34,5", "57,5", "широта и долгота переставлены"), ("0", "0", "не в России")],
)  # fmt: skip
def test_what_is_no_place_is_refused(latitude: str, longitude: str, said: str) -> None:
    with pytest.raises(RowError, match=said):
        read_mapped(row(latitude, longitude), mapping())
