"""The dashboard from the kept summaries beside the same figures counted from the cases; building the summaries anew."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.stores import store_of
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.queries.dashboard import CUT_BY, Dashboards, Wish
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.periods import Period, month_of, week_of, year_of
from mcu_desktop.store.reading import stored_moment
from mcu_desktop.store.store import Store
from mcu_desktop.store.summaries import CASES, VALUES, counted_sql, rebuild_counts

_PAIRS, _HEAVY_PAIRS = 5, 2
_LATE = (
    "EXISTS (SELECT 1 FROM case_deadlines d WHERE d.case_id = c.id AND d.stage = 'final_answer'"
    " AND c.answered_at > d.legal_deadline)"
)
# What the dashboard shows of now, whatever the period: the cheapest statement there is for it.
_OF_NOW = (
    "SELECT sector_block_id, count(*), sum(CASE WHEN legal_deadline < ? THEN 1 ELSE 0 END) FROM cases"
    " WHERE closed_at IS NULL GROUP BY sector_block_id"
)
# What it shows of one period, by a moment and a condition.
_FIGURES = (
    ("received_at", "1"),
    ("answered_at", "1"),
    ("answered_at", f"NOT {_LATE}"),
    ("answered_at", _LATE),
    ("answered_at", "satisfaction IS NOT NULL"),
    ("answered_at", "satisfaction >= 4"),
    ("answered_at", "reopened"),
)
_CUTS = ("sector_block_id", "channel_id", "topic_id", "recipient_id")


def measure_dashboard(cases: int, wanted: str | None) -> list[Measured]:
    """Measure all figures of a week, a month, years and all years; apart from them what is open and overdue now."""
    store = store_of(cases, wanted)
    now = datetime.now(UTC)
    with closing(open_store(store).open_reader()) as reader, closing(_raw(store)) as raw:
        zone = read_zone(reader)
        last_year = year_of(now.date()).before()
        found = []
        for name, period in (
            ("dashboard: week", week_of(now.date()).before()),
            ("dashboard: month", month_of(now.date()).before()),
            ("dashboard: year", last_year),
            ("dashboard: odd year", Period(last_year.first + timedelta(days=9), last_year.last + timedelta(days=9))),
            ("dashboard: all years", Period(date(2000, 1, 1), now.date())),
        ):

            def ours(period: Period = period) -> object:
                parts = Dashboards(reader, Wish(period), now=now, zone=zone, cuts=tuple(CUT_BY))
                return parts.of_period(), parts.course(), [parts.cut(dimension) for dimension in CUT_BY]

            def floor(period: Period = period) -> object:
                return _count_bare(raw, period, zone)

            pairs = _PAIRS if period.days <= last_year.days else _HEAVY_PAIRS
            found.append(_measured(name, cases, ours, floor, pairs))
        parts = Dashboards(reader, Wish(last_year), now=now, zone=zone)
        return [*found, _measured("dashboard: now", cases, parts.of_now, lambda: _count_now(raw, now), _PAIRS)]


def measure_summaries(cases: int, wanted: str | None) -> list[Measured]:
    """Measure building the summaries anew beside the bare aggregation of the same days and places."""
    place = store_of(cases, wanted)
    store = open_store(place)
    with closing(store.open_reader()) as reader, closing(_raw(place)) as raw:
        zone = read_zone(reader)

        def floor() -> object:
            return [raw.execute(sql).fetchall() for sql in _bare_aggregation(zone)]

        return [_measured("summaries", cases, lambda: _rebuild(store), floor, _HEAVY_PAIRS)]


def _rebuild(store: Store) -> None:
    store.perform(lambda session: rebuild_counts(session.connection()))


def _bare_aggregation(zone: ZoneInfo) -> list[str]:
    return [
        f"SELECT day, block_id, {value}, sum(received), sum(answered), sum(late), sum(closed), sum(reopened),"
        f" sum(rated), sum(satisfied) FROM ({counted_sql(CASES, 'sqlite', zone, place=f'block_id, {value}')}) one"
        f" GROUP BY day, block_id, {value}"
        for value in VALUES.values()
    ]


def _count_bare(raw: sqlite3.Connection, period: Period, zone: ZoneInfo) -> object:
    """Count the same figures from the cases: numbers and a mean of three periods, days of three, four cuts of two."""
    answers = []
    periods = (period, period.before(), period.year_ago())
    for place, days in enumerate(periods):
        bounds = _bounds(days, zone)
        for moment, condition in _FIGURES:
            sql = f"SELECT count(*) FROM cases c WHERE {moment} >= ? AND {moment} < ? AND {condition}"
            answers.append(raw.execute(sql, bounds).fetchall())
        mean = "SELECT avg(satisfaction) FROM cases WHERE answered_at >= ? AND answered_at < ?"
        answers.append(raw.execute(mean, bounds).fetchall())
        by_day = "SELECT date(received_at, '+3 hours'), count(*) FROM cases WHERE received_at >= ? AND received_at < ?"
        answers.append(raw.execute(f"{by_day} GROUP BY 1", bounds).fetchall())
        for cut in _CUTS if place < 2 else ():
            sql = f"SELECT {cut}, count(*) FROM cases WHERE received_at >= ? AND received_at < ? GROUP BY 1"
            answers.append(raw.execute(sql, bounds).fetchall())
    return answers


def _count_now(raw: sqlite3.Connection, now: datetime) -> object:
    return raw.execute(_OF_NOW, (stored_moment(now),)).fetchall()


def _bounds(days: Period, zone: ZoneInfo) -> tuple[str, str]:
    first, after = days.first, days.last + timedelta(days=1)
    return (
        stored_moment(datetime.combine(first, time.min, zone)),
        stored_moment(datetime.combine(after, time.min, zone)),
    )


def _raw(store: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(store).as_uri()}?mode=ro", uri=True)


def _measured(name: str, cases: int, ours: Callable[[], object], floor: Callable[[], object], pairs: int) -> Measured:
    medians = in_pairs(lambda: seconds(ours), lambda: seconds(floor), pairs=pairs)
    return Measured(name, cases, medians[0] * 1_000, medians[1] * 1_000, "ms")
