"""Staff attached to blocks, and names by date, on both stores."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mcu_desktop.operations.attach_staff import attach_staff, end_attachment
from mcu_desktop.operations.change import Change
from mcu_desktop.operations.rename import rename, take_name_back
from mcu_desktop.queries.catalogues import read_names
from mcu_desktop.queries.names import read_all_names
from mcu_desktop.queries.person_cards import read_bodies
from mcu_desktop.queries.staff import read_staff
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader, as_day_or_none

Do = Callable[..., Change]
DAY = date(2026, 10, 12)
ADMINISTRATION = "Администрация Вышневолоцкого муниципального округа"


def attached(reader: Reader) -> list[tuple[Any, ...]]:
    lines = read_staff(reader, DAY).lines
    return [(line.full_name, line.block, line.direction, line.first_day, line.last_day) for line in lines]


def attach(do: Do, **fields: Any) -> Change:
    usual = {"full_name": "Орлова Нина Ивановна", "sector_body_id": None, "block_code": "education",
             "direction": "питание школьников", "first_day": date(2026, 9, 1)}  # fmt: skip
    return do(attach_staff, **(usual | fields))


def test_a_new_person_is_attached_and_the_block_is_not_empty(reader: Reader, do: Do) -> None:
    assert len(read_staff(reader, DAY).empty_blocks) == 9
    change = attach(do, sector_body_id=read_bodies(reader, DAY)[0][1])
    assert "Орлова Нина Ивановна: прикрепление к блоку «Образование»" in change.text
    assert attached(reader) == [("Орлова Нина Ивановна", "Образование", "питание школьников", date(2026, 9, 1), None)]
    facts = read_staff(reader, DAY)
    assert "Образование" not in facts.empty_blocks
    assert facts.lines[0].body == read_bodies(reader, DAY)[0][0]
    assert "Образование" in read_staff(reader, date(2026, 8, 31)).empty_blocks, "Not before the first day"
    attach(do, block_code="culture")
    assert reader.rows("SELECT count(*) FROM people WHERE family_name = 'Орлова'") == [(1,)]


def test_an_attachment_ends_and_stays_in_the_list(reader: Reader, do: Do) -> None:
    attach(do)
    [line] = read_staff(reader, DAY).lines
    with pytest.raises(UserFacingError, match="раньше начала"):
        do(end_attachment, line.attachment_id, last_day=date(2026, 8, 1))
    do(end_attachment, line.attachment_id, last_day=DAY)
    assert attached(reader)[0][-1] == DAY
    assert "Образование" in read_staff(reader, date(2026, 10, 13)).empty_blocks
    with pytest.raises(UserFacingError, match="уже закончено"):
        do(end_attachment, line.attachment_id, last_day=DAY)
    attach(do)
    assert len(attached(reader)) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"direction": " "}, "направление"), ({"full_name": "Орлова"}, "фамилию, имя и отчество")],
)
def test_what_is_missing_is_said(reader: Reader, do: Do, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        attach(do, **fields)
    assert attached(reader) == []


def test_the_same_attachment_is_not_made_twice(do: Do) -> None:
    attach(do)
    with pytest.raises(UserFacingError, match="уже прикреплён"):
        attach(do, direction=" питание  школьников ")


def test_a_new_name_begins_where_the_former_ends(reader: Reader, do: Do) -> None:
    new = "Администрация Вышневолоцкого района"
    do(rename, "administration", name=new, valid_from=date(2027, 1, 1), source="Закон области")
    assert read_names(reader, date(2026, 12, 31))["administration"] == ADMINISTRATION
    assert read_names(reader, date(2027, 1, 1))["administration"] == new
    with pytest.raises(UserFacingError, match="может начаться только позже"):
        do(rename, "administration", name="Другая", valid_from=date(2026, 12, 1), source="Закон")
    with pytest.raises(UserFacingError, match="и сейчас"):
        do(rename, "administration", name=new, valid_from=date(2028, 1, 1), source="Закон")
    do(take_name_back, "administration")
    assert read_names(reader, date(2027, 1, 1))["administration"] == ADMINISTRATION
    do(take_name_back, "administration")
    with pytest.raises(UserFacingError, match="первое"):
        do(take_name_back, "administration")


def test_a_body_is_called_by_its_name_of_the_day(reader: Reader, do: Do) -> None:
    subject = "body:education_directorate"
    do(rename, subject, name="Комитет образования", valid_from=date(2026, 10, 1), source="Решение Думы № 5")
    assert "Комитет образования" in [title for title, _body in read_bodies(reader, DAY)]
    assert "Управление образования" in [title for title, _body in read_bodies(reader, date(2026, 9, 30))]
    lines = [line for line in read_all_names(reader).lines if line.subject == subject]
    assert [(line.name, line.valid_to) for line in lines] == [
        ("Комитет образования", None), ("Управление образования", date(2026, 9, 30)),
    ]  # fmt: skip
    do(take_name_back, subject)
    assert "Управление образования" in [title for title, _body in read_bodies(reader, DAY)]
    with pytest.raises(UserFacingError, match="первое"):
        do(take_name_back, subject)


@pytest.mark.parametrize("fields", [{"name": " ", "source": "Закон"}, {"name": "Имя", "source": ""}])
def test_a_name_without_words_or_source_is_refused(do: Do, fields: dict[str, str]) -> None:
    with pytest.raises(UserFacingError, match="чем оно установлено"):
        do(rename, "centre", valid_from=DAY, **fields)


def test_a_name_that_has_ended_stays_ended_when_another_begins(reader: Reader, do: Do) -> None:
    """The head of 2021 signs nothing of today, and a new head does not change that."""

    def heads() -> dict[str, date | None]:
        rows = reader.rows("SELECT name, valid_to FROM dated_names WHERE subject = 'head' ORDER BY valid_from")
        return {name: as_day_or_none(ended) for name, ended in rows}

    before = heads()
    assert list(before.values()) == [date(2024, 5, 22)]
    do(rename, "head", name="А.Б. Громов", valid_from=DAY, source="Решение Думы № 7")
    assert heads() == {**before, "А.Б. Громов": None}
    do(take_name_back, "head")
    assert heads() == before
