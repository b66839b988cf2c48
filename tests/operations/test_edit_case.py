"""Fields of a case edited by people, alone and together, on both stores."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mcu_desktop.operations.change import Change
from mcu_desktop.operations.close_case import close_case
from mcu_desktop.operations.edit_case import assign, edit_case, set_field
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.rules.case_fields import CaseField, ClashError, FieldEdit
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import Outcome
from mcu_desktop.store.reading import Reader
from tests.operations.conftest import _NOW, _ZONE

Do = Callable[..., Change]


@pytest.fixture(autouse=True)
def one_case(take: Callable[..., Change]) -> None:
    take({"recipient": ""})


def columns(reader: Reader, names: str) -> tuple[Any, ...]:
    return reader.rows("SELECT " + names + " FROM cases")[0]


def topic(reader: Reader, title: str) -> int:
    return int(reader.rows("SELECT id FROM topics WHERE title = :title OR group_title = :title", title=title)[0][0])


def found(reader: Reader, text: str) -> int:
    return len(read_case_ids(reader, QueueFilter(search=text), now=_NOW, zone=_ZONE))


def test_edited_fields_are_stored_with_their_history_and_found(reader: Reader, do: Do) -> None:
    edits = [
        FieldEdit(CaseField.GIST, "", "  Провал\0 у гимназии "),
        FieldEdit(CaseField.HOUSE, "7", "9"),
        FieldEdit(CaseField.TAGS, (), ("#Дороги", "дороги ", "срочно")),
        FieldEdit(CaseField.IMPORTANT, False, True),
    ]
    change = do(edit_case, 1, edits)
    assert change.text == "МЦУ-2026-000001. Изменено: суть, дом, метки, важное."
    assert columns(reader, "gist, house, version") == ("Провал у гимназии", "9", 2)
    assert bool(columns(reader, "important")[0])
    assert reader.rows("SELECT title FROM case_tags ORDER BY title") == [("дороги",), ("срочно",)]
    summary, changes = reader.rows("SELECT summary, changes FROM case_events ORDER BY id DESC LIMIT 1")[0]
    assert summary == "Изменено: суть, дом, метки, важное"
    assert ["Дом", "7", "9"] in json.loads(changes)
    assert ["Метки", "", "дороги, срочно"] in json.loads(changes)
    assert (found(reader, "гимназия"), found(reader, "яма школа"), found(reader, "баня")) == (1, 1, 0)


def test_edits_of_different_fields_both_stay(reader: Reader, do: Do) -> None:
    do(edit_case, 1, [FieldEdit(CaseField.STREET, "Казанский проспект", "Большая Садовая")])
    do(edit_case, 1, [FieldEdit(CaseField.STREET, "Казанский проспект", "Казанский проспект"),
                      FieldEdit(CaseField.HOUSE, "7", "8")])  # fmt: skip
    assert columns(reader, "street, house") == ("Большая Садовая", "8")


def test_an_edit_of_what_another_has_changed_is_refused_with_both_texts(reader: Reader, do: Do) -> None:
    do(edit_case, 1, [FieldEdit(CaseField.HOUSE, "7", "8")])
    with pytest.raises(ClashError, match="там «8», у вас «9»") as caught:
        do(edit_case, 1, [FieldEdit(CaseField.HOUSE, "7", "9"), FieldEdit(CaseField.GIST, "", "Яма")])
    assert [(clash.field, clash.theirs, clash.mine) for clash in caught.value.clashes] == [(CaseField.HOUSE, "8", "9")]
    assert columns(reader, "house, gist, version") == ("8", "", 2), "Nothing by half"
    do(edit_case, 1, [FieldEdit(CaseField.HOUSE, "7", "8"), FieldEdit(CaseField.GIST, "", "Яма")])
    assert columns(reader, "house, gist") == ("8", "Яма"), "Both wanted the same: no clash"


def test_who_has_seen_the_others_text_may_write_over_it(reader: Reader, do: Do) -> None:
    do(edit_case, 1, [FieldEdit(CaseField.HOUSE, "7", "8")])
    do(edit_case, 1, [FieldEdit(CaseField.HOUSE, "8", "9")])
    assert columns(reader, "house") == ("9",)


def test_a_new_topic_leads_to_its_block_unless_a_person_has_chosen_one(reader: Reader, do: Do) -> None:
    block = "SELECT b.code FROM cases c JOIN sector_blocks b ON b.id = c.sector_block_id"
    roads, schools = reader.rows(block)[0][0], topic(reader, "Образование")
    do(set_field, 1, CaseField.TOPIC, schools)
    assert reader.rows(block) == [("education",)]
    do(assign, 1, block=roads, recipient="")
    do(set_field, 1, CaseField.TOPIC, topic(reader, "Ямы во дворах"))
    do(set_field, 1, CaseField.TOPIC, schools)
    assert reader.rows(block) == [(roads,)], "A person's choice stays"


def test_assigning_makes_a_recipient_known_and_moves_the_state(reader: Reader, do: Do) -> None:
    assert columns(reader, "state") == ("registered",)
    change = do(assign, 1, block="culture", recipient="Управление  ЖКХ")
    assert "Назначено: " in change.text
    assert "Управление ЖКХ" in change.text
    assert columns(reader, "state") == ("assigned",)
    title = "SELECT r.title FROM cases c JOIN responsible_recipients r ON r.id = c.recipient_id"
    assert reader.rows(title) == [("Управление ЖКХ",)]
    do(assign, 1, block="education", recipient="Управление ЖКХ")
    do(assign, 1, block="education", recipient="Отдел дорог")
    do(assign, 1, block="education", recipient="Управление ЖКХ")
    assert reader.rows(title) == [("Управление ЖКХ",)]
    assert reader.rows("SELECT count(*) FROM responsible_recipients") == [(2,)], "One that is known is not made anew"
    change = do(assign, 1, block="culture", recipient="")
    assert change.text.endswith("Назначено: Культура, молодежь и туризм; получатель снят."), "What is lost is said, too"


def test_a_newer_export_leaves_what_a_person_has_set(reader: Reader, do: Do, take: Callable[..., Change]) -> None:
    do(set_field, 1, CaseField.HOUSE, "8")
    do(set_field, 1, CaseField.TOPIC, topic(reader, "Образование"))
    take({"recipient": "Отдел дорог", "house": "70", "settlement": "Академический"})
    assert columns(reader, "house, settlement") == ("8", "Академический")
    topic_now = reader.rows("SELECT t.group_title FROM cases c JOIN topics t ON t.id = c.topic_id")
    assert topic_now == [("Образование",)]
    assert columns(reader, "state") == ("assigned",), "The work went on in the source"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (FieldEdit(CaseField.HOUSE, "7", "8" * 61), "61 знаков, а помещается 60"),
        (FieldEdit(CaseField.GIST, "", "я" * 2_001), "а помещается 2000"),
        (FieldEdit(CaseField.TAGS, (), tuple(map(str, range(21)))), "Меток не больше 20"),
        (FieldEdit(CaseField.TOPIC, None, 10**6), "темы больше нет"),
        (FieldEdit(CaseField.BLOCK, "utilities", "нет такого"), "неизвестен"),
        (FieldEdit(CaseField.HOUSE, "7", " 7 "), "сохранять нечего"),
    ],
)
def test_what_does_not_fit_is_refused(reader: Reader, do: Do, edit: FieldEdit, said: str) -> None:
    with pytest.raises(UserFacingError, match=said):
        do(edit_case, 1, [edit])
    assert columns(reader, "version") == (1,)


def test_a_closed_case_is_not_edited(reader: Reader, do: Do) -> None:
    do(close_case, 1, outcome=Outcome.RESOLVED, outcome_title="решено", breach_reason="опоздали")
    with pytest.raises(UserFacingError, match="сначала верните его на контроль"):
        do(edit_case, 1, [FieldEdit(CaseField.HOUSE, "7", "8")])
    assert columns(reader, "house, state") == ("7", "closed")
