"""What is known of a person beside the roster, on both stores."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from mcu_desktop.operations.edit_person import edit_person
from mcu_desktop.queries.person_cards import read_forms, read_person_cards
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = date(2026, 11, 2)
NOTHING: dict[str, Any] = {"sector_body_id": None, "phone": "", "email": "", "job_description_on": None, "forms": {}}


def test_facts_are_kept_and_only_corrected_forms_with_them(store: Store, reader: Reader) -> None:
    card = read_person_cards(reader, DAY)[0]
    forms = {card.full_name: {GrammaticalCase.DATIVE: " Шараповой  Н.В. ", GrammaticalCase.GENITIVE: " "}}
    facts = NOTHING | {"phone": " 1  2 ", "email": "a @b.ru", "forms": forms}
    for _twice in range(2):
        store.perform(lambda session: edit_person(session, card.person_id, **facts, now=NOW, actor="А"))
    changed = read_person_cards(reader, DAY)[0]
    assert (changed.phone, changed.email) == ("1 2", "a@b.ru")
    assert read_forms(reader) == {(card.full_name, GrammaticalCase.DATIVE): "Шараповой Н.В."}
    with pytest.raises(UserFacingError, match="больше нет"):
        store.perform(lambda session: edit_person(session, 404, **NOTHING, now=NOW, actor="А"))
