"""The figures of the daily summary, in a few selects over the open cases and the days of the summary."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import day_begins
from mcu_desktop.queries.period_counter import PeriodCounter, Scope
from mcu_desktop.reports.daily_figures import BlockDay, BurningRow, DailyFigures
from mcu_desktop.rules.measures import Measure
from mcu_desktop.store.reading import Reader, as_moment

_MOST_BURNING = 5  # the summary is one page
_STANDS = {
    "open_now": "1",
    "overdue": "CASE WHEN c.legal_deadline < :now THEN 1 ELSE 0 END",
    "due_today": "CASE WHEN c.control_date >= :today AND c.control_date < :tomorrow THEN 1 ELSE 0 END",
    "due_tomorrow": "CASE WHEN c.control_date >= :tomorrow AND c.control_date < :after THEN 1 ELSE 0 END",
    "important": "CASE WHEN c.important OR c.fast_track THEN 1 ELSE 0 END",
    "unmapped": "CASE WHEN c.sector_block_id IS NULL THEN 1 ELSE 0 END",
    "without_recipient": "CASE WHEN c.recipient_id IS NULL THEN 1 ELSE 0 END",
}


def read_daily_figures(
    reader: Reader, first: date, last: date, scope: Scope, *, now: datetime, zone: ZoneInfo
) -> DailyFigures:
    """Return the summary of some days, as a rule of one; both are local and inclusive."""
    counter = PeriodCounter(reader, first, last, scope, zone)
    today = day_begins(now.astimezone(zone).date(), zone)
    days = {f"{name}": today + timedelta(days=step) for name, step in (("today", 0), ("tomorrow", 1), ("after", 2))}
    moments: dict[str, object] = {"now": now, **days}
    sums = ", ".join(f"sum({stands})" for stands in _STANDS.values())
    sql = f"SELECT {sums} FROM cases c WHERE c.closed_at IS NULL{counter.of_scope}"
    [counts] = reader.rows(sql, **counter.parameters, **moments)
    title = reader.rows("SELECT title FROM sector_blocks WHERE code = :block", block=scope.block)
    burning, burning_count = _burning(reader, counter, moments)
    return DailyFigures(
        first=first,
        last=last,
        block_title=str(title[0][0]) if title else None,
        received=counter.total(Measure.RECEIVED),
        answered=counter.total(Measure.ANSWERED),
        answered_in_time=counter.total(Measure.ANSWERED_IN_TIME, "Из них в срок"),
        **{name: int(count or 0) for name, count in zip(_STANDS, counts, strict=True)},
        by_block=_by_block(reader, counter, moments),
        burning=burning,
        burning_count=burning_count,
    )


def _by_block(reader: Reader, counter: PeriodCounter, moments: dict[str, object]) -> tuple[BlockDay, ...]:
    joins = "LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
    received = {
        row.title: row.now for row in counter.grouped("coalesce(b.short_title, '')", Measure.RECEIVED, joins=joins)
    }
    columns = list(_STANDS)[:5]
    sums = ", ".join(f"sum({_STANDS[name]})" for name in columns)
    sql = (
        f"SELECT coalesce(b.short_title, ''), {sums} FROM cases c {joins}"
        f" WHERE c.closed_at IS NULL{counter.of_scope} GROUP BY 1"
    )
    found = reader.rows(sql, **counter.parameters, **moments)
    stands = {row[0]: tuple(int(count) for count in row[1:]) for row in found}
    titles = [str(row[0]) for row in reader.rows("SELECT short_title FROM sector_blocks ORDER BY position")]
    nothing = (0,) * len(columns)
    every = [(title, title) for title in titles] + [("", "Не сопоставлено с блоком")]
    rows = [BlockDay(shown, received.get(title, 0), *stands.get(title, nothing)) for title, shown in every]
    return tuple(row for row in rows if row.received or row.open_now)


def _burning(reader: Reader, counter: PeriodCounter, moments: dict[str, object]) -> tuple[tuple[BurningRow, ...], int]:
    """Return the longest due cases, and of how many they are."""
    sql = (
        "SELECT c.number, coalesce(b.short_title, 'не сопоставлено'), c.control_date,"
        " CASE WHEN c.gist <> '' THEN c.gist ELSE c.excerpt END, count(*) OVER ()"
        " FROM cases c LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
        " WHERE c.closed_at IS NULL AND c.control_date < :tomorrow"
        + counter.of_scope + " ORDER BY c.control_date, c.id LIMIT :most"
    )  # fmt: skip
    rows = reader.rows(sql, tomorrow=moments["tomorrow"], most=_MOST_BURNING, **counter.parameters)
    burning = tuple(
        BurningRow(number, block, as_moment(moment).astimezone(counter.zone), gist)
        for number, block, moment, gist, _count in rows
    )
    return burning, int(rows[0][-1]) if rows else 0
