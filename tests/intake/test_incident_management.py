import random
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.cells import Row
from mcu_desktop.intake.incident_checks import damaged_identities
from mcu_desktop.intake.incident_management import LAYOUT
from mcu_desktop.intake.incoming import IncomingCase, ReadFile
from mcu_desktop.intake.table import Table

MOSCOW = ZoneInfo("Europe/Moscow")
CELLS = {
    "ID": "39000014",
    "Номер инцидента": "700002",
    "Дата создания": "2026-02-03 10:00:00",
    "Дата окончания": "2026-02-05 12:00:00",
    "Текущий шаг инцидента": "Готово",
    "Группа тем": "Дороги",
    "Тема": "★ Открытые люки",
    "Отдел": "Администрация",
    "Исполнитель": "",
    "Итог": "Разъяснено",
    "Текст инцидента": "'[club1|Двор], <br>люк!",
    "Общее время первого ответа": "2026-02-03 15:30:00",
    "Общий текст первого ответа": "'Закроем",
    "Время с начала создания инцидента до окончания": "50:00:00",
    "Время с даты создания инцидента до времени первого ответа": "5:30:00",
    "Время назначения последнего исполнителя": "2026-02-03 10:30:00",
    "Время отправки первого ответа ПИ на согласование": "2026-02-03 11:00:00",
    "Первая реакция с момента назн. ПИ": "0:30:00",
}
Read = Callable[..., ReadFile]
ReadRow = Callable[[dict[str, str]], IncomingCase]


def test_a_row_gives_a_case(read_row: ReadRow) -> None:
    case = read_row(CELLS)
    assert (case.external_number, case.kind, case.channel_code) == ("700002", "message", "incident_management")
    assert (case.topic, case.fast_track, case.topic_group) == ("Открытые люки", True, "Дороги")
    assert (case.recipient, case.body) == ("Администрация", "Администрация")
    assert (case.clean_text, case.answer_text, case.outcome) == ("Двор,\nлюк!", "Закроем", "explained")
    assert case.answered_at == datetime(2026, 2, 3, 15, 30, tzinfo=MOSCOW)
    assert case.source_fields["ID"] == "39000014"
    assert case.source_fields["Итог"] == "Разъяснено"


def test_an_apostrophe_alone_is_no_answer(read_row: ReadRow) -> None:
    case = read_row({**CELLS, "Общий текст первого ответа": "'", "Текст инцидента": "'"})
    assert (case.answer_text, case.received_text, case.clean_text) == ("", "", "")


@pytest.mark.parametrize("step", ["Готово", "готово", "Завершено", "Завершён", "Закрыт"])
def test_a_finished_step_closes_the_case(read_row: ReadRow, step: str) -> None:
    assert read_row({**CELLS, "Текущий шаг инцидента": step}).closed_at == datetime(2026, 2, 5, 12, tzinfo=MOSCOW)


@pytest.mark.parametrize("step", ["Оценка удовлетворенности", "В работе", "Не готово", ""])
def test_a_case_on_its_way_is_open_whatever_its_closing_date(read_row: ReadRow, step: str) -> None:
    case = read_row({**CELLS, "Текущий шаг инцидента": step})
    assert (case.closed_at, case.source_status) == (None, step)
    assert case.source_fields["Дата окончания"] == "2026-02-05 12:00:00"


def test_an_export_without_steps_is_closed_by_its_date(read_row: ReadRow) -> None:
    cells = {header: cell for header, cell in CELLS.items() if header != "Текущий шаг инцидента"}
    assert read_row(cells).closed_at == datetime(2026, 2, 5, 12, tzinfo=MOSCOW)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_columns_are_found_in_any_order(read_row: ReadRow, seed: int) -> None:
    headers = list(CELLS)
    random.Random(seed).shuffle(headers)  # noqa: S311 -- an order, not a secret
    shuffled = read_row({header: CELLS[header] for header in headers})
    assert shuffled == read_row(CELLS)


@pytest.mark.parametrize("count", [42, 47, 50])
def test_an_export_of_any_width_is_recognised(read_csv: Read, count: int) -> None:
    new = [f"Новый столбец {number}" for number in range(20)]
    others = sorted(LAYOUT.known - CELLS.keys())
    headers = [*CELLS, *others, *new][:count]
    file = read_csv(headers, [CELLS.get(header, "-") for header in headers])
    assert (file.layout, len(file.cases)) == ("incident_management", 1)


def test_headers_are_known_by_their_other_names(read_row: ReadRow) -> None:
    others = {
        "Номер инцидента": " № ИНЦИДЕНТА ",
        "Дата создания": "Дата и  время создания:",
        "Текст инцидента": "текст сообщения",
        "Текущий шаг инцидента": "Текущий шаг",
        "Дата окончания": "Дата закрытия",
        "Итог": "итог инцидента",
    }
    assert read_row({others.get(header, header): cell for header, cell in CELLS.items()}) == read_row(CELLS)


def test_settlements_are_found_with_and_without_their_dots(read_row: ReadRow) -> None:
    assert read_row({**CELLS, "Населённый пункт": "Лесной"}).settlement == "Лесной"
    assert read_row({**CELLS, "Населенный пункт": "Лесной"}).settlement == "Лесной"


def test_two_columns_of_one_meaning_are_both_kept(read_row: ReadRow) -> None:
    case = read_row({"Дата закрытия": "2026-02-09", **CELLS})
    assert case.closed_at == datetime(2026, 2, 5, 12, tzinfo=MOSCOW)
    assert case.source_fields["Дата закрытия"] == "2026-02-09"


def test_an_undamaged_row_is_not_complained_of(read_csv: Read) -> None:
    assert read_csv(CELLS.keys(), CELLS.values()).notes == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"Дата окончания": "2026-02-06 12:00:00"}, "до окончания» не равно разности «Дата окончания»"),
        ({"Общее время первого ответа": "2026-02-03 16:30:00"}, "не равно разности «Общее время первого ответа»"),
        ({"Первая реакция с момента назн. ПИ": "0:31:00"}, "«Первая реакция с момента назн. ПИ» не равно"),
    ],
)
def test_rows_whose_durations_disagree_are_counted_and_not_refused(
    read_csv: Read, changed: dict[str, str], words: str
) -> None:
    damaged = {**CELLS, **changed}
    file = read_csv(CELLS, *[{**damaged, "Номер инцидента": str(number)}.values() for number in range(2)])
    [note] = file.notes
    assert note.startswith("В 2 строках")
    assert words in note
    assert (len(file.cases), file.refused) == (2, ())


def test_what_is_empty_or_no_moment_breaks_no_identity(read_csv: Read) -> None:
    half = {**CELLS, "Дата окончания": "", "Первая реакция с момента назн. ПИ": "-", "Общее время первого ответа": "-"}
    assert read_csv(half.keys(), half.values()).notes == ()
    zoned = {**CELLS, "Дата создания": "2026-02-03T10:00:00Z"}
    assert read_csv(zoned.keys(), zoned.values()).notes == ()


def test_a_difference_of_rounding_is_no_damage() -> None:
    rounded = {**CELLS, "Время с начала создания инцидента до окончания": timedelta(hours=50, milliseconds=931)}
    assert not damaged_identities(Table(tuple(rounded), [Row.of(2, tuple(rounded.values()))]))
    damaged = {**rounded, "Время с начала создания инцидента до окончания": timedelta(hours=50, seconds=3)}
    assert damaged_identities(Table(tuple(damaged), [Row.of(2, tuple(damaged.values()))]))
