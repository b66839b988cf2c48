"""What is doubtful in a table of people, and what only looks so."""

from dataclasses import replace
from datetime import date

import pytest

from mcu_desktop.rules.grants import RoleGrant
from mcu_desktop.rules.roster import BlockWords, RosterRow
from mcu_desktop.rules.roster_checks import Surroundings, find_faults, old_names_on, renamed
from mcu_desktop.rules.terms import Role

BLOCKS = (
    BlockWords("health", "Здравоохранение", "отраслевого блока «Здравоохранение»"),
    BlockWords("education", "Образование", "отраслевого блока образования"),
)
OLD, NEW = "Вышневолоцкого городского округа", "Вышневолоцкого муниципального округа"
AROUND = Surroundings(BLOCKS, ((OLD, NEW),))


def row(name: str, words: str, *grants: RoleGrant, person_id: int | None = None) -> RosterRow:
    return RosterRow(name, "Эксперт", words, grants, confirmed=True, person_id=person_id)


GOOD = (
    row("Ветрова Анна Ильинична", "Куратор МЦУ", RoleGrant(Role.CURATOR)),
    row("Лесков Иван Петрович", "Руководитель МЦУ", RoleGrant(Role.HEAD)),
    row("Орлов Пётр Ильич", "Администратор МЦУ", RoleGrant(Role.ADMINISTRATOR)),
    row(
        "Громова Яна Юрьевна",
        "Ответственный за «Инцидент менеджмент»",
        RoleGrant(Role.INCIDENT_COORDINATOR, None, "incident_management"),
    ),
    row("Седова Ия Львовна", "Ответственный за ПОС", RoleGrant(Role.FEEDBACK_COORDINATOR, None, "feedback_platform")),
    row("Белов Лев Ильич", "Руководитель отраслевого блока образования", RoleGrant(Role.BLOCK_HEAD, "education")),
    row(
        "Чернов Ян Ильич",
        "Ответственный за работу отраслевого блока «Здравоохранение»",
        RoleGrant(Role.BLOCK_OFFICER, "health"),
    ),
)


def texts(rows: tuple[RosterRow, ...], around: Surroundings = AROUND) -> list[str]:
    return [fault.text for fault in find_faults(rows, around)]


def test_a_good_table_raises_no_doubt() -> None:
    assert texts(GOOD) == []


@pytest.mark.parametrize(
    ("at", "change", "says", "where"),
    [
        (0, {"full_name": ""}, "Строка 1. Вакансия: имени нет.", 0),
        (1, {"full_name": "Лесков"}, "Строка 2. Имя неполное.", 1),
        (
            1,
            {"full_name": "Лесков Иван Петрович, Ким Ян Ильич"},
            "Строка 2. В ячейке, похоже, два человека: разделите строку.",
            1,
        ),
        (3, {"job_title": " "}, "Строка 4. Должность не указана.", 3),
        (4, {"role_text": ""}, "Строка 5. Роль не указана.", 4),
        (4, {"grants": ()}, "Строка 5. Программа не поняла роль: выберите её под таблицей.", 4),
        (5, {"confirmed": False}, "Строка 6. Роль угадана по словам: подтвердите её.", 5),
        (
            5,
            {"grants": (RoleGrant(Role.BLOCK_HEAD, "health"),)},
            "Строка 6. Слова роли говорят одно, а выбрано другое: проверьте роль и блок.",
            5,
        ),
        (
            5,
            {"job_title": f"Руководитель Администрации {OLD}"},
            f"В 1 строке прежнее название: «{OLD}» теперь называется «{NEW}».",
            5,
        ),
        (
            6,
            {"full_name": GOOD[5].full_name},
            "Строка 7. «Белов Лев Ильич» уже есть в строке 6: п. 3.1 разрешает совмещать обязанности.",
            6,
        ),
        (1, {"full_name": ""}, "Нет человека в роли: Руководитель МЦУ.", None),
        (1, {"grants": (RoleGrant(Role.CURATOR),)}, "Несколько человек (2) в роли: Куратор МЦУ.", None),
        (6, {"full_name": ""}, "У блока «Здравоохранение» никого нет.", None),
    ],
)
def test_each_doubt_leads_to_its_row(at: int, change: dict[str, object], says: str, where: int | None) -> None:
    rows = (*GOOD[:at], replace(GOOD[at], **change), *GOOD[at + 1 :])  # type: ignore[arg-type]
    [found] = [fault for fault in find_faults(rows, AROUND) if fault.text == says]
    assert found.row == where
    assert not found.is_grave


def test_only_the_last_administrator_is_a_wall() -> None:
    rows = tuple(one for one in GOOD if one.grants[0].role is not Role.ADMINISTRATOR)
    assert [fault.text for fault in find_faults(rows, AROUND) if fault.is_grave] == [
        "Нет администратора МЦУ: некому будет вести состав и права. Такой состав не сохраняется."
    ]


def test_a_circle_of_deputies_is_told_of_each_who_is_in_it() -> None:
    rows = tuple(replace(one, person_id=at) for at, one in enumerate(GOOD))
    around = replace(AROUND, away={1: 2, 2: 1, 3: 4})
    assert [text for text in texts(rows, around) if "круг" in text] == [
        "Строка 2. «Лесков Иван Петрович»: замещения замыкаются в круг.",
        "Строка 3. «Орлов Пётр Ильич»: замещения замыкаются в круг.",
    ]


def test_a_renamed_municipality_is_known_by_the_day() -> None:
    names = (
        ("Администрация Вышневолоцкого городского округа", date(2019, 1, 1), date(2024, 5, 22)),
        ("Администрация Вышневолоцкого муниципального округа", date(2024, 5, 23), None),
    )
    assert old_names_on(names, date(2024, 5, 22)) == ()
    assert old_names_on(names, date(2024, 5, 23)) == ((OLD, NEW),)
    assert old_names_on(names, date(2018, 1, 1)) == ()
    [changed] = renamed([replace(GOOD[0], job_title=f"Глава {OLD.upper()}")], ((OLD, NEW),))
    assert changed.job_title == f"Глава {NEW}"


def test_a_name_that_begins_the_new_one_is_taken_over_once() -> None:
    names = (("Управления образования", "Управления образования и молодежи"),)
    before = replace(GOOD[0], job_title="Руководитель Управления образования")
    assert [fault.text for fault in find_faults((before, *GOOD[1:]), Surroundings(BLOCKS, names))] == [
        "В 1 строке прежнее название: «Управления образования» теперь называется «Управления образования и молодежи»."
    ]
    once = renamed([before], names)
    assert once[0].job_title == "Руководитель Управления образования и молодежи"
    assert renamed(once, names) == once
    assert find_faults((*once, *GOOD[1:]), Surroundings(BLOCKS, names)) == ()


def test_a_new_name_is_no_pattern() -> None:
    [changed] = renamed([replace(GOOD[0], job_title=f"Глава {OLD}")], ((OLD, r"Округа \\1 \g<0>"),))
    assert changed.job_title == r"Глава Округа \\1 \g<0>"
