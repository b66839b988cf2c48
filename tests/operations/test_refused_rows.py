"""Refused rows wait until a person mends them or gives them up."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import ColumnMapping, IncomingCase, ReadFile, RefusedRow
from mcu_desktop.operations.mend_refused_row import give_up_refused_row, mend_refused_row
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries.mappings import read_mappings
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.queries.refused_rows import RefusedRowLine, read_refused_rows
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import CaseKind
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
CELLS = {
    "Номер инцидента": "103",
    "Дата создания": "31.02.2026",
    "Текст инцидента": "Где автобус?",
    "Тема": "Транспорт",
}
PHONES = ColumnMapping(
    "Журнал звонков", {"external_number": "№", "received_at": "Когда", "text": "Что"}, "phone", CaseKind.MESSAGE
)


def _take(store: Store, file: ReadFile) -> None:
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))


def _mend(store: Store, line: RefusedRowLine, **changed: str) -> str:
    cells = dict(line.cells) | {name.replace("_", " "): value for name, value in changed.items()}
    return store.perform(
        lambda session: mend_refused_row(session, Task(), line.row_id, cells, now=NOW, zone=MOSCOW, actor="Оператор")
    ).text


@pytest.fixture
def line(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> RefusedRowLine:
    """A row of an export that was refused for its impossible date."""
    _take(store, file_of(incoming(), layout="incident_management", refused=(RefusedRow(7, "нет такого дня", CELLS),)))
    [found] = read_refused_rows(reader)
    return found


def test_a_refused_row_waits_with_all_its_cells(line: RefusedRowLine) -> None:
    assert (line.file_name, line.row_number, line.reason) == ("выгрузка.xlsx", 7, "нет такого дня")
    assert dict(line.cells) == CELLS


def test_a_mended_row_becomes_a_case_and_waits_no_more(store: Store, reader: Reader, line: RefusedRowLine) -> None:
    said = _mend(store, line, Дата_создания="28.02.2026 10:00")
    assert said == "Строка 7 исправлена: новое сообщение."
    assert read_refused_rows(reader) == ()
    numbers = [row.source_number for row in read_first_page(reader, QueueFilter(), now=NOW, zone=MOSCOW)]
    assert sorted(numbers) == ["101", "103"]


def test_a_row_that_is_still_wrong_stays(store: Store, reader: Reader, line: RefusedRowLine) -> None:
    with pytest.raises(UserFacingError, match="Дата создания"):
        _mend(store, line, Дата_создания="30.02.2026")
    assert read_refused_rows(reader) == (line,)
    assert reader.rows("SELECT count(*) FROM cases") == [(1,)]


def test_a_row_may_be_given_up(store: Store, reader: Reader, line: RefusedRowLine) -> None:
    store.perform(lambda session: give_up_refused_row(session, line.row_id, now=NOW, actor="О"))
    assert read_refused_rows(reader) == ()
    with pytest.raises(UserFacingError, match="уже нет"):
        store.perform(lambda session: give_up_refused_row(session, line.row_id, now=NOW, actor="О"))


def test_a_mended_row_of_a_known_case_changes_it(store: Store, line: RefusedRowLine) -> None:
    said = _mend(store, line, Номер_инцидента="101", Дата_создания="05.10.2026 10:30")
    assert said == "Строка 7 исправлена: сообщение уже было в хранилище."


def test_a_mapped_table_is_remembered_and_its_rows_can_be_mended(
    store: Store, reader: Reader, file_of: Callable[..., ReadFile]
) -> None:
    refused = RefusedRow(2, "нет даты", {"№": "1", "Когда": "", "Что": "Нет света"})
    _take(store, file_of(layout="registry", mapping=PHONES, refused=(refused,)))
    assert read_mappings(reader) == (PHONES,)
    [waiting] = read_refused_rows(reader)
    _mend(store, waiting, Когда="05.10.2026 09:00")
    [row] = read_first_page(reader, QueueFilter(), now=NOW, zone=MOSCOW)
    assert (row.source_number, row.channel) == ("Журнал звонков: 1", "Телефон")


def test_a_newer_mapping_of_the_name_takes_the_place_of_the_older(
    store: Store, reader: Reader, file_of: Callable[..., ReadFile]
) -> None:
    changed: Any = ColumnMapping("Журнал звонков", {**PHONES.columns, "house": "Дом"}, "phone")
    for mapping in (PHONES, changed):
        _take(store, file_of(layout="registry", mapping=mapping))
    assert read_mappings(reader) == (changed,)
