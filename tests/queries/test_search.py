"""The search on both stores: forms, typos, phrases, addresses, filters in the box."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.operations.edit_case import set_field
from mcu_desktop.operations.take_in import take_in
from mcu_desktop.operations.task import Task
from mcu_desktop.queries import queue_search, search
from mcu_desktop.queries.queue import QueueFilter, read_case_ids, read_first_page
from mcu_desktop.queries.search import find_instead
from mcu_desktop.queries.search_box import offered_filters
from mcu_desktop.rules.case_fields import CaseField
from mcu_desktop.store.reading import Reader
from mcu_desktop.store.store import Store
from tests.queries.trade_words import TRADE_WORDS, forms_of

NOW = datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
TEXTS = {
    1: "На участке у детского сада нет освещения",
    2: "Сад детский, а дорога взрослая. Ямы!",
    3: "Ёлки во дворе дома не убраны, подъезд 2",
    4: "Прошу отремонтировать водопровод на ул. Ленина, д. 12",
    5: "Ленина 120: снег",
    6: "Автобус маршрута 7 не приехал",
}


@pytest.fixture
def taken(store: Store, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]) -> Store:
    cases = [
        incoming(external_number=f"5500{number}", clean_text=text, received_text=text, topic="", topic_group="",
                 settlement="", street="", house="", recipient="Управление образования" if number < 3 else "",
                 received_at=datetime(2026, 10, number, 7, tzinfo=UTC))
        for number, text in TEXTS.items()
    ]  # fmt: skip
    file = file_of(*cases)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    return store


def found(reader: Reader, text: str, **fields: Any) -> list[int]:
    wanted = replace(QueueFilter(), search=text, **fields)
    return sorted(read_case_ids(reader, wanted, now=NOW, zone=ZONE))


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("участок", [1]),
        ("участками", [1]),
        ("яма", [2]),
        ("елка", [3]),
        ("ёлками", [3]),
        ("детский сад", [1, 2]),
        ('"детский сад"', [1]),
        ('"сада нет освещения"', [1]),
        ('"сад освещения"', []),
        ("улица Ленина 12", [4]),
        ("Ленина, 12", [4]),
        ("отремонтировал", [4]),
        ("водопр", [4]),
        ("3", [3]),
        ("МЦУ-2026-000005", [5]),
        ("55006", [6]),
        ("5500", [1, 2, 3, 4, 5, 6]),
        ("получатель:образован", [1, 2]),
        ("получатель:образован ямы", [2]),
        ("от:05.10.2026", [5, 6]),
        ("от:05.10.2026 до:05.10.2026", [5]),
        ("блок:нетакого", []),
        ("номер:55003", [3]),
        ("срок:закрыто", []),
        ("состояние:назначено", [1, 2]),
        ("место:Ленина", [4, 5]),
        ("' OR 1=1 --", []),
        ('"', [1, 2, 3, 4, 5, 6]),
    ],
)
def test_what_is_typed_finds(taken: Store, reader: Reader, text: str, cases: list[int]) -> None:
    del taken
    assert found(reader, text) == cases


@pytest.mark.parametrize("text", ["участок", "детский сад", '"детский сад"', "получатель:образован ямы", "5500", "зз"])
def test_a_common_word_is_found_on_its_own_way_just_the_same(
    taken: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    del taken
    queue_search._understood.cache_clear()
    rare = read_first_page(reader, QueueFilter(search=text), now=NOW, zone=ZONE)
    monkeypatch.setattr(search, "COMMON", 0)
    queue_search._understood.cache_clear()
    assert read_first_page(reader, QueueFilter(search=text), now=NOW, zone=ZONE) == rare
    assert found(reader, text) == sorted(row.case_id for row in rare)
    queue_search._understood.cache_clear()


def test_a_tag_narrows_and_is_found_as_a_word(taken: Store, reader: Reader) -> None:
    taken.perform(lambda session: set_field(session, 6, CaseField.TAGS, ("транспорт",), now=NOW, actor="О"))
    assert found(reader, "метка:#Транспорт") == [6]
    assert found(reader, "транспортом") == [6]
    assert 'состояние:"ответ на проверке"' in offered_filters(reader)
    assert "метка:транспорт" in offered_filters(reader)


def test_a_filter_in_the_box_goes_together_with_those_of_the_bar(taken: Store, reader: Reader) -> None:
    del taken
    assert found(reader, "от:02.10.2026", received_to=date(2026, 10, 3)) == [2, 3]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("асвещения", [1]), ("водопровот", [4]), ("автобсу", [6]), ("ленена 12", [4]), ("осввещение учасстке", [1])],
)
def test_a_typo_of_one_letter_leads_to_what_was_meant(
    taken: Store, reader: Reader, typed: str, meant: list[int]
) -> None:
    del taken
    assert found(reader, typed) == []
    assert found(reader, find_instead(reader, typed)) == meant


@pytest.mark.parametrize("typed", ["квазистационар", "участок яма", "зз", "", 'состояние:"в работе"', "тема:ленена"])
def test_nothing_is_offered_where_nothing_was_meant(taken: Store, reader: Reader, typed: str) -> None:
    del taken
    assert find_instead(reader, typed) == ""


def test_every_form_of_two_hundred_words_finds_every_other(
    store: Store, reader: Reader, incoming: Callable[..., IncomingCase], file_of: Callable[..., ReadFile]
) -> None:
    """A case holds one form of one word; each form is looked for, and should find the cases of its word alone."""
    forms = [(word, form) for word in TRADE_WORDS for form in forms_of(word)]
    assert len(TRADE_WORDS) == 200
    assert len(forms) >= 2_000
    cases = [
        incoming(external_number=f"н{number}", clean_text=form, received_text=form, topic="", topic_group="",
                 settlement="", street="", house="", source_status="")
        for number, (_word, form) in enumerate(forms)
    ]  # fmt: skip
    file = file_of(*cases)
    store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=ZONE, actor="О"))
    words_of_form: dict[str, set[str]] = {}
    for word, form in forms:
        words_of_form.setdefault(form, set()).add(word)
    of_id = {number: word for number, (word, _form) in enumerate(forms, 1)}
    wanted = {word: {number for number, of in of_id.items() if of == word} for word in TRADE_WORDS}
    there = missed = strange = 0
    for form, words in words_of_form.items():
        right = set().union(*(wanted[word] for word in words))
        got = set(found(reader, f"{form} "))
        there += len(right & got)
        missed += len(right - got)
        strange += len(got - right)
    assert there / (there + missed) >= 0.995
    assert there / (there + strange) >= 0.95
