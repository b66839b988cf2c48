"""Periods as people name them, and what a period is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import MONTHS, format_period

_QUARTERS = ("I", "II", "III", "IV")
_DAY = timedelta(days=1)
_QUARTER, _YEAR = 3, 12  # months

EARLIEST, LATEST = date(1980, 1, 1), date(2059, 12, 31)  # of another age nothing is counted


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both inclusive; the first is not after the last."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole calendar months it is made of; 0 where it is not."""
        if self.first.day != 1 or (self.last + _DAY).day != 1:
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def before(self) -> "Period":
        """Return the period it is compared with: as many whole months before it, or as many days."""
        last = self.first - _DAY
        first = _shifted(self.first, -self.months) if self.months else self.first - timedelta(days=self.days)
        return Period(first, last)

    def year_ago(self) -> "Period":
        """Return the same days of the year before; 29 February becomes the 28th, a whole month stays whole."""
        first = _shifted(self.first, -_YEAR)
        return Period(first, _shifted(self.last + _DAY, -_YEAR) - _DAY if self.months else _shifted(self.last, -_YEAR))

    def words(self) -> str:
        """Return «октябрь 2026 года», «III квартал 2026 года», «2026 год» or «с 2 по 8 ноября 2026 года»."""
        year = self.first.year
        if self.months == 1:
            return f"{MONTHS[self.first.month - 1]} {year} года"
        if self.months == _QUARTER and self.first.month % _QUARTER == 1:
            return f"{_QUARTERS[self.first.month // _QUARTER]} квартал {year} года"
        if self.months == _YEAR and self.first.month == 1:
            return f"{year} год"
        return format_period(self.first, self.last)


def said_period(first: date, last: date, not_done: str) -> Period:
    """Return the period of days that were said; `UserFacingError` for days the wrong way round or of another age."""
    if first > last:
        raise UserFacingError(f"Конец периода раньше начала. {not_done} Исправьте даты.")
    if first < EARLIEST or last > LATEST:
        known = f"с {EARLIEST:%d.%m.%Y} по {LATEST:%d.%m.%Y}"
        raise UserFacingError(f"Период выходит за те дни, что считаются: {known}. {not_done} Исправьте даты.")
    return Period(first, last)


def month_of(day: date) -> Period:
    """Return the month of a day."""
    return _of_months(day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    """Return the quarter of a day."""
    return _of_months(date(day.year, (day.month - 1) // _QUARTER * _QUARTER + 1, 1), _QUARTER)


def year_of(day: date) -> Period:
    """Return the year of a day."""
    return _of_months(date(day.year, 1, 1), _YEAR)


def week_of(day: date) -> Period:
    """Return Monday to Sunday about a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def named_periods(today: date) -> tuple[tuple[str, Period], ...]:
    """Return the periods that are offered, each with its Russian name; those under way end in the future."""
    last_month = month_of(today).before()
    last_quarter, last_year = quarter_of(today).before(), year_of(today).before()
    return (
        ("прошлая неделя", week_of(today).before()),
        ("эта неделя", week_of(today)),
        (f"прошлый месяц ({MONTHS[last_month.first.month - 1]})", last_month),
        (f"этот месяц ({MONTHS[today.month - 1]})", month_of(today)),
        (f"прошлый квартал ({last_quarter.words().removesuffix(' года')})", last_quarter),
        (f"этот квартал ({quarter_of(today).words().removesuffix(' года')})", quarter_of(today)),
        (f"прошлый год ({last_year.first.year})", last_year),
        (f"этот год ({today.year})", year_of(today)),
    )


def _of_months(first: date, count: int) -> Period:
    return Period(first, _shifted(first, count) - _DAY)


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), after - _DAY)
