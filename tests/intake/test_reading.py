import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from mcu_desktop.intake.cells import Row
from mcu_desktop.intake.incoming import ColumnMapping, ReadFile
from mcu_desktop.intake.mapping import FIELDS, guess_mapping
from mcu_desktop.intake.reading import LAYOUTS, UnknownLayoutError
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.errors import UserFacingError

DATA = Path(__file__).parents[3] / "shared" / "data"
HEADER = ("Номер инцидента", "Дата создания", "Текст инцидента")
ROW = ("7", "2026-02-03 10:00:00", "Во дворе не работает освещение")
Read = Callable[..., ReadFile]


@pytest.mark.skipif(not DATA.exists(), reason="the real exports are not beside the project")
@pytest.mark.parametrize(
    ("name", "layout", "count"),
    [
        ("im_export_omsk_39rows_deidentified.xlsx", "incident_management", 39),
        ("kursk_open_im.xlsx", "incident_management", 2100),
        ("kursk_open.csv", "labelled_texts", 2100),
    ],
)
def test_a_real_export_is_read_whole(read: Read, name: str, layout: str, count: int) -> None:
    file = read(DATA / name)
    assert (file.layout, len(file.cases), file.refused) == (layout, count, ())
    assert file.file_hash == hashlib.sha256((DATA / name).read_bytes()).hexdigest()
    assert not any("не равно" in note for note in file.notes), "Nobody has damaged it"


def test_a_refused_row_names_its_column_and_value_in_russian(read_csv: Read) -> None:
    file = read_csv(HEADER, ROW, ("8", "31.02.2026", "Яма"), ("9", "", "Яма"), ("", "2026-02-03", "Яма"))
    assert [(row.row_number, row.reason) for row in file.refused] == [
        (3, "столбец «Дата создания»: «31.02.2026» — такого дня или времени нет"),
        (4, "пуст столбец «Дата создания»: впишите дату"),
        (5, "пуст столбец «Номер инцидента»: впишите значение"),
    ]
    assert file.refused[0].cells == dict(zip(HEADER, ("8", "31.02.2026", "Яма"), strict=True))
    assert file.rows_read == 4


def test_a_number_twice_with_other_data_is_refused_by_its_row(read_csv: Read) -> None:
    file = read_csv(HEADER, ROW, ROW, (ROW[0], "2026-02-03 11:00:00", ROW[2]))
    assert [case.row_number for case in file.cases] == [3]
    assert "в строке 3" in file.refused[0].reason
    assert file.notes == ("Повторяющихся строк: 1; каждая запись учтена один раз.",)


def test_filled_columns_nobody_knows_are_told_and_kept(read_csv: Read) -> None:
    others = [f"Новый {number}" for number in range(1, 8)]
    file = read_csv((*HEADER, *others), (*ROW, *"абвгде", ""))
    [note] = file.notes
    assert note.startswith("Неизвестные столбцы: «Новый 1», «Новый 2», «Новый 3», «Новый 4», «Новый 5» и ещё 1.")
    assert file.cases[0].source_fields == dict(zip(others, "абвгде", strict=False))


def test_cells_under_no_header_and_under_the_same_header_are_kept_too(read_csv: Read) -> None:
    file = read_csv((*HEADER, "", "Объект", "Объект", "Объект", "Объект (2)"), (*ROW, *"абвгд"))
    assert file.cases[0].source_fields == {
        "столбец 4": "а",
        "Объект": "б",
        "Объект (2)": "в",
        "Объект (3)": "г",
        "Объект (2) (2)": "д",
    }


def test_the_received_text_keeps_what_the_clean_text_hides(read_csv: Read) -> None:
    file = read_csv(HEADER, (*ROW[:2], "'Во\u202eда<br>\u200bу дома\0"))
    assert file.cases[0].received_text == "'Во\u202eда<br>\u200bу дома"
    assert file.cases[0].clean_text == "Вода\nу дома"


def test_an_unknown_table_is_handed_to_a_person(read_csv: Read) -> None:
    with pytest.raises(UnknownLayoutError) as caught:
        read_csv(("А", "Б"), ("1", "2"))
    assert caught.value.table.headers == ("А", "Б")
    assert [tuple(row.cells) for row in caught.value.table.rows] == [("1", "2")]


def test_a_layout_that_is_asked_for_says_what_it_misses(read_csv: Read) -> None:
    with pytest.raises(UserFacingError, match="«Отчёт ПОС»: нет столбцов «Дата поступления», «Категория»"):
        read_csv(HEADER, ROW, layout="feedback_platform")
    assert read_csv(HEADER, ROW, layout="incident_management").cases


def test_a_layout_nobody_knows_is_refused_with_those_that_are_known(read_csv: Read) -> None:
    with pytest.raises(UserFacingError, match="«почта» неизвестен") as caught:
        read_csv(HEADER, ROW, layout="почта")
    assert all(code in str(caught.value) for code in LAYOUTS)


def test_a_mapped_table_gives_cases_and_loses_nothing(read_csv: Read) -> None:
    columns = {"external_number": "№", "received_at": "Когда", "text": "Что", "house": "Д."}
    header = ("№", "Когда", "Что", "Д.", "Ещё")
    file = read_csv(header, ("5", "03.02.2026", "'Яма", "7", "x"), mapping=ColumnMapping("Журнал", columns))
    [case] = file.cases
    assert (file.layout, case.external_number, case.channel_code) == ("registry", "Журнал: 5", "other")
    assert (case.received_text, case.clean_text, case.house) == ("'Яма", "Яма", "7")
    assert case.source_fields == {"Ещё": "x"}


def test_the_guess_takes_an_incident_by_its_number_and_not_by_its_id() -> None:
    table = Table(("ID", "Номер инцидента", "ДАТА  создания", "Населённый пункт"), [])
    assert guess_mapping(table).columns == {
        "external_number": "Номер инцидента",
        "received_at": "ДАТА  создания",
        "settlement": "Населённый пункт",
    }
    assert guess_mapping(Table(("id", "x"), [])).columns == {"external_number": "id"}


def test_where_headers_are_silent_the_cells_suggest_the_date_and_the_words() -> None:
    rows = [
        Row.of(2, ("10023", "05.10.2026 10:00", "Яма у дома 5", "Дороги")),
        Row.of(3, ("10024", "06.10.2026", "Нет света", "ЖКХ")),
    ]
    guess = guess_mapping(Table(("Рег. №", "Когда позвонили", "О чём", "Раздел"), rows))
    assert guess.columns == {"external_number": "Рег. №", "received_at": "Когда позвонили", "text": "О чём"}


def test_a_mapping_without_a_required_column_refuses_every_row(read_csv: Read) -> None:
    file = read_csv(
        ("№", "Что"), ("5", "Яма"), mapping=ColumnMapping("Журнал", {"external_number": "№", "text": "Что"})
    )
    [title] = [title for code, title, _ in FIELDS if code == "received_at"]
    assert [row.reason for row in file.refused] == [f"не выбраны столбцы: {title}"]
