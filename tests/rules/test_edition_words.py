"""What is said before an edition of Приложение 2 is added or taken away."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.edition_words import adding_words, edition_title, next_edition, removal_words
from mcu_desktop.rules.roster import Edition, RosterRow, edition_on

ANNA, IVAN, YAN = (
    RosterRow(name, "Эксперт", "Администратор МЦУ")
    for name in ("Ветрова Анна Ильинична", "Лесков Иван Петрович", "Ким Ян Ильич")
)
FIRST = Edition("7-р", date(2025, 2, 1), date(2025, 2, 1), (ANNA, IVAN))
SECOND = Edition("77-р", date(2026, 3, 1), date(2026, 4, 1), (ANNA, YAN))
TODAY = date(2026, 5, 5)
DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))


def test_an_edition_before_another_one_is_warned_of() -> None:
    words = adding_words((FIRST, SECOND), date(2025, 3, 1), TODAY)
    assert words.startswith("Внимание: эта редакция встанет перед редакцией от 01.03.2026 № 77-р")
    assert "только по 31.03.2026" in words


def test_an_edition_of_a_day_to_come_says_what_is_in_force_till_then() -> None:
    words = adding_words((FIRST, SECOND), date(2026, 6, 1), TODAY)
    assert words == "Роли и права изменятся 01.06.2026. До этого дня действует редакция от 01.03.2026 № 77-р."


def test_the_usual_edition_leaves_the_others_alone() -> None:
    assert adding_words((FIRST, SECOND), TODAY, TODAY).startswith("Прежние редакции остаются")


def test_taking_away_says_who_comes_back_and_who_goes() -> None:
    words = removal_words((FIRST, SECOND), SECOND, TODAY)
    assert "Вместо неё сразу действует состав от 01.02.2025 № 7-р." in words
    assert "Вернутся: Лесков Иван Петрович." in words
    assert "Выйдут: Ким Ян Ильич." in words
    assert "Ветрова" not in words, "Who stays is not named"
    assert "Отменить это нельзя" in words


def test_an_edition_that_has_not_begun_changes_nothing_today() -> None:
    assert "с 01.04.2026 действует состав" in removal_words((FIRST, SECOND), SECOND, date(2026, 3, 15))


def test_the_only_edition_stays() -> None:
    assert removal_words((FIRST,), FIRST, TODAY) == "Редакция от 01.02.2025 № 7-р единственная: убрать её нельзя."


@given(st.lists(DAYS, unique=True, max_size=6), DAYS, DAYS)
def test_a_warned_edition_is_never_in_force_on_the_day_of_the_next(days: list[date], begins: date, today: date) -> None:
    editions = [Edition(f"{day:%j}-р", day, day, ()) for day in days if day != begins]
    following = next_edition(editions, begins)
    words = adding_words(editions, begins, today)
    assert ("Внимание" in words) == (following is not None)
    if following is not None:
        added = Edition("новая", begins, begins, ())
        assert edition_on([*editions, added], following.valid_from) is following
        assert edition_title(following) in words
