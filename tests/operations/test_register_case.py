"""Cases by hand, templates and limits of answers, on both stores."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.edit_templates import remove_template, save_template, set_answer_limit
from mcu_desktop.operations.register_case import NewCase, register_case
from mcu_desktop.queries.answer import read_answer_desk, read_answer_limits, read_templates
from mcu_desktop.queries.case_card import read_case_card
from mcu_desktop.queries.queue import QueueFilter, read_case_ids
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader
from tests.operations.conftest import _NOW, _ZONE

Do = Callable[..., Change]
CALL = NewCase("phone", datetime(2026, 10, 12, 6, 30, tzinfo=UTC), "Третий день нет света на Мира", house="4")


def test_a_call_becomes_a_message_with_number_term_and_reason(reader: Reader, do: Do) -> None:
    change = do(register_case, CALL, zone=_ZONE)
    assert change.text.startswith("МЦУ-2026-000001. Внесено вручную, сообщение: звонок не является обращением")
    card = read_case_card(reader, change.details, now=_NOW)  # type: ignore[arg-type]
    assert card is not None
    assert (card.channel, card.text, card.house) == ("Телефон", "Третий день нет света на Мира", "4")
    assert card.registered_at == _NOW
    assert card.events[0].summary.startswith("Внесено вручную")
    assert list(read_case_ids(reader, QueueFilter(search="света"), now=_NOW, zone=_ZONE)) == [1]
    do(register_case, CALL, zone=_ZONE)
    assert reader.rows("SELECT number, source_number FROM cases ORDER BY id") == [
        ("МЦУ-2026-000001", None), ("МЦУ-2026-000002", None),
    ]  # fmt: skip


def test_a_letter_is_an_appeal_with_a_term_of_thirty_days_and_its_topics_block(reader: Reader, do: Do) -> None:
    topics = reader.rows("SELECT id FROM topics WHERE classifier = 'feedback_platform' AND group_title = 'Образование'")
    before = reader.rows("SELECT count(*) FROM topics")
    letter = NewCase("post", CALL.received_at, "Прошу место в саду", topic_id=topics[0][0],
                     citizen=Citizen("Зорина Вера Павловна", email="zorina@mail.ru"))  # fmt: skip
    do(register_case, letter, zone=_ZONE)
    card = read_case_card(reader, 1, now=_NOW)
    assert card is not None
    assert card.kind == "обращение (59-ФЗ)"
    assert card.topic_id == topics[0][0]
    assert card.case_place.block_code == "education"
    assert {term.stage.value for term in card.clock.terms} == {"registration", "forwarding", "final_answer"}
    assert reader.rows("SELECT count(*) FROM topics") == before, "A chosen topic is not made a second time"
    assert reader.rows("SELECT name, email FROM citizens") == [("Зорина Вера Павловна", "zorina@mail.ru")]
    assert "Зорина" not in str(card)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " \n "}, "о чём сообщают"),
        ({"received_at": datetime(2026, 10, 12, 7, 1, tzinfo=UTC)}, "позже этой минуты"),
        ({"citizen": Citizen(email="z@gmail.com")}, "российской зоне"),
        ({"channel_code": "facebook"}, "больше не ведётся"),
        ({"channel_code": "нет"}, "больше не ведётся"),
    ],
)
def test_what_cannot_be_is_refused(reader: Reader, do: Do, fields: dict[str, Any], said: str) -> None:
    from dataclasses import replace

    with pytest.raises(UserFacingError, match=said):
        do(register_case, replace(CALL, **fields), zone=_ZONE)
    assert reader.rows("SELECT count(*) FROM cases") == [(0,)]


def test_templates_are_kept_changed_and_taken_away(reader: Reader, do: Do) -> None:
    seeded = len(read_templates(reader))
    assert seeded >= 5
    assert Touched.TEMPLATES in do(save_template, None, title=" Про  снег ", text="Уберём {срок}").touched
    [mine] = [found for found in read_templates(reader) if found.title == "Про снег"]
    do(save_template, mine.template_id, title="Про снег", text="Уберём до {срок}")
    with pytest.raises(UserFacingError, match="уже есть"):
        do(save_template, None, title="Про снег", text="другое")
    do(remove_template, mine.template_id)
    assert len(read_templates(reader)) == seeded
    with pytest.raises(UserFacingError, match="уже нет"):
        do(remove_template, mine.template_id)
    assert reader.rows("SELECT count(*) FROM journal") == [(3,)]


def test_the_desk_of_who_answers(reader: Reader, do: Do, take: Callable[..., Change]) -> None:
    take({}, {"external_number": "102", "answer_text": "Засыпали", "answered_at": _NOW})
    do(set_answer_limit, "incident_management", limit=500)
    assert ("incident_management", "«Инцидент Менеджмент»", 500) in read_answer_limits(reader)
    desk = read_answer_desk(reader, 1, today=date(2026, 10, 12))
    assert desk is not None
    assert (desk.limit, desk.version, desk.citizen_text) == (500, None, "Яма на дороге\nу школы")
    assert desk.earlier == (("МЦУ-2026-000002", "Засыпали"),)
    assert len(desk.officer.split()) == 3, "The one of the block in the roster of that day"
    assert read_answer_desk(reader, 99, today=date(2026, 10, 12)) is None
