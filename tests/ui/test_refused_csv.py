"""Refused rows as a file for a table program."""

import csv

import pytest

from mcu_desktop.intake.incoming import RefusedRow
from mcu_desktop.ui.intake.refused_csv import refused_csv


def test_all_cells_and_the_reason_are_kept_in_the_order_of_the_file() -> None:
    rows = [
        RefusedRow(60, "Нет даты", {"Номер": "7", "Дом": "5"}),
        RefusedRow(61, "Нет текста", {"Этаж": "2"}),
    ]
    content = refused_csv(rows)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";")) == [
        ["Строка файла", "Причина отказа", "Номер", "Дом", "Этаж"],
        ["60", "Нет даты", "7", "5", ""],
        ["61", "Нет текста", "", "", "2"],
    ]


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_no_cell_can_be_run_as_a_formula(start: str) -> None:
    content = refused_csv([RefusedRow(2, "нет", {f"{start}имя": f"{start}cmd"})]).decode("utf-8-sig")
    assert content.count(f"'{start}") == 2
