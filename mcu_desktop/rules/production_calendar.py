"""The production calendar as people keep it: its years, its special days, its working weeks, and their changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import DayKind
from mcu_desktop.rules.working_calendar import WEEKDAYS, CalendarDay, Week, WorkingCalendar

KIND_WORDS = {
    DayKind.DAY_OFF: "нерабочий день",
    DayKind.WORKING: "рабочий день по переносу",
    DayKind.SHORT: "короче на час",
    DayKind.WORKING_SHORT: "рабочий день по переносу, короче на час",
}
USUAL_DAY = "как обычно"
FIRST_YEAR, LAST_YEAR = 2013, 2100  # the days off of ст. 112 ТК РФ are these since 2013
_HOLIDAYS = (*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A year whose days off are known, and who says so; not approved, it may still change."""

    year: int
    approved: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class CalendarEdit:
    """What a person changes: days (None: as its weekday), years, whole weeks from a day on."""

    days: Mapping[date, CalendarDay | None] = field(default_factory=dict)
    years: tuple[KnownYear, ...] = ()
    weeks: Mapping[date, Week] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProductionCalendar:
    """All that the store has of the calendar; a week holds from its day on, the first one before it, too."""

    zone: ZoneInfo
    days: Mapping[date, CalendarDay]
    years: Mapping[int, KnownYear]
    weeks: Mapping[date, Week]

    def working(self) -> WorkingCalendar:
        """Return the calendar that terms are reckoned by."""
        first, *later = sorted(self.weeks.items())
        approved = frozenset(year.year for year in self.years.values() if year.approved)
        return WorkingCalendar(self.zone, first[1], self.days, frozenset(self.years), tuple(later), approved)

    def changed(self, edit: CalendarEdit) -> "ProductionCalendar":
        """Return the calendar with the change in it; `UserFacingError` where a day would be nonsense."""
        days = {day: special for day, special in {**self.days, **edit.days}.items() if special is not None}
        years = {**self.years, **{year.year: year for year in edit.years}}
        changed = ProductionCalendar(self.zone, days, years, {**self.weeks, **edit.weeks})
        _refuse_short_days_off(changed.working(), edit)
        return changed


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Whole years out of a file; `approved` and `source` of a year are None where the file does not say."""

    name: str
    years: Mapping[int, tuple[bool | None, str | None]]
    days: Mapping[date, CalendarDay]


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day as it was and as it becomes."""

    day: date
    old: CalendarDay | None
    new: CalendarDay | None


def edit_of_file(known: ProductionCalendar, file: CalendarFile) -> CalendarEdit:
    """Return what taking the file's years over would change: these years become what the file says, no other does."""
    there = {day: special for day, special in known.days.items() if day.year in file.years}
    days = {
        day: file.days.get(day)
        for day in sorted(there.keys() | file.days.keys())
        if there.get(day) != file.days.get(day)
    }
    years = []
    for number, (approved, source) in sorted(file.years.items()):
        old = known.years.get(number, KnownYear(number, approved=False, source=file.name))
        year = KnownYear(
            number, old.approved if approved is None else approved, old.source if source is None else source
        )
        if known.years.get(number) != year:
            years.append(year)
    return CalendarEdit(days, tuple(years))


def day_changes(known: ProductionCalendar, edit: CalendarEdit) -> tuple[DayChange, ...]:
    """Return the days of a change beside what they are now."""
    return tuple(DayChange(day, known.days.get(day), new) for day, new in sorted(edit.days.items()))


def days_in_words(changes: Sequence[DayChange]) -> str:
    """Say how many days are added, changed and removed, by year."""
    by_year: dict[int, list[DayChange]] = {}
    for change in changes:
        by_year.setdefault(change.day.year, []).append(change)
    return "; ".join(f"{year} год: {_counts(of_year)}" for year, of_year in by_year.items())


def _counts(changes: Sequence[DayChange]) -> str:
    added = sum(change.old is None for change in changes)
    removed = sum(change.new is None for change in changes)
    return f"дней добавится — {added}, изменится — {len(changes) - added - removed}, уберётся — {removed}"


def edit_in_words(edit: CalendarEdit) -> str:
    """Say what a change does: «12.06.2027 — нерабочий день»."""
    said = [
        f"{day:%d.%m.%Y} — {USUAL_DAY if special is None else KIND_WORDS[special.kind]}"
        for day, special in sorted(edit.days.items())
    ]
    if len(said) > 1:
        years = ", ".join(str(year) for year in sorted({day.year for day in edit.days}))
        said = [f"{years} год, {plural(len(edit.days), 'особый день', 'особых дня', 'особых дней')}"]
    said.extend(f"{year.year} год {'утверждён' if year.approved else 'предварительный'}" for year in edit.years)
    said.extend(f"рабочее время с {since:%d.%m.%Y}" for since in edit.weeks)
    return "; ".join(said)


def missing_holidays(year: int, days: Mapping[date, CalendarDay]) -> list[date]:
    """Return the holidays of ст. 112 ТК РФ that would be worked: a list of days that lacks them is not whole."""
    return [
        day
        for day in (date(year, month, number) for month, number in _HOLIDAYS)
        if (days[day].kind is not DayKind.DAY_OFF if day in days else day.weekday() < _SATURDAY)
    ]


def _refuse_short_days_off(calendar: WorkingCalendar, edit: CalendarEdit) -> None:
    for day, special in sorted(edit.days.items()):
        usual = day.weekday() in calendar.hours_on(day)
        if special is not None and special.kind is DayKind.SHORT and not usual:
            raise UserFacingError(
                f"{day:%d.%m.%Y} — {WEEKDAYS[day.weekday()]}, обычно выходной: короче на час бывает рабочий день. "
                f"Выберите «{KIND_WORDS[DayKind.WORKING_SHORT]}». Ничего не изменено."
            )
