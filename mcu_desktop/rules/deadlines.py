"""When a term ends, and why: 59-ФЗ ст. 12, ПОС and «Инцидент Менеджмент» terms alike."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import Counting, DayOffRule, LimitUnit, Standing, StartEvent
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import WorkingCalendar

_END_OF_DAY = time(23, 59, 59)
_UNITS = {
    LimitUnit.CALENDAR_DAY: ("календарный день", "календарных дня", "календарных дней"),
    LimitUnit.WORKING_DAY: ("рабочий день", "рабочих дня", "рабочих дней"),
    LimitUnit.WORKING_HOUR: ("рабочий час", "рабочих часа", "рабочих часов"),
    LimitUnit.CLOCK_HOUR: ("час", "часа", "часов"),
}
_STARTS = {StartEvent.RECEIVED: "поступления", StartEvent.REGISTERED: "регистрации"}
_COUNTINGS = {Counting.NEXT_DAY: "со следующего дня", Counting.INCLUSIVE: "включая день начала"}
_DAY_UNITS = {LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY}


@dataclass(frozen=True, slots=True)
class Deadline:
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


def reckon_deadline(limit: TimeLimit, started_at: datetime, calendar: WorkingCalendar) -> Deadline:
    """Return both dates of a term that began at an aware moment, with the trace of how they came about."""
    start = started_at.astimezone(calendar.zone)
    amount = plural(limit.amount, *_UNITS[limit.unit])
    named = limit.title if amount in limit.title else f"{limit.title}: {amount}"
    trace = [
        f"{named} с момента {_STARTS[limit.start_event]}.",
        f"Основание: {limit.source}.",
        f"Начало: {start:%d.%m.%Y %H:%M}.",
    ]
    reckon = _reckon_days if limit.unit in _DAY_UNITS else _reckon_hours
    try:
        legal, control, lines, warnings = reckon(limit, start, calendar)
    except _UnknownYearError as unknown:
        return Deadline(None, None, None, tuple(trace), (_unknown(unknown.day, calendar) + " Срок не посчитан.",))
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


class _UnknownYearError(Exception):
    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


Reckoned = tuple[datetime, datetime, list[str], list[str]]


def _reckon_days(limit: TimeLimit, start: datetime, calendar: WorkingCalendar) -> Reckoned:
    legal, lines, warnings = _last_day(limit, limit.counting, limit.day_off_rule, start.date(), calendar)
    lines.append(f"Предельный срок: {legal:%d.%m.%Y}, до конца дня.")
    control, more, also = _last_day(limit, limit.control_counting, limit.control_day_off_rule, start.date(), calendar)
    lines.extend(f"Для контроля: {line[0].lower()}{line[1:]}" for line in more)
    control = min(control, legal)
    lines.append(f"Контрольная дата: {control:%d.%m.%Y}, до конца дня.")
    warned = list(dict.fromkeys((*warnings, *also)))
    return _end_of(legal, calendar), _end_of(control, calendar), lines, warned


def _last_day(
    limit: TimeLimit, counting: Counting, rule: DayOffRule, first: date, calendar: WorkingCalendar
) -> tuple[date, list[str], list[str]]:
    count = limit.amount - (counting is Counting.INCLUSIVE)
    if limit.unit is LimitUnit.WORKING_DAY:
        return _last_working_day(counting, count, first, calendar)
    day = first + timedelta(days=count)
    lines = [f"Счёт {_COUNTINGS[counting]}: последний день {day:%d.%m.%Y}."]
    if rule is DayOffRule.KEEP:
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


def _last_working_day(
    counting: Counting, count: int, first: date, calendar: WorkingCalendar
) -> tuple[date, list[str], list[str]]:
    day, passed = first, []
    if counting is Counting.INCLUSIVE:
        while not _known_working(calendar, day):
            passed.append(day)
            day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not _known_working(calendar, day):
            passed.append(day)
            day += timedelta(days=1)
    lines = [f"Счёт {_COUNTINGS[counting]} по рабочим дням: последний день {day:%d.%m.%Y}."]
    return day, [*_passed_in_words(passed, calendar), *lines], []


def _reckon_hours(limit: TimeLimit, start: datetime, calendar: WorkingCalendar) -> Reckoned:
    left = timedelta(hours=limit.amount)
    if limit.unit is LimitUnit.CLOCK_HOUR:
        end = (start.astimezone(UTC) + left).astimezone(calendar.zone)
        return end, end, [f"Предельный срок: {end:%d.%m.%Y %H:%M}."], []
    day, passed, lines = start.date(), [], []
    begun = False
    while True:
        if not _known_working(calendar, day):
            passed.append(day)
        for opens, closes in calendar.spans(day):
            since = max(opens, start)
            if since >= closes:
                continue
            if not begun and since > start:
                lines.append(f"Поступило в нерабочее время: счёт с {since:%d.%m.%Y %H:%M}.")
            begun = True
            if closes - since >= left:
                end = since + left
                lines.extend(_passed_in_words(passed, calendar))
                lines.append(f"Предельный срок и контрольная дата: {end:%d.%m.%Y %H:%M}.")
                return end, end, lines, []
            left -= closes - since
        day += timedelta(days=1)


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
    return datetime.combine(day, _END_OF_DAY, calendar.zone)
