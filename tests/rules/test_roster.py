"""Приложение 2: what its words mean, which edition is in force, what two editions differ in."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.resources import resource
from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import BlockWords, Edition, RosterRow, compare, edition_on, guess_body, guess_grants
from mcu_desktop.rules.terms import Role


def seeded(name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(resource("catalogues", f"{name}.json").read_text(encoding="utf-8"))["rows"]
    return rows


BLOCKS = tuple(BlockWords(row["code"], row["title"], row["decree_wording"]) for row in seeded("sector_blocks"))
NAMES = ("Андреев Сергей Петрович", "Янцен Светлана Алексеевна", "Боброва Светлана Викторовна", "Ваваев Федор")
ROLES = ("Куратор МЦУ", "Администратор МЦУ", "Руководитель отраслевого блока образования")
ROWS = st.builds(RosterRow, st.sampled_from(NAMES), st.sampled_from(("Эксперт", "Специалист")), st.sampled_from(ROLES))
TABLES = st.lists(ROWS, max_size=8).map(tuple)


@pytest.mark.parametrize("row", seeded("roster"), ids=lambda row: row["role_text"])
def test_each_row_of_the_decree_is_understood(row: dict[str, str]) -> None:
    grant = RoleGrant(Role(row["role"]), row["block_code"], row["channel_code"])
    assert guess_grants(row["role_text"], BLOCKS) == (grant,)


@pytest.mark.parametrize(
    ("words", "grants"),
    [
        ("", ()),
        ("Делопроизводитель", ()),
        ("Руководитель отраслевого блока", ()),
        ("Руководитель отраслевого блока по делам кошек", ()),
        ("Руководитель Управления образования", ()),
        ("КУРАТОР  мцу", (RoleGrant(Role.CURATOR),)),
        ("Руководитель муниципального центра управления", (RoleGrant(Role.HEAD),)),
        ("Ответственный за ПОС", (RoleGrant(Role.FEEDBACK_COORDINATOR, channel_code="feedback_platform"),)),
        ("Руководитель блока «Культура и молодёжь»", (RoleGrant(Role.BLOCK_HEAD, "culture"),)),
        (
            "Администратор МЦУ; ответственный за работу отраслевого блока образования",
            (RoleGrant(Role.ADMINISTRATOR), RoleGrant(Role.BLOCK_OFFICER, "education")),
        ),
        ("Куратор МЦУ\nКуратор МЦУ", (RoleGrant(Role.CURATOR),)),
    ],
)
def test_other_words_are_guessed_only_where_they_are_clear(words: str, grants: tuple[RoleGrant, ...]) -> None:
    assert guess_grants(words, BLOCKS) == grants


@given(st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=6), st.data())
def test_the_last_edition_that_took_effect_is_in_force(days: set[date], data: st.DataObject) -> None:
    editions = data.draw(st.permutations([Edition("1-р", day, day, ()) for day in days]))
    day = data.draw(st.dates(date(2019, 1, 1), date(2031, 1, 1)))
    found = edition_on(editions, day)
    assert (found and found.valid_from) == max((begun for begun in days if begun <= day), default=None)
    if found is not None:
        assert edition_on(editions, found.valid_from) == found
        assert edition_on(editions, found.valid_from - timedelta(days=1)) != found


@given(TABLES, TABLES)
def test_the_difference_tells_every_row_once(before: tuple[RosterRow, ...], after: tuple[RosterRow, ...]) -> None:
    found = compare(before, after)
    left = [row for row in before if row not in found.removed]
    assert len(before) - len(found.removed) == len(after) - len(found.added)
    assert all(old.full_name == new.full_name and old != new for old, new in found.changed)
    assert {old for old, _new in found.changed} <= set(left) | set(found.removed)
    assert found.is_empty == (before == after)


def test_a_change_names_who_came_who_went_and_what_is_new() -> None:
    chief, expert, officer = (RosterRow(name, "Эксперт", role) for name, role in zip(NAMES, ROLES, strict=False))
    promoted = RosterRow(expert.full_name, "Руководитель отдела", expert.role_text)
    new = RosterRow("Новиков Иван Ильич", "Специалист", "Куратор МЦУ")
    found = compare((chief, expert, officer), (new, promoted, officer))
    assert found.removed == (chief,)
    assert found.added == (new,)
    assert found.changed == ((expert, promoted),)
    assert found.moved == ()


def test_a_row_at_another_place_is_moved_and_the_others_are_not() -> None:
    first, second, third = (RosterRow(name, "Эксперт", "Куратор МЦУ") for name in NAMES[:3])
    found = compare((first, second, third), (second, third, first))
    assert found.moved == (first,)
    assert (found.removed, found.added, found.changed) == ((), (), ())


def test_a_person_of_two_rows_keeps_each_of_them() -> None:
    rows = tuple(RosterRow(NAMES[0], "Эксперт", role) for role in ROLES)
    assert compare(rows, (rows[0], rows[2])).removed == (rows[1],)


def test_a_table_from_a_file_knows_its_people_by_name() -> None:
    known = RosterRow("Ким Ян Ильич", "Эксперт", "Куратор МЦУ", person_id=7)
    read = RosterRow("Ким Ян  Ильич", "Глава отдела", "Куратор МЦУ")
    assert compare((known,), (read,)).changed == ((known, read),)


def test_another_person_written_over_a_row_comes_and_the_former_goes() -> None:
    former = RosterRow("Ким Ян Ильич", "Эксперт", "Куратор МЦУ", person_id=7)
    written_over = replace(former, full_name="Седова Вера Львовна")
    found = compare((former,), (written_over,))
    assert (found.removed, found.added, found.changed) == ((former,), (written_over,), ())


def test_a_new_family_name_is_the_same_person_and_a_namesake_is_not() -> None:
    before = RosterRow("Ким Яна Ильинична", "Эксперт", "Куратор МЦУ", person_id=7)
    married = replace(before, full_name="Седова Яна Ильинична")
    assert compare((before,), (married,)).changed == ((before, married),)
    namesake = replace(before, person_id=8)
    assert compare((before,), (namesake,)).added == (namesake,)


BODIES = tuple((row["title"], place) for place, row in enumerate(seeded("sector_bodies")))
NAMED = {
    "Руководитель Комитета по физической культуре и спорту Администрации": "Комитет по физической культуре и спорту",
    "Руководитель Управления образования Администрации": "Управление образования",
    "Эксперт информационно-технического отдела Управления по обеспечению деятельности Администрации":
        "Управление по обеспечению деятельности Администрации",
    "Заместитель Главы Администрации": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize(("job_title", "body"), NAMED.items())
def test_a_post_names_its_body(job_title: str, body: str | None) -> None:
    found = guess_body(job_title, BODIES)
    assert (None if found is None else BODIES[found][0]) == body


def test_of_two_bodies_that_fit_as_well_none_is_guessed() -> None:
    assert (
        guess_body("Глава Управления и Комитета культуры", (("Управление культуры", 1), ("Комитет культуры", 2)))
        is None
    )
