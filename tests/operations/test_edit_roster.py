"""Editions of Приложение 2: a new one, a mended one, one taken away; the others stay what their orders said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from mcu_desktop.operations.edit_roster import remove_edition, save_edition
from mcu_desktop.operations.rename import rename
from mcu_desktop.queries.alerts import read_members
from mcu_desktop.queries.people import read_people
from mcu_desktop.queries.roster import read_edition, read_editions, read_roster_facts
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import Edition, RosterRow
from mcu_desktop.rules.roster_checks import renamed
from mcu_desktop.rules.terms import Role
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SIGNED, BEGUN = date(2026, 10, 28), date(2026, 11, 1)
NEW = RosterRow("Ветрова Анна Ильинична", "Эксперт", "Куратор МЦУ", (RoleGrant(Role.CURATOR),), confirmed=True)


def save(store: Store, edition: Edition) -> str:
    return store.perform(lambda session: save_edition(session, edition, now=NOW, actor="А")).text


def first(reader: Reader) -> Edition:
    edition = read_edition(reader, BEGUN)
    assert edition is not None
    return edition


def changed(reader: Reader, *rows: RosterRow) -> Edition:
    return Edition("77-р", SIGNED, BEGUN, (*rows, *first(reader).rows[1:]))


def test_a_new_edition_is_in_force_from_its_day_and_the_old_one_before(store: Store, reader: Reader) -> None:
    before = first(reader)
    assert "№ 77-р, действует с 01.11.2026: 15 строк." in save(store, changed(reader, NEW))
    assert read_edition(reader, date(2026, 10, 31)) == before
    assert [row.full_name for row in first(reader).rows][:2] == [NEW.full_name, before.rows[1].full_name]
    assert [row.person_id for row in first(reader).rows[1:]] == [row.person_id for row in before.rows[1:]]


def test_the_people_of_a_day_are_those_of_its_edition(store: Store, reader: Reader) -> None:
    save(store, changed(reader, NEW))
    assert read_people(reader, BEGUN)[0].full_name == NEW.full_name
    assert read_people(reader, date(2026, 10, 31))[0].full_name == "Шарапова Наталья Владимировна"
    [curator] = [member for member in read_members(reader, NOW)[0] if member.role is Role.CURATOR]
    assert curator.person_id == read_people(reader, BEGUN)[0].person_id


def test_a_mended_edition_takes_its_own_place(store: Store, reader: Reader) -> None:
    known = first(reader)
    roles = (RoleGrant(Role.CURATOR), RoleGrant(Role.BLOCK_HEAD, "education"))
    save(
        store,
        replace(known, rows=(replace(known.rows[0], grants=roles, job_title=" Глава \n города "), *known.rows[1:])),
    )
    [mended] = read_editions(reader)
    assert mended.edition_id == known.edition_id
    assert mended.rows[0] == replace(known.rows[0], grants=roles, job_title="Глава города")


def test_a_new_family_name_is_the_same_person_and_old_editions_keep_the_old_one(store: Store, reader: Reader) -> None:
    married = replace(first(reader).rows[0], full_name="Ветрова Наталья Владимировна")
    save(store, changed(reader, married))
    old, new = read_editions(reader)
    assert (old.rows[0].person_id, old.rows[0].full_name) == (new.rows[0].person_id, "Шарапова Наталья Владимировна")
    assert new.rows[0].full_name == "Ветрова Наталья Владимировна"


def test_another_name_in_a_row_is_another_person(store: Store, reader: Reader) -> None:
    other = replace(first(reader).rows[0], full_name=NEW.full_name)
    save(store, changed(reader, other))
    old, new = read_editions(reader)
    assert old.rows[0].person_id != new.rows[0].person_id
    assert read_people(reader, date(2026, 10, 31))[0].full_name == "Шарапова Наталья Владимировна"


def test_one_person_in_two_rows_is_one_person(store: Store, reader: Reader) -> None:
    again = replace(NEW, role_text="Руководитель отраслевого блока образования")
    save(store, changed(reader, NEW, again))
    assert read_people(reader, BEGUN)[0].role_text == "Куратор МЦУ; Руководитель отраслевого блока образования"


def test_a_vacancy_has_no_person_and_no_rights(store: Store, reader: Reader) -> None:
    save(store, changed(reader, replace(NEW, full_name=" ")))
    assert (first(reader).rows[0].full_name, first(reader).rows[0].person_id) == ("", None)
    assert Role.CURATOR not in {member.role for member in read_members(reader, NOW)[0]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"order_number": "  "}, "Не указан номер распоряжения"),
        ({"valid_from": date(2026, 10, 27)}, "не может действовать раньше своего распоряжения от 28.10.2026"),
        ({"valid_from": date(2021, 9, 28), "order_date": date(2021, 9, 1)}, "уже действует редакция № 1662-р"),
        ({"rows": (NEW,)}, "нет администратора"),
        ({"edition_id": 404}, "её убрали, пока вы правили"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    store: Store, reader: Reader, change: dict[str, Any], says: str
) -> None:
    before = read_editions(reader)
    with pytest.raises(UserFacingError, match=says) as refused:
        save(store, replace(changed(reader, NEW), **change))
    assert "Ничего не сохранено" in str(refused.value)
    assert read_editions(reader) == before


def test_a_new_edition_can_be_taken_away_and_the_only_one_cannot(store: Store, reader: Reader) -> None:
    before = first(reader)
    save(store, changed(reader, NEW))
    new_id = first(reader).edition_id
    assert new_id is not None
    store.perform(partial(remove_edition, edition_id=new_id, now=NOW, actor="А"))
    assert read_editions(reader) == (before,)
    for edition_id, says in ((new_id, "больше нет"), (before.edition_id or 0, "единственная")):
        with pytest.raises(UserFacingError, match=says):
            store.perform(partial(remove_edition, edition_id=edition_id, now=NOW, actor="А"))


def test_only_the_last_edition_is_taken_away(store: Store, reader: Reader) -> None:
    first_id = first(reader).edition_id
    save(store, changed(reader, NEW))
    before = read_editions(reader)
    with pytest.raises(UserFacingError, match=r"После редакции № 1662-р есть ещё одна.*Ничего не изменено"):
        store.perform(partial(remove_edition, edition_id=first_id or 0, now=NOW, actor="А"))
    assert read_editions(reader) == before


def test_an_edition_before_another_one_says_until_when_it_is_in_force(store: Store, reader: Reader) -> None:
    early = replace(changed(reader, NEW), order_date=date(2020, 1, 1), valid_from=date(2020, 1, 1))
    assert "действует с 01.01.2020 по 27.09.2021: 15 строк." in save(store, early)
    assert first(reader).order_number == "1662-р", "What is in force today stays"


def test_the_editor_is_told_of_old_names_and_of_posts_in_use(reader: Reader) -> None:
    facts = read_roster_facts(reader, BEGUN)
    assert facts.around.old_names == (("Вышневолоцкого городского округа", "Вышневолоцкого муниципального округа"),)
    assert "Заместитель Главы Администрации Вышневолоцкого городского округа" in facts.job_titles
    assert read_roster_facts(reader, date(2022, 1, 1)).around.old_names == ()


def test_a_post_of_a_body_that_is_called_otherwise_now_is_doubted(store: Store, reader: Reader) -> None:
    signed: dict[str, Any] = {"valid_from": BEGUN, "source": "Решение Думы № 5", "now": NOW, "actor": "А"}
    name = "Комитет образования и молодежи"
    store.perform(lambda session: rename(session, "body:education_directorate", name=name, **signed))
    around = read_roster_facts(reader, BEGUN).around
    assert ("Управления образования", "Комитета образования и молодежи") in around.old_names
    rows = renamed(first(reader).rows, around.old_names)
    assert rows[9].job_title == (
        "Руководитель Комитета образования и молодежи Администрации Вышневолоцкого муниципального округа"
    )
    assert len(read_roster_facts(reader, date(2026, 10, 31)).around.old_names) == 1, "Not before its day"
