"""Names of Приложение 2 in their cases, and posts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.text.declension import decline_name, decline_title

GENITIVE, DATIVE = GrammaticalCase.GENITIVE, GrammaticalCase.DATIVE
NAMES = (
    ("Шарапова Наталья Владимировна", "Шараповой Натальи Владимировны", "Шараповой Наталье Владимировне"),
    ("Васильева Юлия Александровна", "Васильевой Юлии Александровны", "Васильевой Юлии Александровне"),
    ("Шувалов Леонид Борисович", "Шувалова Леонида Борисовича", "Шувалову Леониду Борисовичу"),
    ("Янцен Светлана Алексеевна", "Янцен Светланы Алексеевны", "Янцен Светлане Алексеевне"),
    ("Боброва Светлана Викторовна", "Бобровой Светланы Викторовны", "Бобровой Светлане Викторовне"),
    ("Галкина Елена Леонидовна", "Галкиной Елены Леонидовны", "Галкиной Елене Леонидовне"),
    ("Богданов Сергей Борисович", "Богданова Сергея Борисовича", "Богданову Сергею Борисовичу"),
    ("Андреев Сергей Петрович", "Андреева Сергея Петровича", "Андрееву Сергею Петровичу"),
    ("Спиридонова Вера Анатольевна", "Спиридоновой Веры Анатольевны", "Спиридоновой Вере Анатольевне"),
    ("Ермоленко Татьяна Анатольевна", "Ермоленко Татьяны Анатольевны", "Ермоленко Татьяне Анатольевне"),
    ("Анисимова Елена Ивановна", "Анисимовой Елены Ивановны", "Анисимовой Елене Ивановне"),
    ("Арефьева Ирина Владимировна", "Арефьевой Ирины Владимировны", "Арефьевой Ирине Владимировне"),
    ("Рябкова Наталья Федоровна", "Рябковой Натальи Федоровны", "Рябковой Наталье Федоровне"),
    ("Карапетян Ульяна Владимировна", "Карапетян Ульяны Владимировны", "Карапетян Ульяне Владимировне"),
    ("Ваваев Федор Евгеньевич", "Ваваева Федора Евгеньевича", "Ваваеву Федору Евгеньевичу"),
)


@pytest.mark.parametrize(("name", "genitive", "dative"), NAMES)
def test_all_names_of_the_decree(name: str, genitive: str, dative: str) -> None:
    assert decline_name(name, GENITIVE) == genitive
    assert decline_name(name, DATIVE) == dative


def test_whom_and_by_whom() -> None:
    assert decline_name(NAMES[0][0], GrammaticalCase.ACCUSATIVE) == "Шарапову Наталью Владимировну"
    assert decline_name(NAMES[2][0], GrammaticalCase.ACCUSATIVE) == "Шувалова Леонида Борисовича"
    assert decline_name(NAMES[14][0], GrammaticalCase.INSTRUMENTAL) == "Ваваевым Федором Евгеньевичем"


@pytest.mark.parametrize(
    ("title", "dative"),
    [
        ("Первый заместитель Главы Администрации", "Первому заместителю Главы Администрации"),
        ("Главный специалист отдела по связям", "Главному специалисту отдела по связям"),
        ("Эксперт информационно-технического отдела", "Эксперту информационно-технического отдела"),
        ("Руководитель Комитета по спорту", "Руководителю Комитета по спорту"),
    ],
)
def test_posts_are_declined_to_their_first_noun(title: str, dative: str) -> None:
    assert decline_title(title, DATIVE) == dative


@pytest.mark.parametrize(
    ("title", "genitive", "instrumental"),
    [
        ("Старший инспектор", "Старшего инспектора", "Старшим инспектором"),
        ("Учёный секретарь комиссии", "Учёного секретаря комиссии", "Учёным секретарём комиссии"),
        ("Ведущий специалист отдела", "Ведущего специалиста отдела", "Ведущим специалистом отдела"),
        ("Младший научный сотрудник", "Младшего научного сотрудника", "Младшим научным сотрудником"),
        ("Заведующий отделом", "Заведующего отделом", "Заведующим отделом"),
    ],
)
def test_posts_that_begin_like_a_noun(title: str, genitive: str, instrumental: str) -> None:
    assert decline_title(title, GENITIVE) == genitive
    assert decline_title(title, GrammaticalCase.INSTRUMENTAL) == instrumental


@pytest.mark.parametrize("name", ["", "Ким", "Али Гасан оглы Мамедов", "a b c", "Федорова  Анна"])
def test_what_is_no_name_of_three_words_stays_as_it_is(name: str) -> None:
    assert decline_name(name, DATIVE) == name


def test_letters_stay_as_they_were_typed() -> None:
    assert decline_name("Фёдорова Алёна Семёновна", DATIVE) == "Фёдоровой Алёне Семёновне"
    assert decline_title("Партнер отдела", GENITIVE).startswith("Партнер")


@given(st.text(max_size=60), st.sampled_from(GrammaticalCase))
def test_no_text_breaks_it(text: str, case: GrammaticalCase) -> None:
    assert isinstance(decline_name(text, case), str)
    assert isinstance(decline_title(text, case), str)
