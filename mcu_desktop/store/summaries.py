"""The SQL of the kept summaries: the same counting folds changes in, builds all anew and checks what is kept."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_CHANGES: Final = 200  # that readings add up before they are folded
FOLD: Final = f"SELECT mcu.fold_counts({MOST_CHANGES})"  # of a shared store, asked together with its commit
SUMS: Final = ("received", "answered", "late", "closed", "reopened", "rated", "satisfied", "rating_sum")
# The dimensions that are counted from the cases, each by block and by its value.
VALUES: Final = {"channel": "channel_id", "topic": "topic_id", "recipient": "recipient_id"}
# Those that the rows of the channels make, by which block and which value: what is of all blocks together spares adding
# them up. Topics and recipients have nothing alike: most are of one block.
TOGETHER: Final = {"block": ("block_id", "0"), "town": ("0", "0"), "town_channel": ("0", "value_id")}
LONGER_SPANS: Final = ("week", "month")  # kept beside days: the fewer rows a period is, the quicker it is read
KEPT_DAYS: Final = "daily_counts WHERE span = 'day'"
_KEYS = "dimension, span, first_day, block_id, value_id"
_PLACE = "block_id, channel_id, topic_id, recipient_id"
_FIRST_YEAR, _LAST_YEAR = 1980, 2060
_ASIDE = timedelta(days=3)  # no zone is further from UTC, nor turned by more
Days = tuple[date, date]  # the first and the last
# A look that only reads must not fold, and of several writers one does.
_MAY_FOLD = "SELECT current_setting('transaction_read_only') = 'off' AND pg_try_advisory_xact_lock(1663)"
# What each moment of a case adds to which sums.
_MOMENTS = {
    "received_at": {"received": "weight"},
    "answered_at": {
        "answered": "weight",
        "late": "weight * late",
        "reopened": "weight * reopened",
        "rated": "CASE WHEN satisfaction IS NULL THEN 0 ELSE weight END",
        "satisfied": "CASE WHEN satisfaction >= 4 THEN weight ELSE 0 END",
        "rating_sum": "weight * coalesce(satisfaction, 0)",
    },
    "closed_at": {"closed": "weight"},
}
# All cases, in the columns of `count_changes`.
CASES = (
    "(SELECT 1 AS weight, c.received_at, c.answered_at, c.closed_at,"
    " CASE WHEN c.answered_at > d.legal_deadline THEN 1 ELSE 0 END AS late,"
    " CASE WHEN c.reopened THEN 1 ELSE 0 END AS reopened, c.satisfaction, c.channel_id,"
    " coalesce(c.sector_block_id, 0) AS block_id, coalesce(c.topic_id, 0) AS topic_id,"
    " coalesce(c.recipient_id, 0) AS recipient_id FROM cases c"
    " LEFT JOIN case_deadlines d ON d.case_id = c.id AND d.stage = 'final_answer' AND d.title = '') facts"
)


def day_sql(column: str, dialect: str, zone: ZoneInfo, days: Days | None = None) -> str:
    """Return the local day of a stored moment in SQL; SQLite knows no zones, so it is told their turns.

    Where only some days are asked for, it is told only theirs: moments of other days may come out a day wrong, but
    never as one of these.
    """
    if dialect == "postgresql":
        return f"CAST({column} AT TIME ZONE '{zone.key}' AS date)"
    turns = _turns(zone) if days is None else _turns_near(zone, days)
    cases = "".join(
        f" WHEN {column} >= '{starts:%Y-%m-%d %H:%M:%S}.000000' THEN date({column}, '{offset:+d} seconds')"
        for starts, offset in reversed(turns[1:])
    )
    first = f"date({column}, '{turns[0][1]:+d} seconds')"
    return f"CASE{cases} ELSE {first} END" if cases else first


@lru_cache(maxsize=4)
def _turns(zone: ZoneInfo) -> tuple[tuple[datetime, int], ...]:
    """Return when the clocks of a zone were turned, in UTC, and how many seconds they are ahead since."""

    def ahead(moment: datetime) -> int:
        offset = moment.astimezone(zone).utcoffset()
        return 0 if offset is None else round(offset.total_seconds())

    week, step = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC), timedelta(days=7)  # no zone turns twice in a week
    found = [(week, ahead(week))]
    while week.year < _LAST_YEAR:
        after = week + step
        if ahead(after) != found[-1][1]:
            low, high = week, after
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if ahead(middle) == ahead(low) else (low, middle)
            found.append((high.replace(microsecond=0), ahead(high)))
        week = after
    return tuple(found)


@lru_cache(maxsize=64)
def _turns_near(zone: ZoneInfo, days: Days) -> tuple[tuple[datetime, int], ...]:
    """Return the turns of the clocks within some days and some more on each side, and the last one before."""
    first, last = (datetime.combine(day, time.min, UTC) for day in days)
    turns = [turn for turn in _turns(zone) if turn[0] <= last + _ASIDE]
    before = sum(1 for starts, _offset in turns if starts <= first - _ASIDE)
    return tuple(turns[max(before - 1, 0) :] or _turns(zone)[:1])


def counted_sql(
    source: str, dialect: str, zone: ZoneInfo, *, place: str = _PLACE, days: Days | None = None, when: str = ""
) -> str:
    """Return the select that has a row for each moment of each case of a source: its day, its place, its sums.

    Of moments alone of which a condition is true, where there is one: it names the moment as `{}`.
    """
    parts = []
    for moment, adds in _MOMENTS.items():
        sums = ", ".join(f"{adds.get(name, '0')} AS {name}" for name in SUMS)
        known = f" WHERE {when.format(moment) or f'{moment} IS NOT NULL'}"
        parts.append(f"SELECT {day_sql(moment, dialect, zone, days)} AS day, {place}, {sums} FROM {source}{known}")
    return " UNION ALL ".join(parts)


def span_sql(span: str, day: str, dialect: str) -> str:
    """Return the first day of the week or month of a day in SQL."""
    if dialect == "postgresql":
        return f"CAST(date_trunc('{span}', {day}) AS date)"
    return f"date({day}, 'weekday 0', '-6 days')" if span == "week" else f"substr({day}, 1, 8) || '01'"


def _steps_sql(source: str, dialect: str, zone: ZoneInfo) -> str:
    """Return the steps from a source to counts: its moments, the same days together, the days of each dimension."""
    sums = ", ".join(f"sum({name}) AS {name}" for name in SUMS)
    kept = "MATERIALIZED " if dialect == "sqlite" else ""  # PostgreSQL keeps what is read twice, and 11 lacks the word
    own = [
        f"SELECT '{dimension}' AS dimension, day, block_id, {value} AS value_id, {sums} FROM events GROUP BY 2, 3, 4"
        for dimension, value in VALUES.items()
    ]
    together = [
        f"SELECT '{dimension}', day, {block} AS block_id, {value} AS value_id, {sums} FROM own"
        " WHERE dimension = 'channel' GROUP BY 2, 3, 4"
        for dimension, (block, value) in TOGETHER.items()
    ]
    return (
        f"events AS {kept}(SELECT day, {_PLACE}, {sums} FROM ({counted_sql(source, dialect, zone)}) moments"
        f" GROUP BY day, {_PLACE}), own AS {kept}({' UNION ALL '.join(own)}),"
        f" days AS {kept}(SELECT * FROM own UNION ALL {' UNION ALL '.join(together)})"
    )


def _spread_sql(dialect: str) -> str:
    """Return the rows of the daily counts that the steps make: days, and the longer spans of them."""
    longer = [_longer_sql(span, "day", "days", dialect) for span in LONGER_SPANS]
    return " UNION ALL ".join(
        (f"SELECT dimension, 'day', day, block_id, value_id, {', '.join(SUMS)} FROM days", *longer)
    )


def _longer_sql(span: str, day: str, days: str, dialect: str) -> str:
    """Return the rows of a longer span that the rows of days make."""
    sums = ", ".join(f"sum({name})" for name in SUMS)
    return (
        f"SELECT dimension, '{span}', {span_sql(span, day, dialect)}, block_id, value_id, {sums} FROM {days}"
        " GROUP BY 1, 3, 4, 5"
    )


def _insert_sql() -> str:
    return f"INSERT INTO daily_counts ({_KEYS}, {', '.join(SUMS)})"


def _added_sql() -> str:
    sums = ", ".join(f"{name} = daily_counts.{name} + excluded.{name}" for name in SUMS)
    return f"ON CONFLICT ({_KEYS}) DO UPDATE SET {sums}"


def fold_changes(connection: "Connection", *, most: int = MOST_CHANGES) -> None:
    """Put the waiting changes into the counts where there are more than `most`.

    Of several that write at once to a shared store one folds and nobody waits; what others have not committed yet
    is folded later.
    """
    if not has_summaries(connection):  # a store of an older program, on its way to this one
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT mcu.fold_counts(%s)", (most,))
        return
    waiting = f"SELECT count(*) FROM (SELECT 1 FROM count_changes LIMIT {most + 1}) x"
    if connection.exec_driver_sql(waiting).scalar_one() <= most:
        return
    steps = _steps_sql("count_changes", "sqlite", _zone(connection))
    fold = f"WITH {steps} {_insert_sql()} {_ordered(_spread_sql('sqlite'))} {_added_sql()}"
    connection.exec_driver_sql(fold)
    connection.exec_driver_sql("DELETE FROM count_changes")


def fold_function() -> str:
    """Return the function by which a shared store folds: nobody but its owner writes the counts."""
    zone = ZoneInfo("UTC")
    steps = f"taken AS (DELETE FROM count_changes RETURNING *), {_steps_sql('taken', 'postgresql', zone)}"
    fold = f"WITH {steps} {_insert_sql()} {_spread_sql('postgresql')} {_added_sql()}"
    of_store = fold.replace("AT TIME ZONE 'UTC'", "AT TIME ZONE (SELECT value FROM settings WHERE code = 'zone')")
    return (
        "CREATE OR REPLACE FUNCTION mcu.fold_counts(most integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER"
        " SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN"
        " IF (SELECT count(*) FROM (SELECT 1 FROM count_changes LIMIT most + 1) x) <= most OR NOT"
        f" ({_MAY_FOLD}) THEN RETURN; END IF; {of_store}; END $$"
    )


def has_summaries(connection: "Connection") -> bool:
    """Return whether the store keeps summaries already."""
    if connection.dialect.name == "postgresql":
        known = "SELECT to_regprocedure('mcu.fold_counts(integer)') IS NOT NULL"
        return bool(connection.exec_driver_sql(known).scalar_one())
    found = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'count_changes'")
    return bool(found.scalar_one())


def rebuild_counts(connection: "Connection") -> None:
    """Count all cases anew."""
    dialect, zone = connection.dialect.name, _zone(connection)
    if dialect == "postgresql":  # nobody changes a case meanwhile, and nobody folds
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1663)")
        connection.exec_driver_sql("LOCK TABLE cases, case_deadlines, count_changes IN SHARE ROW EXCLUSIVE MODE")
    emptied = ("DELETE FROM count_changes", "DELETE FROM daily_counts")
    for statement in (*emptied, *rebuild_statements(dialect, zone)):
        connection.exec_driver_sql(statement)


def rebuild_statements(dialect: str, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the statements that fill the empty counts: days from the cases, all else from these days."""
    sums = ", ".join(f"sum({name})" for name in SUMS)
    days = [
        f"{_insert_sql()} SELECT '{dimension}', 'day', day, block_id, {value}, {sums}"
        f" FROM ({counted_sql(CASES, dialect, zone, place=f'block_id, {value}')}) events"
        f" GROUP BY day, block_id, {value}"
        for dimension, value in VALUES.items()
    ]
    together = [
        f"{_insert_sql()} SELECT '{dimension}', 'day', first_day, {block}, {value}, {sums} FROM {KEPT_DAYS}"
        " AND dimension = 'channel' GROUP BY 3, 4, 5"
        for dimension, (block, value) in TOGETHER.items()
    ]
    longer = [f"{_insert_sql()} {_longer_sql(span, 'first_day', KEPT_DAYS, dialect)}" for span in LONGER_SPANS]
    return (*days, *together, *longer)


def _ordered(select: str) -> str:
    """Return a select that SQLite does not take the words of a conflict for a join's."""
    return f"SELECT * FROM ({select}) WHERE true"


def _zone(connection: "Connection") -> ZoneInfo:
    return ZoneInfo(str(connection.exec_driver_sql("SELECT value FROM settings WHERE code = 'zone'").scalar_one()))
