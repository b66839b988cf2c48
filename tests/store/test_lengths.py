"""What is too long for a column is refused before the store sees it, on both stores alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile
from mcu_desktop.intake.reading import read_file, read_mended
from mcu_desktop.models.cases import Case, CitizenDetails
from mcu_desktop.models.catalogues import ResponsibleRecipient, Topic
from mcu_desktop.operations.register_case import NewCase, register_case
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.lengths import OF_CASE, OF_CITIZEN, length_fault
from mcu_desktop.rules.russian import plural
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
COLUMNS = {
    "external_number": Case.source_number,
    "topic_group": Topic.group_title,
    "topic": Topic.title,
    "topic_code": Topic.code,
    "recipient": ResponsibleRecipient.title,
    "body": ResponsibleRecipient.body_title,
    "municipality": Case.municipality,
    "settlement": Case.settlement,
    "street": Case.street,
    "house": Case.house,
    "source_status": Case.source_status,
    "phone": CitizenDetails.phone,
    "email": CitizenDetails.email,
}


@pytest.mark.parametrize("name", [*OF_CASE, *OF_CITIZEN])
def test_the_rule_says_what_the_column_holds(name: str) -> None:
    longest = {**OF_CASE, **OF_CITIZEN}[name][1]
    assert COLUMNS[name].type.length == longest


def test_the_longest_words_are_stored_whole(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    words = {name: "д" * longest for name, (_title, longest) in OF_CASE.items()}
    citizen = Citizen("д" * 300, **{name: "д" * longest for name, (_title, longest) in OF_CITIZEN.items()})
    case = incoming(**words, citizen=citizen)
    assert length_fault(case, citizen) == ""
    file = file_of(case)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))
    assert reader.rows("SELECT house, street, source_number FROM cases") == [("д" * 60, "д" * 200, "д" * 120)]
    assert reader.rows("SELECT name FROM citizens") == [("д" * 300,)]


@pytest.mark.parametrize("name", OF_CASE)
def test_one_sign_more_is_told(incoming: Callable[..., IncomingCase], name: str) -> None:
    title, longest = OF_CASE[name]
    case = incoming(**{name: "д" * (longest + 1)})
    assert (
        length_fault(case, case.citizen)
        == f"«{title}»: {plural(longest + 1, 'знак', 'знака', 'знаков')}, а помещается {longest}"
    )


def test_a_row_of_a_file_is_refused_and_can_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = {"Номер инцидента": "7", "Дата создания": "2026-02-03", "Текст инцидента": "Яма", "Дом": "д" * 300}
    path.write_text("\n".join(";".join(line) for line in (row, row.values())) + "\n", encoding="utf-8")
    file = read_file(path, zone=MOSCOW, now=NOW)
    assert (file.cases, len(file.refused)) == ((), 1)
    assert "«дом»: 300 знаков, а помещается 60" in file.refused[0].reason
    options = {"layout": file.layout, "mapping": None, "row_number": 2, "zone": MOSCOW, "now": NOW}
    with pytest.raises(UserFacingError, match="помещается 60"):
        read_mended(row, **options)  # type: ignore[arg-type]
    assert read_mended({**row, "Дом": "7"}, **options).house == "7"  # type: ignore[arg-type]


def test_by_hand_it_is_refused_in_words(store: Store, reader: Reader) -> None:
    new = NewCase("phone", NOW, "Нет света", house="д" * 61)
    with pytest.raises(UserFacingError, match="«дом»: 61 знак,"):
        store.perform(lambda session: register_case(session, new, now=NOW, zone=MOSCOW, actor=""))
    store.perform(lambda session: register_case(session, replace(new, house="1"), now=NOW, zone=MOSCOW, actor=""))
    assert reader.rows("SELECT house FROM cases") == [("1",)]
