"""How officials write in Russian: numbers with their nouns, days, periods, shares."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS_OF = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
# The forms that `plural` wants, of what is counted in many places.
MESSAGES = ("сообщение", "сообщения", "сообщений")
ROWS = ("строка", "строки", "строк")
DAYS, HOURS = ("день", "дня", "дней"), ("час", "часа", "часов")
WORKING_DAYS = ("рабочий день", "рабочих дня", "рабочих дней")
WORKING_HOURS = ("рабочий час", "рабочих часа", "рабочих часов")
POINTS = "п.\N{NO-BREAK SPACE}п."  # points of per cent
_BLANKS = re.compile(r"\s+")
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
_OTHER_LAYOUT = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)


def plural(number: int, one: str, few: str, many: str) -> str:
    """Return the number with its noun: «1 сообщение», «2 сообщения», «5 сообщений», «1 204 сообщения»."""
    return f"{format_number(number)} {agreeing(number, one, few, many)}"


def agreeing(number: int, one: str, few: str, many: str) -> str:
    """Return the form of a word that goes with a number: «дан 21 ответ», «дано 5 ответов»."""
    last, last_two = abs(number) % 10, abs(number) % 100
    if last == 1 and last_two != 11:  # noqa: PLR2004 -- Russian counts so
        return one
    return few if last in {2, 3, 4} and last_two not in {12, 13, 14} else many


def format_number(number: int) -> str:
    """Return a whole number with its thousands apart: «1 204», by a blank that does not break."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def format_part(part: int, whole: int) -> str:
    """Return how many of how many: «20 из 2 100»."""
    return f"{format_number(part)} из {format_number(whole)}"


def format_moment(moment: datetime, zone: ZoneInfo) -> str:
    """Return an aware moment in local time: «05.11.2026 11:30»."""
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"


def format_decimal(number: float, digits: int = 1) -> str:
    """Return a number with a comma before its last digits, and its thousands apart: «4,5», «1 204,5»."""
    return f"{number:,.{digits}f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def format_signed(number: float, digits: int = 0) -> str:
    """Return a change with its sign: «+4,5», «−1 204»; nought has none."""
    sign = "+" if number > 0 else "\N{MINUS SIGN}" if number < 0 else ""
    return sign + format_decimal(abs(number), digits)


def format_share(share: float) -> str:
    """Return «45,7 %»."""
    return f"{format_decimal(share * 100)}\N{NO-BREAK SPACE}%"


def format_points(change: float) -> str:
    """Return a change of a share, from -1 to 1, in points of per cent: «−3,2 п. п.», «0 п. п.»."""
    points = round(change * 100, 1)
    return f"{format_signed(points, 0 if points == int(points) else 1)}\N{NO-BREAK SPACE}{POINTS}"


def format_period(first: date, last: date) -> str:
    """Return «с 16 по 22 ноября 2026 года», naming month and year twice only where they differ."""
    end = f"{last.day} {MONTHS_OF[last.month - 1]} {last.year} года"
    if first == last:
        return f"за {end}"
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTHS_OF[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year} года"
    return f"с {start} по {end}"


def duration_words(length: timedelta) -> str:
    """Return «2 дня 3 часа», in the two largest units; minutes where it is shorter than a day."""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = []
    if days:
        parts.append(plural(days, *DAYS))
    if hours:
        parts.append(plural(hours, *HOURS))
    if not days and (rest or not hours):
        parts.append(plural(rest, "минута", "минуты", "минут"))
    return " ".join(parts)


def other_layout(text: str) -> str:
    """Return what the same keys give in the other keyboard layout: «ghbdtn» is «привет»."""
    return text.translate(_OTHER_LAYOUT)


@lru_cache(maxsize=4_096)
def comparable(text: str) -> str:
    """Return a title as it is compared: small letters, е for ё, single blanks, no ★."""
    return _BLANKS.sub(" ", text.replace("★", " ").casefold().replace("ё", "е")).strip()
