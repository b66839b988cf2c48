import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.text.cleaning import clean_text, excerpt, readable_text, storable_text

INVISIBLE = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0x00AD, 0x2060]


@given(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters()))
def test_what_is_storable_can_be_written_and_stays_as_it_came(text: str) -> None:
    stored = storable_text(text)
    assert "\0" not in stored
    stored.encode()
    assert storable_text(stored) == stored


def test_markup_goes_and_words_in_angle_brackets_stay() -> None:
    shown = readable_text("'<p>Яма&nbsp;на</p>улице <Ленина>, [club12|Двор]")
    assert shown == "Яма на\nулице <Ленина>, Двор"


@pytest.mark.parametrize("mark", INVISIBLE, ids=hex)
def test_a_mark_nobody_sees_is_not_in_the_clean_text(mark: int) -> None:
    text = f"во{chr(mark)}да"
    assert clean_text(text) == "вода"
    assert readable_text(f"<p>{text}&#{mark};</p>") == "вода"
    assert storable_text(text) == text, "The text as received keeps it"


def test_an_emoji_of_several_signs_stays_whole() -> None:
    assert readable_text("Семья 👨‍👩‍👧") == "Семья 👨‍👩‍👧"


def test_what_no_store_holds_goes() -> None:
    assert clean_text("а\0б\r\n\ud800\uffffв") == "аб\nв"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_every_line_end_keeps_words_apart(end: str) -> None:
    assert clean_text(f"яма{end}вода") == "яма\nвода"


def test_blanks_and_empty_lines_are_made_few() -> None:
    assert readable_text(" Яма  на\tулице\u00a0Мира \n \n\n\n Вода ") == "Яма на улице Мира\n\nВода"


MEGABYTE = 1_000_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "[club1|" * (MEGABYTE // 7),
        "<br " * (MEGABYTE // 4),
        "<p " * (MEGABYTE // 3),
        "<br" + " " * MEGABYTE,
        "<" * MEGABYTE,
        "\n " * (MEGABYTE // 2),
        "x" + "\n" * MEGABYTE + "x",
        "&amp" * (MEGABYTE // 4),
    ],
    ids=lambda text: ascii(text[:7]),
)
def test_a_hostile_megabyte_is_read_in_one_pass(text: str) -> None:
    assert len(readable_text(text)) <= len(text)  # a search to the end from each place would take hours


def test_an_excerpt_keeps_to_its_limit() -> None:
    assert excerpt("Большая яма", 8) == "Большая…"
