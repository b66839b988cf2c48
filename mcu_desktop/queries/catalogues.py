"""The catalogues as the rules want them: the calendar, the time limits, the routes, names of a day."""

from datetime import date, time
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from mcu_desktop.rules.routing import Router, TopicRoute
from mcu_desktop.rules.terms import (
    CaseKind,
    Classifier,
    Counting,
    DayKind,
    DayOffRule,
    LimitUnit,
    StartEvent,
    TermStage,
)
from mcu_desktop.rules.time_limits import TimeLimit
from mcu_desktop.rules.working_calendar import CalendarDay, WorkingCalendar, WorkingHours
from mcu_desktop.store.reading import Reader, as_day, as_day_or_none, as_time

if TYPE_CHECKING:
    from mcu_desktop.rules.production_calendar import ProductionCalendar

Catalogue = Literal["sector_blocks", "channels"]
_CODES: dict[Catalogue, str] = {
    "sector_blocks": "SELECT code FROM sector_blocks ORDER BY position",
    "channels": "SELECT code FROM channels ORDER BY position",
}


def read_codes(reader: Reader, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the codes of a catalogue in its order."""
    return tuple(row[0] for row in reader.rows(_CODES[catalogue]))


_CALENDAR = (
    "SELECT valid_from, weekday, starts, ends, lunch_starts, lunch_ends FROM working_hours ORDER BY valid_from",
    "SELECT day, kind, note, source FROM calendar_days",
    "SELECT year, approved, source FROM calendar_years",
    "SELECT value FROM settings WHERE code = 'zone'",
)


def read_calendar(reader: Reader) -> WorkingCalendar:
    """Return the working calendar with all years the store knows."""
    return read_production_calendar(reader).working()


def read_production_calendar(reader: Reader) -> "ProductionCalendar":
    """Return the calendar as people keep it."""
    from mcu_desktop.rules.production_calendar import KnownYear, ProductionCalendar

    of_hours, of_days, of_years, [(zone,)] = reader.ask(_CALENDAR)
    weeks: dict[date, dict[int, WorkingHours]] = {}
    for since, weekday, starts, ends, lunch, lunch_ends in of_hours:
        hours = WorkingHours(as_time(starts), as_time(ends), _as_time_or_none(lunch), _as_time_or_none(lunch_ends))
        weeks.setdefault(as_day(since), {})[weekday] = hours
    days = {as_day(day): CalendarDay(as_day(day), DayKind(kind), note, source) for day, kind, note, source in of_days}
    years = {year: KnownYear(year, bool(approved), source) for year, approved, source in of_years}
    return ProductionCalendar(ZoneInfo(str(zone)), days, years, weeks)


def read_time_limits(reader: Reader) -> tuple[TimeLimit, ...]:
    """Return every time limit, old ones too."""
    rows = reader.rows(
        "SELECT l.code, l.title, l.stage, ch.code, l.kind, l.fast_track, l.important, l.amount, l.unit, l.start_event,"
        " l.counting, l.day_off_rule, l.control_counting, l.control_day_off_rule, l.warn_amount, l.warn_unit,"
        " l.source, l.valid_from, l.valid_to, l.is_default, l.id, l.topic_group, l.topic, l.stops_on_pause,"
        " l.max_extension"
        " FROM time_limits l LEFT JOIN channels ch ON ch.id = l.channel_id ORDER BY l.id"
    )
    return tuple(
        TimeLimit(
            code=row[0],
            title=row[1],
            stage=TermStage(row[2]),
            channel_code=row[3],
            kind=None if row[4] is None else CaseKind(row[4]),
            fast_track=None if row[5] is None else bool(row[5]),
            important=None if row[6] is None else bool(row[6]),
            amount=row[7],
            unit=LimitUnit(row[8]),
            start_event=StartEvent(row[9]),
            counting=Counting(row[10]),
            day_off_rule=DayOffRule(row[11]),
            control_counting=Counting(row[12]),
            control_day_off_rule=DayOffRule(row[13]),
            warn_amount=row[14],
            warn_unit=LimitUnit(row[15]),
            source=row[16],
            valid_from=as_day(row[17]),
            valid_to=as_day_or_none(row[18]),
            is_default=bool(row[19]),
            limit_id=row[20],
            topic_group=row[21],
            topic=row[22],
            stops_on_pause=bool(row[23]),
            max_extension=row[24],
        )
        for row in rows
    )


def read_router(reader: Reader) -> Router:
    """Return the routes from topics to blocks."""
    rows = reader.rows(
        "SELECT tr.classifier, tr.group_pattern, tr.topic_pattern, tr.code_prefix, b.code, tr.source"
        " FROM topic_routes tr JOIN sector_blocks b ON b.id = tr.sector_block_id ORDER BY tr.id"
    )
    return Router(
        TopicRoute(None if row[0] is None else Classifier(row[0]), row[1], row[2], row[3], row[4], row[5])
        for row in rows
    )


def read_names(reader: Reader, on: date) -> dict[str, str]:
    """Return what the municipality and its bodies are called on a day, by subject."""
    rows = reader.rows(
        "SELECT subject, name FROM dated_names WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to >= :day)"
        " ORDER BY valid_from",
        day=on,
    )
    return {str(subject): str(name) for subject, name in rows}


def _as_time_or_none(value: object) -> time | None:
    return None if value is None else as_time(value)
