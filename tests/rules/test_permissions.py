"""The table of who may do what, and what it says in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.permissions import (
    DEEDS,
    ON_CASES,
    OWNER,
    PERMISSIONS,
    CasePlace,
    Deed,
    Reach,
    Rights,
    permission_page,
    permission_table,
)
from mcu_desktop.rules.terms import Role

IM, POS = "incident_management", "feedback_platform"
GRANTS = {
    Role.BLOCK_HEAD: RoleGrant(Role.BLOCK_HEAD, "education"),
    Role.BLOCK_OFFICER: RoleGrant(Role.BLOCK_OFFICER, "education"),
    Role.INCIDENT_COORDINATOR: RoleGrant(Role.INCIDENT_COORDINATOR, None, IM),
    Role.FEEDBACK_COORDINATOR: RoleGrant(Role.FEEDBACK_COORDINATOR, None, POS),
}
PLACES = st.builds(CasePlace, st.sampled_from([None, "education", "sport"]), st.sampled_from([IM, POS, "post"]))


def rights(*roles: Role) -> Rights:
    return Rights(tuple(GRANTS.get(role, RoleGrant(role)) for role in roles))


@pytest.mark.parametrize(
    ("role", "deed", "place", "allowed"),
    [
        (Role.BLOCK_HEAD, Deed.CLOSE, CasePlace("education", IM), True),
        (Role.BLOCK_HEAD, Deed.CLOSE, CasePlace("sport", IM), False),
        (Role.BLOCK_HEAD, Deed.CLOSE, CasePlace(None, IM), False),
        (Role.BLOCK_OFFICER, Deed.MOVE_TERM, CasePlace("education", "post"), True),
        (Role.INCIDENT_COORDINATOR, Deed.CLOSE, CasePlace("sport", IM), True),
        (Role.INCIDENT_COORDINATOR, Deed.CLOSE, CasePlace("sport", POS), False),
        (Role.FEEDBACK_COORDINATOR, Deed.CLOSE, CasePlace("sport", POS), True),
        (Role.FEEDBACK_COORDINATOR, Deed.CLOSE, CasePlace("sport", "post"), True),
        (Role.CURATOR, Deed.SET_TASK, CasePlace("sport", POS), True),
        (Role.CURATOR, Deed.CLOSE, CasePlace("sport", POS), False),
        (Role.HEAD, Deed.CLOSE, CasePlace(None, POS), True),
        (Role.HEAD, Deed.EDIT_ROSTER, None, False),
        (Role.ADMINISTRATOR, Deed.EDIT_ROSTER, None, True),
        (Role.ADMINISTRATOR, Deed.CLOSE, None, False),
    ],
)
def test_the_decree_says_who_may(role: Role, deed: Deed, place: CasePlace | None, allowed: bool) -> None:
    assert rights(role).allows(deed, place) is allowed


@given(st.lists(st.sampled_from(Role), max_size=4), st.sampled_from(Deed), st.none() | PLACES)
def test_several_roles_may_what_any_of_them_may(roles: list[Role], deed: Deed, place: CasePlace | None) -> None:
    assert rights(*roles).allows(deed, place) is any(rights(role).allows(deed, place) for role in roles)
    assert rights(*roles).allows(deed, place) is (rights(*roles).refusal(deed, place) == "")


@given(st.sampled_from(Role), st.sampled_from(Deed), PLACES)
def test_who_may_a_deed_somewhere_may_not_be_refused_without_a_place(role: Role, deed: Deed, place: CasePlace) -> None:
    if rights(role).allows(deed, place):
        assert rights(role).allows(deed)


def test_the_owner_of_a_local_store_may_all_and_a_stranger_nothing() -> None:
    assert all(OWNER.allows(deed) for deed in Deed)
    assert not any(Rights().allows(deed) for deed in Deed)


def test_every_deed_is_somebodys_and_has_its_words() -> None:
    for deed in Deed:
        assert any(deed in deeds for deeds in PERMISSIONS.values()), deed
    assert set(DEEDS) == set(Deed)
    assert set(PERMISSIONS) == set(Role)


def test_a_refusal_names_those_who_may_and_the_own_role() -> None:
    assert rights(Role.CURATOR).refusal(Deed.NOTE_BREACH) == (
        "Указывать причины нарушений может: Руководитель МЦУ; Ответственный за «Инцидент менеджмент» (свой канал); "
        "Ответственный за ПОС (свой канал); Руководитель отраслевого блока (свой блок); "
        "Ответственный за работу отраслевого блока (свой блок). Ваша роль: Куратор МЦУ."
    )
    assert Rights().refusal(Deed.EDIT_ROSTER).endswith("Ваша роль: вас нет в составе МЦУ.")


def test_the_table_for_people_says_the_same() -> None:
    words = {"—": None, "все": Reach.ALL, "свой блок": Reach.OWN_BLOCK, "свой канал": Reach.OWN_CHANNEL}
    titles = {title: deed for deed, title in DEEDS.items()}
    table = dict(permission_table())
    assert {titles[title] for title in table} == set(Deed)
    for title, cells in table.items():
        for role, cell in zip(Role, cells, strict=True):
            reach = PERMISSIONS[role].get(titles[title])
            if titles[title] in ON_CASES:
                assert reach is words[cell], "With which cases"
            else:
                assert (reach is Reach.ALL, reach is None) == (cell == "да", cell == "—")


def test_the_handbook_prints_this_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "handbook" / "prava.md"
    assert page.read_text(encoding="utf-8") == permission_page(), "Print it anew, see docs/developing.md"


def test_the_people_of_a_block_see_their_own_block_s_cases() -> None:
    head, officer = RoleGrant(Role.HEAD), RoleGrant(Role.BLOCK_OFFICER, "education")
    assert OWNER.sees_all_cases
    assert Rights((officer, head)).sees_all_cases
    assert not Rights((officer,)).sees_all_cases
    assert not Rights().sees_all_cases
