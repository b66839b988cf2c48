"""Taking files in, on both stores."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.incoming import Citizen, IncomingCase, ReadFile, RefusedRow
from mcu_desktop.intake.reading import read_file
from mcu_desktop.operations.edit_case import edit_case
from mcu_desktop.operations.take_in import CaseChange, IntakePreview, IntakeResult, compare, take_in
from mcu_desktop.operations.task import Cancelled, Task
from mcu_desktop.queries.case_card import CaseCard, read_case_card
from mcu_desktop.queries.queue import QueueFilter, read_first_page
from mcu_desktop.rules.case_fields import CaseField, FieldEdit
from mcu_desktop.rules.terms import Outcome, SourceSystem
from mcu_desktop.store.store import Store

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
REAL_FILES = Path(__file__).parents[3] / "shared" / "data"
Make = Callable[..., IncomingCase]
FileOf = Callable[..., ReadFile]


def _take(store: Store, file: ReadFile, task: Task | None = None, now: datetime = NOW) -> IntakeResult:
    change = store.perform(
        lambda session: take_in(session, task or Task(), file, now=now, zone=MOSCOW, actor="Оператор")
    )
    assert isinstance(change.details, IntakeResult)
    return change.details


def _counts(result: IntakeResult) -> tuple[int, int, int, int]:
    return result.added, result.updated, result.unchanged, result.refused


def _only_card(store: Store) -> CaseCard:
    with closing(store.open_reader()) as reader:
        [(case_id,)] = reader.rows("SELECT id FROM cases")
        card = read_case_card(reader, case_id, now=NOW)
    assert card is not None
    return card


def test_a_new_case_stands_in_its_blocks_queue_with_an_explained_deadline(
    store: Store, incoming: Make, file_of: FileOf
) -> None:
    assert _counts(_take(store, file_of(incoming()))) == (1, 0, 0, 0)
    with closing(store.open_reader()) as reader:
        [row] = read_first_page(reader, QueueFilter(block="utilities"), now=NOW, zone=MOSCOW)
    assert row.number == "МЦУ-2026-000001"
    assert row.text == "Яма на дороге у школы"
    assert row.place == "Вышний Волочёк, Казанский проспект, 7"
    # «Инцидент Менеджмент», 8 working hours of 09:00-18:00 with lunch 13:00-14:00, from Monday 10:30.
    assert row.legal_deadline == datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
    card = _only_card(store)
    assert card.clock.terms[0].trace
    assert card.received_text == "Яма на дороге<br>у школы"
    assert [event.summary for event in card.events] == ["Загружено из файла «выгрузка.xlsx», строка 2"]


def test_the_same_file_again_adds_nothing(store: Store, incoming: Make, file_of: FileOf) -> None:
    file = file_of(incoming(), incoming(external_number="102"))
    _take(store, file)
    assert _counts(_take(store, file)) == (0, 0, 2, 0)
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM cases") == [(2,)]


def test_the_same_number_of_another_system_is_another_case(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming()))
    other = incoming(system=SourceSystem.FEEDBACK_PLATFORM, channel_code="feedback_platform")
    assert _counts(_take(store, file_of(other))) == (1, 0, 0, 0)


def test_a_newer_export_changes_what_it_says_and_tells_it(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming()))
    answered = incoming(
        row_number=5,
        source_status="Готово",
        answer_text="Яма засыпана",
        answered_at=NOW,
        closed_at=NOW + timedelta(hours=1),
        outcome=Outcome.RESOLVED,
        satisfaction=5,
    )
    assert _counts(_take(store, file_of(answered), now=NOW + timedelta(days=1))) == (0, 1, 0, 0)
    card = _only_card(store)
    assert (card.answer_text, card.outcome, card.satisfaction) == ("Яма засыпана", "решено", 5)
    newest = card.events[0]
    assert newest.summary == "Изменилось в источнике: файл «выгрузка.xlsx», строка 5"
    assert ("Шаг в источнике", "В работе", "Готово") in newest.changes
    assert ("Ответ дан", "", "05.10.2026 11:00") in newest.changes
    assert len(card.events) == 2


def _found(store: Store, words: str) -> list[str]:
    """Return what the queue shows of the cases that are found."""
    with closing(store.open_reader()) as reader:
        return [row.text for row in read_first_page(reader, QueueFilter(search=words), now=NOW, zone=MOSCOW)]


def test_a_newer_text_is_what_the_queue_shows_and_finds(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming()))
    newer = incoming(received_text="Провал у бассейна", clean_text="Провал у бассейна", topic="Тротуары")
    assert _counts(_take(store, file_of(newer))) == (0, 1, 0, 0)
    assert _found(store, "бассейн") == _found(store, "тротуар") == ["Провал у бассейна"]
    assert _found(store, "яма") == []


def test_what_people_wrote_here_is_still_found_after_a_newer_export(
    store: Store, incoming: Make, file_of: FileOf
) -> None:
    _take(store, file_of(incoming()))
    edits = [FieldEdit(CaseField.GIST, "", "Опасный котлован")]
    case_id = _only_card(store).case_id
    store.perform(lambda session: edit_case(session, case_id, edits, now=NOW, actor="Оператор"))
    _take(store, file_of(incoming(received_text="Провал", clean_text="Провал", recipient="МБУ «Мосты»")))
    assert len(_found(store, "котлован")) == len(_found(store, "мосты")) == 1


def test_an_answered_case_that_is_not_closed_has_no_term_running(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming()))
    _take(store, file_of(incoming(answer_text="Ответ", answered_at=NOW)))
    card = _only_card(store)
    assert card.legal_deadline is None
    assert card.clock.terms[0].trace, "How its deadline came about stays known"


def test_a_new_topic_moves_the_case_to_its_block(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming(topic_group="", topic="")))
    assert _only_card(store).block == ""
    _take(store, file_of(incoming(topic_group="Образование", topic="Ремонт школы")))
    assert "бразован" in _only_card(store).block


def test_what_the_file_is_silent_about_stays(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming(answer_text="Ответ", answered_at=NOW)))
    assert _counts(_take(store, file_of(incoming()))) == (0, 0, 1, 0)
    assert _only_card(store).answer_text == "Ответ"


def test_rows_absent_from_the_newer_file_are_left_alone(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming(), incoming(external_number="102")))
    assert _counts(_take(store, file_of(incoming(external_number="102")))) == (0, 0, 1, 0)
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM cases") == [(2,)]


def test_a_refused_row_is_kept_whole(store: Store, incoming: Make, file_of: FileOf) -> None:
    refused = RefusedRow(7, "Нет даты создания", {"Номер инцидента": "103", "Текст": "Где автобус?"})
    assert _counts(_take(store, file_of(incoming(), refused=(refused,)))) == (1, 0, 0, 1)
    with closing(store.open_reader()) as reader:
        [(number, reason, cells)] = reader.rows("SELECT row_number, reason, cells FROM refused_rows")
    assert (number, reason) == (7, "Нет даты создания")
    assert "Где автобус?" in cells


def test_a_row_refused_again_waits_once(store: Store, incoming: Make, file_of: FileOf) -> None:
    refused = RefusedRow(7, "Нет даты создания", {"Номер инцидента": "103"})
    for _ in range(2):
        _take(store, file_of(incoming(), refused=(refused,)))
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM refused_rows") == [(1,)]


def test_a_preview_says_what_taking_in_then_does(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming(), incoming(external_number="102")))
    file = file_of(
        incoming(), incoming(external_number="102", source_status="Готово"), incoming(external_number="103"),
        refused=(RefusedRow(9, "Пусто", {}),),
    )  # fmt: skip
    with closing(store.open_reader()) as reader:
        found = compare(reader, file)
    [(title, count)] = found.blocks
    changes = (CaseChange("102", "Шаг в источнике: В работе → Готово"),)
    assert found == IntakePreview(new=1, changed=1, unchanged=1, refused=1, blocks=((title, 1),), changes=changes)
    assert count == 1
    assert _counts(_take(store, file)) == (1, 1, 1, 1)


def test_a_cancelled_intake_stores_nothing(store: Store, incoming: Make, file_of: FileOf) -> None:
    def cancel_half_way(percent: int, _text: str) -> None:
        if percent > 30:
            task.cancel()

    task = Task(cancel_half_way)
    file = file_of(*(incoming(external_number=str(number)) for number in range(2_500)))
    with pytest.raises(Cancelled):
        _take(store, file, task)
    with closing(store.open_reader()) as reader:
        for table in ("cases", "intake_batches", "topics WHERE title = 'Ямы во дворах'"):
            assert reader.rows(f"SELECT count(*) FROM {table}") == [(0,)]
    _take(store, file_of(incoming()))
    assert _only_card(store).number == "МЦУ-2026-000001", "Numbers are not lost either"


def test_a_newer_export_is_cancelled_among_its_changes_and_changes_nothing(
    store: Store, incoming: Make, file_of: FileOf
) -> None:
    numbers = range(120)
    _take(store, file_of(*(incoming(external_number=str(number)) for number in numbers)))
    told: list[str] = []

    def cancel_among_changes(percent: int, text: str) -> None:
        told.append(text)
        if percent > 90:
            task.cancel()

    task = Task(cancel_among_changes)
    newer = file_of(*(incoming(external_number=str(number), source_status="Готово") for number in numbers))
    with pytest.raises(Cancelled):
        _take(store, newer, task)
    assert told[-2:] == ["Записываем изменения: 0 из 120", "Записываем изменения: 50 из 120"]
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT count(*) FROM cases WHERE source_status = 'Готово'") == [(0,)]


def test_personal_data_are_kept_apart_from_the_case(store: Store, incoming: Make, file_of: FileOf) -> None:
    _take(store, file_of(incoming(citizen=Citizen(name="Заявитель Первый", phone="+7 900 000-00-00"))))
    with closing(store.open_reader()) as reader:
        assert reader.rows("SELECT name, phone FROM citizens") == [("Заявитель Первый", "+7 900 000-00-00")]
        [(words,)] = reader.rows("SELECT words FROM case_search")
    assert "заявител" not in words


@pytest.mark.skipif(not REAL_FILES.exists(), reason="the real exports are not beside the project")
@pytest.mark.parametrize(
    ("name", "rows"),
    [("im_export_omsk_39rows_deidentified.xlsx", 39), ("kursk_open_im.xlsx", 2100), ("kursk_open.csv", 2100)],
)
def test_the_real_exports_go_in_whole_and_only_once(store: Store, name: str, rows: int) -> None:
    path = REAL_FILES / name
    file = read_file(path, zone=MOSCOW, now=NOW)
    assert _counts(_take(store, file)) == (rows, 0, 0, 0)
    assert _counts(_take(store, file)) == (0, 0, rows, 0)


def test_a_thousand_and_one_cases_all_go_in_and_are_told_with_their_thousands_apart(
    store: Store, incoming: Make, file_of: FileOf
) -> None:
    file = file_of(*(incoming(external_number=str(number)) for number in range(1, 1_002)))
    change = store.perform(lambda session: take_in(session, Task(), file, now=NOW, zone=MOSCOW, actor=""))
    assert change.text == "Файл загружен. Новых: 1\N{NO-BREAK SPACE}001, изменилось: 0, уже было: 0, отказано: 0."
    with closing(store.open_reader()) as reader:
        counted = reader.rows("SELECT count(DISTINCT number), count(DISTINCT source_number) FROM cases")
    assert list(counted) == [(1_001, 1_001)]
