"""Years of the calendar out of files, good and bad."""

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcu_desktop.intake.calendar_file import read_calendar_file
from mcu_desktop.resources import resource
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.production_calendar import KIND_WORDS
from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import CalendarDay

SEEDED: dict[str, Any] = json.loads(resource("catalogues", "production_calendar.json").read_text(encoding="utf-8"))
OF_2027 = [row for row in SEEDED["days"] if row["day"].startswith("2027")]
HEADER = "день;вид;примечание;источник"
SLOWLY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _csv(rows: list[dict[str, str]]) -> str:
    lines = [";".join((row["day"], row["kind"], row["note"], row["source"])) for row in rows]
    return "\n".join((HEADER, *lines)) + "\n"


def _file(folder: Path, content: str | bytes, name: str = "календарь.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _json(folder: Path, **changed: Any) -> Path:
    whole = {"years": [{"year": 2027, "approved": True, "source": "Постановление"}], "days": OF_2027}
    return _file(folder, json.dumps(whole | changed, ensure_ascii=False), "календарь.json")


def _refused(path: Path) -> str:
    with pytest.raises(UserFacingError) as raised:
        read_calendar_file(path)
    assert "Ничего не" in str(raised.value)
    return str(raised.value)


def test_our_own_catalogue_is_such_a_file(tmp_path: Path) -> None:
    content = resource("catalogues", "production_calendar.json").read_bytes()
    found = read_calendar_file(_file(tmp_path, content, "calendar.json"))
    assert sorted(found.years) == list(range(2021, 2028))
    assert found.years[2026][0] is True
    assert found.years[2027][0] is False
    assert len(found.days) == len(SEEDED["days"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_csv_of_a_year_says_the_same_as_the_json(tmp_path: Path, encoding: str) -> None:
    rows = [
        row | {"day": ".".join(reversed(row["day"].split("-"))), "kind": KIND_WORDS[DayKind(row["kind"])].upper()}
        for row in OF_2027
    ]
    found = read_calendar_file(_file(tmp_path, _csv(rows).encode(encoding)))
    assert found.days == read_calendar_file(_json(tmp_path)).days
    assert found.years == {2027: (None, None)}, "A CSV says of no year whether it is approved"


def test_codes_and_iso_days_are_read_and_two_columns_are_enough(tmp_path: Path) -> None:
    lines = [f"{row['day']};{row['kind']}" for row in OF_2027]
    found = read_calendar_file(_file(tmp_path, "\n".join(("День;Вид", *lines))))
    assert found.days.keys() == {date.fromisoformat(row["day"]) for row in OF_2027}
    assert found.days[date(2027, 2, 20)] == CalendarDay(date(2027, 2, 20), DayKind.WORKING_SHORT)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("нерабочий", DayKind.DAY_OFF),
        ("Рабочий по переносу", DayKind.WORKING),
        ("сокращенный", DayKind.SHORT),
        ("рабочий по переносу  сокращённый", DayKind.WORKING_SHORT),
    ],
)
def test_kinds_are_told_by_their_russian_words(tmp_path: Path, word: str, kind: DayKind) -> None:
    found = read_calendar_file(_file(tmp_path, _csv(OF_2027) + f"20.03.2027;{word};;\n"))
    assert found.days[date(2027, 3, 20)].kind is kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "файл пуст"),
        (" \n \n", "файл пуст"),
        (b"\xef\xbb\xbf", "нет столбцов"),
        (HEADER + "\n", "нет ни одного дня"),
        ("а;б\n1;2\n", "нет столбцов «день» и «вид»"),
        ("день;вид;вид\n12.06.2027;нерабочий;\n", "назван дважды"),
        (_csv(OF_2027)[:-400] + "\n", "файл неполный"),
        (_csv(OF_2027)[: len(_csv(OF_2027)) // 2], "файл неполный"),
        (_csv(OF_2027) + "12.07.2027;нераб", "обрывается"),
        (_csv(OF_2027) + "31.02.2027;нерабочий;;\n", "такого дня"),
        (_csv(OF_2027) + "завтра;нерабочий;;\n", "не похоже на день"),
        (_csv(OF_2027) + "46000;нерабочий;;\n", "не похоже на день"),
        (_csv(OF_2027) + "12.06.2027 10:00;нерабочий;;\n", "с временем"),
        (_csv(OF_2027) + "14.06.2027;полурабочий;;\n", "вид дня «полурабочий» неизвестен"),
        (_csv(OF_2027) + "04.11.2027;нерабочий;;\n", "два календаря на один день: 04.11.2027"),
        (_csv(OF_2027) + "04.11.2072;нерабочий;;\n", "в CSV должен быть один год.*04.11.2072"),
        (_csv(OF_2027) + "12.07.2027;нерабочий;;;лишнее\n", "ячеек больше"),
        (_csv(OF_2027) + '12.07.2027;нерабочий;"без конца;\n', "кавычки"),
        ("<html><body>день;вид</body></html>", "веб-страница"),
        (_csv(OF_2027).encode()[:-1] + b"\xd0", "не читается"),
    ],
)
def test_a_bad_csv_is_refused_in_words(tmp_path: Path, content: str | bytes, said: str) -> None:
    assert re.search(said, _refused(_file(tmp_path, content)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"years": []}, "нет списка «years»"),
        ({"years": [2027]}, "нет списка «years»"),
        ({"days": {}}, "нет списка «days»"),
        ({"years": [{"year": "2027", "approved": True}]}, "число «year»"),
        ({"years": [{"year": 2027, "approved": "да"}]}, "«approved»"),
        ({"years": [{"year": True, "approved": True}]}, "число «year»"),
        ({"years": [{"year": 2027, "approved": True}] * 2}, "2027 год назван дважды"),
        ({"years": [{"year": 2026, "approved": True}]}, "день 01.01.2027 не из названных лет (2026)"),
        ({"years": [{"year": 20270, "approved": True}]}, "20270 год"),
        ({"days": OF_2027[:3]}, "файл неполный"),
        ({"days": [*OF_2027, OF_2027[0]]}, "два календаря на один день: 01.01.2027"),
        ({"days": [*OF_2027, {"day": "2027-02-31", "kind": "day_off"}]}, "такого дня"),
        ({"days": [*OF_2027, {"day": 46000, "kind": "day_off"}]}, "не похоже на день"),
        ({"days": [*OF_2027, {"kind": "day_off"}]}, "не похоже на день"),
        ({"days": [*OF_2027, {"day": "2027-07-12", "kind": None}]}, "вид дня"),
    ],
)
def test_a_bad_json_is_refused_in_words(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    assert said in _refused(_json(tmp_path, **changed))


def test_half_a_json_and_what_is_none_are_refused(tmp_path: Path) -> None:
    content = _json(tmp_path).read_bytes()
    for bad in (content[: len(content) // 2], b"[" * 100_000, b"[1]", content.decode().encode("cp1251")):
        _refused(_file(tmp_path, bad, "календарь.json"))


def test_what_is_no_file_or_too_large_is_refused(tmp_path: Path) -> None:
    assert "это не файл" in _refused(tmp_path)
    assert "больше 2 МБ" in _refused(_file(tmp_path, b"x" * 2_000_001))


def test_marks_of_the_store_and_endless_notes_do_not_come_in(tmp_path: Path) -> None:
    days = [*OF_2027, {"day": "2027-07-12", "kind": "day_off", "note": "А\0Б\n" + "в" * 900, "source": 7}]
    found = read_calendar_file(_json(tmp_path, days=days)).days[date(2027, 7, 12)]
    assert found.note.startswith("АБ в")
    assert len(found.note) == 500
    assert found.source == "7"


@SLOWLY
@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_calendar_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    for start in (b"", b'{"years":', HEADER.encode() + b"\n"):
        try:
            found = read_calendar_file(_file(tmp_path, start + content))
        except UserFacingError:
            continue
        assert found.days


_words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30)


@SLOWLY
@given(
    special=st.dictionaries(
        st.dates(date(2028, 6, 13), date(2028, 11, 3)), st.tuples(st.sampled_from(DayKind), _words), max_size=20
    )
)
def test_what_is_written_is_read(tmp_path: Path, special: dict[date, tuple[DayKind, str]]) -> None:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow(HEADER.split(";"))
    holidays = [date(2028, 1, 1) + timedelta(days=number) for number in range(8)]
    holidays += [date(2028, *day) for day in ((2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))]
    for day in holidays:
        rows.writerow((f"{day:%d.%m.%Y}", "нерабочий", "", ""))
    for day, (kind, note) in special.items():
        rows.writerow((day.isoformat(), kind.value, note, ""))
    found = read_calendar_file(_file(tmp_path, written.getvalue())).days
    assert {day: found[day].kind for day in special} == {day: kind for day, (kind, _) in special.items()}
    assert found.keys() == special.keys() | set(holidays)
