"""When a term ends, and why: 59-ФЗ ст. 12, ПОС and «Инцидент Менеджмент» terms alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from mcu_desktop.rules.pauses import HeldTime, Pause
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import Counting, DayOffRule, LimitUnit, Standing
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.titles import COUNTINGS, START_EVENTS, UNITS
from mcu_desktop.rules.working_calendar import END_OF_DAY, WorkingCalendar

_BEGUN = 2  # which line of the trace says when it began
DAY_UNITS = {LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY}


class Deadline(NamedTuple):
    """When a term ends, in UTC; None where the calendar is not known that far."""

    legal_deadline: datetime | None
    control_date: datetime | None
    due_soon_at: datetime | None
    trace: tuple[str, ...]
    warnings: tuple[str, ...]


def standing(
    now: datetime, *, legal_deadline: datetime | None, due_soon_at: datetime | None, closed_at: datetime | None
) -> Standing:
    """Return how a case stands: overdue only after the legal deadline, soon from the warning on."""
    if closed_at is not None:
        return Standing.CLOSED
    if legal_deadline is not None and legal_deadline < now:
        return Standing.OVERDUE
    if due_soon_at is not None and due_soon_at <= now:
        return Standing.DUE_SOON
    return Standing.IN_TIME


def reckon_deadline(
    limit: TimeLimit,
    started_at: datetime,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause] = (),
    extension_days: int = 0,
) -> Deadline:
    """Return both dates of a term that began at an aware moment, with the trace of how they came about.

    Pauses (in their order, not overlapping) hold only a term whose limit says so: a day does not count if
    the term stands still at its end. An extension is in calendar days, counted on from the term's last day.
    """
    start = started_at.astimezone(calendar.zone)
    amount = plural(limit.amount, *UNITS[limit.unit])
    named = limit.title if amount in limit.title else f"{limit.title}: {amount}"
    trace = [
        f"{named} с момента {START_EVENTS[limit.start_event]}.",
        f"Основание: {limit.source}.",
        _begun(start),
    ]
    held = HeldTime(pauses if limit.stops_on_pause else (), calendar.zone)
    reckon = _reckon_days if limit.unit in DAY_UNITS else _reckon_hours
    try:
        legal, control, lines, warnings = reckon(_Term(limit, extension_days, calendar, held), start)
    except _UnknownYearError as unknown:
        return Deadline(None, None, None, tuple(trace), (_unknown(unknown.day, calendar) + " Срок не посчитан.",))
    trace.extend(held.in_words(start, legal))
    since = held.lasts_since(legal)
    if since is not None:
        line = f"Отложено {since:%d.%m.%Y %H:%M}: срок не идёт, пока работа не возобновлена."
        return Deadline(None, None, None, (*trace, line), ())
    # What is due today is due soon, however long the warning before it is.
    day_begins = datetime.combine(control.date(), time.min, calendar.zone)
    due_soon = max(min(_before(control, limit.warn_amount, limit.warn_unit, calendar), day_begins), start)
    return Deadline(
        legal.astimezone(UTC),
        control.astimezone(UTC),
        due_soon.astimezone(UTC),
        (*trace, *lines),
        tuple(warnings),
    )


def begun_at(of_that_day: Deadline, started_at: datetime, local: datetime) -> Deadline:
    """Return the deadline of a term in days that began at a moment (in UTC and local), from another of its day."""
    legal, control, due_soon, trace, warnings = of_that_day
    if due_soon is not None and due_soon < started_at:
        due_soon = started_at
    return Deadline(legal, control, due_soon, (*trace[:_BEGUN], _begun(local), *trace[_BEGUN + 1 :]), warnings)


def _begun(start: datetime) -> str:
    # Written for each case of an intake: twice as quick as strftime.
    return f"Начало: {start.day:02}.{start.month:02}.{start.year} {start.hour:02}:{start.minute:02}."


class _UnknownYearError(Exception):
    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


@dataclass(frozen=True, slots=True)
class _Term:
    limit: TimeLimit
    extension: int
    calendar: WorkingCalendar
    held: HeldTime


_Reckoned: TypeAlias = tuple[datetime, datetime, list[str], list[str]]


def _reckon_days(term: _Term, start: datetime) -> _Reckoned:
    limit = term.limit
    legal, lines, warnings = _last_day(term, limit.counting, limit.day_off_rule, start.date())
    lines.append(f"Предельный срок: {legal:%d.%m.%Y}, до конца дня.")
    control, more, also = _last_day(term, limit.control_counting, limit.control_day_off_rule, start.date())
    lines.extend(f"Для контроля: {line[0].lower()}{line[1:]}" for line in more)
    control = min(control, legal)
    lines.append(f"Контрольная дата: {control:%d.%m.%Y}, до конца дня.")
    warned = list(dict.fromkeys((*warnings, *also)))
    return _end_of(legal, term.calendar), _end_of(control, term.calendar), lines, warned


def _last_day(term: _Term, counting: Counting, rule: DayOffRule, first: date) -> tuple[date, list[str], list[str]]:
    calendar = term.calendar
    passed: list[date] = []
    by_working_days = term.limit.unit is LimitUnit.WORKING_DAY
    if by_working_days:
        day, passed = _count_working_days(term, counting, first)
    else:
        counts = (lambda counted: not term.held.holds(counted)) if term.held else None
        day = _count_days(first, term.limit.amount, counting, counts)
    words = "Счёт по рабочим дням" if by_working_days else "Счёт"
    lines = _passed_in_words(passed, calendar)
    lines.append(f"{words} {COUNTINGS[counting]}: последний день {day:%d.%m.%Y}.")
    if term.extension:
        day += timedelta(days=term.extension)
        lines.append(_extended(term.extension, day))
    if (by_working_days and not term.extension) or rule is DayOffRule.KEEP:
        return day, lines, []
    if not calendar.knows(day):
        return day, lines, [_unknown(day, calendar) + " Перенос с выходного дня не учтён."]
    if calendar.is_working(day):
        return day, lines, []
    if rule is DayOffRule.PREVIOUS and calendar.previous_working_day(day) < first:
        rule = DayOffRule.NEXT  # nobody can answer before the message has come
    moved = calendar.next_working_day(day) if rule is DayOffRule.NEXT else calendar.previous_working_day(day)
    if not calendar.knows(moved):
        return day, lines, [_unknown(moved, calendar) + " Перенос с выходного дня не учтён."]
    way = "следующий" if rule is DayOffRule.NEXT else "предшествующий"
    lines.append(f"{day:%d.%m.%Y} — {calendar.why_off(day)}: срок перенесён на {way} рабочий день, {moved:%d.%m.%Y}.")
    return moved, lines, []


def _count_days(first: date, amount: int, counting: Counting, counts: Callable[[date], bool] | None) -> date:
    """Return the last of so many days that count; None where all days do."""
    inclusive = counting is Counting.INCLUSIVE
    if counts is None:
        return first + timedelta(days=amount - inclusive)
    day, left = first, amount - (inclusive and counts(first))
    while left:
        day += timedelta(days=1)
        left -= counts(day)
    return day


def _count_working_days(term: _Term, counting: Counting, first: date) -> tuple[date, list[date]]:
    passed: list[date] = []

    def counts(day: date) -> bool:
        worked = _known_working(term.calendar, day)
        if not worked:
            passed.append(day)
        return worked and not term.held.holds(day)

    return _count_days(first, term.limit.amount, counting, counts), passed


def _reckon_hours(term: _Term, start: datetime) -> _Reckoned:
    limit, calendar = term.limit, term.calendar
    left = timedelta(hours=limit.amount)
    if limit.unit is LimitUnit.CLOCK_HOUR:
        return _ended(term, term.held.pass_over(start, left), [])
    day, passed, lines = start.date(), [], []
    begun = False
    while True:
        if not _known_working(calendar, day):
            passed.append(day)
        for opens, closes in calendar.spans(day):
            if max(opens, start) >= closes:
                continue
            for since, until in term.held.running(max(opens, start), closes):
                if not begun and opens > start:
                    lines.append(f"Поступило в нерабочее время: счёт с {since:%d.%m.%Y %H:%M}.")
                begun = True
                if until - since >= left:
                    lines.extend(_passed_in_words(passed, calendar))
                    return _ended(term, since + left, lines)
                left -= until - since
        day += timedelta(days=1)


def _ended(term: _Term, end: datetime, lines: list[str]) -> _Reckoned:
    if term.extension:
        lines.append(f"Счёт без продления: до {end:%d.%m.%Y %H:%M}.")
        end = _end_of(end.date() + timedelta(days=term.extension), term.calendar)
        lines.append(_extended(term.extension, end.date()))
    both = "Предельный срок" if term.limit.unit is LimitUnit.CLOCK_HOUR else "Предельный срок и контрольная дата"
    return end, end, [*lines, f"{both}: {end:%d.%m.%Y %H:%M}."], []


def _extended(days: int, until: date) -> str:
    return f"Продлено на {plural(days, *UNITS[LimitUnit.CALENDAR_DAY])}: до {until:%d.%m.%Y}."


def _known_working(calendar: WorkingCalendar, day: date) -> bool:
    if not calendar.knows(day):
        raise _UnknownYearError(day)
    return calendar.is_working(day)


def _before(moment: datetime, amount: int, unit: LimitUnit, calendar: WorkingCalendar) -> datetime:
    """Return the moment when the warning begins; counted back without need to know far years."""
    if unit is LimitUnit.CLOCK_HOUR:
        return moment - timedelta(hours=amount)
    if unit is LimitUnit.CALENDAR_DAY:
        return datetime.combine((moment - timedelta(days=amount)).date(), time.min, calendar.zone)
    if unit is LimitUnit.WORKING_DAY:
        day = calendar.add_working_days(moment.date(), -amount)
        return datetime.combine(day, time.min, calendar.zone)
    left, day = timedelta(hours=amount), moment.date()
    while True:
        for opens, closes in reversed(calendar.spans(day)):
            until = min(closes, moment)
            if until <= opens:
                continue
            if until - opens >= left:
                return until - left
            left -= until - opens
        day -= timedelta(days=1)


def _passed_in_words(days: list[date], calendar: WorkingCalendar) -> list[str]:
    if not days:
        return []
    reasons: dict[str, list[str]] = {}
    for day in days:
        reasons.setdefault(calendar.why_off(day), []).append(f"{day:%d.%m.%Y}")
    said = "; ".join(f"{', '.join(when)} ({why})" for why, when in reasons.items())
    return [f"Пропущены нерабочие дни: {said}."]


def _unknown(day: date, calendar: WorkingCalendar) -> str:
    until = calendar.known_until
    if until is None or day < until:
        return f"В производственном календаре нет {day.year} года, а счёт доходит до {day:%d.%m.%Y}."
    return f"Производственный календарь известен до {until:%d.%m.%Y}, а счёт доходит до {day:%d.%m.%Y}."


def _end_of(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, END_OF_DAY, calendar.zone)
