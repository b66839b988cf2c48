from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mcu_desktop.intake.moments import parse_duration, parse_moment

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
TEN = datetime(2026, 2, 3, 10, 0, tzinfo=MOSCOW)
MIDNIGHT = datetime(2026, 2, 3, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-02-03 10:00:00", TEN),
        ("2026-02-03T10:00:00", TEN),
        ("'2026-02-03 10:00", TEN),
        ("2026-02-03T07:00:00Z", TEN),
        ("2026-02-03T07:00:00.000Z", TEN),
        ("2026-02-03 10:00:00+03:00", TEN),
        ("2026-02-03 12:00:00 +0500", TEN),
        ("2026-02-03 02:00:00-05", TEN),
        ("2026-02-03", MIDNIGHT),
        ("03.02.2026", MIDNIGHT),
        ("3.2.2026", MIDNIGHT),
        (" 03.02.2026 10:00 ", TEN),
        ("03.02.2026, 10:00:00", TEN),
        (46056, MIDNIGHT),
        (46056.0 + 10 / 24, TEN),
        ("46056,4166666667", TEN),
        ("46056.41666666660", TEN),
        (datetime(2026, 2, 3, 10, 0), TEN),  # noqa: DTZ001 -- as a workbook gives it
        (datetime(2026, 2, 3), MIDNIGHT),  # noqa: DTZ001
        (MIDNIGHT.date(), MIDNIGHT),
    ],
)
def test_a_moment_is_read_in_every_form_exports_have(cell: object, moment: datetime) -> None:
    found = parse_moment(cell, MOSCOW, now=NOW)
    assert found == moment
    assert found.tzinfo is MOSCOW


def test_the_first_of_february_is_not_the_second_of_january() -> None:
    assert parse_moment("01.02.2026", MOSCOW, now=NOW) == datetime(2026, 2, 1, tzinfo=MOSCOW)
    assert parse_moment("2026-02-01", MOSCOW, now=NOW) == datetime(2026, 2, 1, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("31.02.2026", "«31.02.2026» — такого дня или времени нет"),
        ("2026-02-31 10:00:00", "«2026-02-31 10:00:00» — такого дня"),
        ("2026-02-03 25:00:00", "такого дня или времени нет"),
        ("03.02.2026 10:61", "такого дня или времени нет"),
        ("вчера", "«вчера» не похоже на дату"),
        ("03/02/2026", "не похоже на дату"),
        ("03.02.26", "не похоже на дату"),
        (True, "не похоже на дату"),
        (float("nan"), "не похоже на дату"),
        (float("inf"), "не похоже на дату"),
        (1e300, "не похоже на дату"),
        (-5, "не похоже на дату"),
        (time(10, 0), "не похоже на дату"),
        ("31.12.1999", "раньше 2000 года"),
        ("01.02.0026", "дата 01.02.0026 раньше"),
        ("0001-01-01T00:00:00+05:00", "раньше 2000 года"),
        ("03.11.2026", "03.11.2026 в будущем"),
        ("9999-12-31T23:00:00-05:00", "в будущем"),
    ],
)
def test_what_cannot_be_a_moment_is_refused_in_russian(cell: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_moment(cell, MOSCOW, now=NOW)


def test_a_clock_that_goes_a_day_ahead_is_still_taken() -> None:
    tomorrow = NOW.astimezone(timezone(timedelta(hours=10))) + timedelta(hours=23)
    assert parse_moment(tomorrow.isoformat(), MOSCOW, now=NOW) == tomorrow


@pytest.mark.parametrize(
    ("cell", "duration"),
    [
        (timedelta(hours=30), timedelta(hours=30)),
        ("11 days 12:10:25.217000", timedelta(days=11, hours=12, minutes=10, seconds=25)),
        ("1 day, 0:00:01", timedelta(days=1, seconds=1)),
        ("'276:10:25", timedelta(hours=276, minutes=10, seconds=25)),
        (1.25, timedelta(hours=30)),
        (time(3, 0), timedelta(hours=3)),
        (datetime(1900, 1, 1, 6), timedelta(days=2, hours=6)),  # noqa: DTZ001 -- as a workbook gives it
        ("", None),
        ("скоро", None),
        (1e300, None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_a_duration_is_read_in_every_form_exports_have(cell: object, duration: timedelta | None) -> None:
    assert parse_duration(cell) == duration
