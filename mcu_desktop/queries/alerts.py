"""Alerts of a person: derived from the running terms at every look, so that none is missed and none is old.

What was told, seen or put off is kept apart (`alert_marks`) and holds for one control date of one term.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mcu_desktop.queries.catalogues import read_calendar
from mcu_desktop.queries.local_days import day_begins
from mcu_desktop.queries.roster import IN_FORCE, read_away
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.alerts import AlertStep, reached_until
from mcu_desktop.rules.duties import Duty, Member, duties_of
from mcu_desktop.rules.terms import Addressee, AlertMoment, LimitUnit, Role, TermStage
from mcu_desktop.store.reading import Reader, Row, as_moment, as_moment_or_none, in_list

MOST_SHOWN = 500
_ANY = 0


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """One line of the question: a step that is reached for dates up to `until`, for one kind of cases."""

    limit_id: int  # _ANY: every limit without a ladder of its own
    by_legal: bool
    until: datetime
    severity: int
    block_id: int  # _ANY or a block, NO_BLOCK for cases without one
    channel_id: int  # _ANY or a channel


@dataclass(frozen=True, slots=True)
class AlertScope:
    """What concerns a person at a moment. Person 0 is nobody: all steps, nothing is kept as told."""

    person_id: int
    now: datetime
    lines: tuple[ScopeLine, ...]
    own_ladders: tuple[int, ...]  # limits that have a ladder of their own


@dataclass(frozen=True, slots=True)
class AlertCount:
    """How many alerts are alive, and how many of them are to be told yet; those of overdue terms apart."""

    alive: int
    untold: int
    overdue: int


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert; moments are UTC."""

    term_id: int
    case_id: int
    number: str
    stage: TermStage
    title: str  # of a task
    text: str
    block: str
    recipient: str
    control_date: datetime
    legal_deadline: datetime
    severity: int
    seen_at: datetime | None
    put_off_until: datetime | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What the day brings a person: terms that end today, overdue ones, promises due."""

    due_today: int
    overdue: int
    promises: int


def read_steps(reader: Reader) -> tuple[AlertStep, ...]:
    """Return all steps of all ladders, in their order."""
    rows = reader.rows("SELECT time_limit_id, moment, amount, unit, addressee FROM alert_steps ORDER BY id")
    return tuple(AlertStep(row[0], AlertMoment(row[1]), row[2], LimitUnit(row[3]), Addressee(row[4])) for row in rows)


def read_members(reader: Reader, now: datetime) -> tuple[tuple[Member, ...], dict[int, int | None]]:
    """Return the roster of the day of now, and who is away with the deputy."""
    day = now.astimezone(read_zone(reader)).date()
    members = reader.rows(
        "SELECT e.person_id, g.role, g.sector_block_id, g.channel_id FROM roster_entries e"
        " JOIN roster_grants g ON g.entry_id = e.id WHERE e.person_id IS NOT NULL AND " + IN_FORCE,
        day=day,
    )
    return tuple(Member(row[0], Role(row[1]), row[2], row[3]) for row in members), read_away(reader, day)


def read_scope(reader: Reader, person_id: int, *, now: datetime) -> AlertScope:
    """Return what concerns a person now; person 0 for all that concerns anybody."""
    calendar, steps = read_calendar(reader), read_steps(reader)
    duties: tuple[Duty, ...] = tuple(Duty(addressee, None, None) for addressee in Addressee)
    if person_id:
        members, away = read_members(reader, now)
        blocks = [row[0] for row in reader.rows("SELECT id FROM sector_blocks")]
        channels = [row[0] for row in reader.rows("SELECT id FROM channels")]
        duties = duties_of(person_id, members, away, blocks=blocks, channels=channels)
    lines = [
        ScopeLine(
            step.limit_id or _ANY,
            step.by_legal_deadline,
            reached_until(step, now, calendar),
            step.severity,
            duty.block_id or _ANY,
            duty.channel_id or _ANY,
        )
        for step in steps
        for duty in duties
        if duty.addressee is step.addressee
    ]
    own = {step.limit_id for step in steps if step.limit_id is not None}
    return AlertScope(person_id, now, tuple(lines), tuple(sorted(own)))


def reached_sql(scope: AlertScope) -> tuple[str, dict[str, object]]:
    """Return the common table expressions «line» and «reached» (term, severity) with their parameters."""
    values: list[str] = []
    own, parameters = in_list("own", scope.own_ladders or (-1,))
    for at, line in enumerate(scope.lines):
        facts = {
            "limit": line.limit_id,
            "legal": int(line.by_legal),
            "until": line.until,
            "severity": line.severity,
            "block": line.block_id,
            "channel": line.channel_id,
        }
        values.append("(" + ", ".join(f":{name}{at}" for name in facts) + ")")
        parameters.update({f"{name}{at}": value for name, value in facts.items()})
    parameters["latest"] = max(line.until for line in scope.lines)
    sql = _REACHED.replace("@values", ", ".join(values)).replace("@own", own)
    if all(line.block_id == _ANY and line.channel_id == _ANY for line in scope.lines):
        return sql.replace(_CASES, "").replace(_OF_KIND, ""), parameters  # the cases need not be looked at
    return sql, parameters


_CASES = " CROSS JOIN cases c"
_OF_KIND = (
    " AND c.id = d.case_id AND line.block_id IN (0, coalesce(c.sector_block_id, -1))"
    " AND line.channel_id IN (0, c.channel_id)"
)
# CROSS JOIN keeps SQLite to the order that is written: each running term is looked at once, by the index of
# running terms; the plus keeps it from going through all terms in the order of their ids.
_REACHED = f"""
    WITH line(limit_id, by_legal, until, severity, block_id, channel_id) AS (VALUES @values),
    reached AS (
        SELECT +d.id AS term_id, max(line.severity) AS severity
        FROM case_deadlines d{_CASES} CROSS JOIN line
        WHERE d.settled_at IS NULL AND d.control_date <= :latest
        AND (line.limit_id = d.time_limit_id OR (line.limit_id = 0 AND coalesce(d.time_limit_id, 0) NOT IN @own))
        AND CASE WHEN line.by_legal = 1 THEN d.legal_deadline ELSE d.control_date END <= line.until{_OF_KIND}
        GROUP BY +d.id
    )
"""
MARKS = (
    " FROM reached r JOIN case_deadlines d ON d.id = r.term_id"
    " LEFT JOIN alert_marks m ON m.term_id = r.term_id AND m.person_id = :person AND m.control_date = d.control_date"
)
UNTOLD = "(m.term_id IS NULL OR m.severity < r.severity OR m.put_off_until <= :now)"
_ALIVE = f"({UNTOLD} OR (m.seen_at IS NULL AND m.put_off_until IS NULL))"


COUNT_SQL = (
    " SELECT count(*), sum(CASE WHEN " + UNTOLD + " THEN 1 ELSE 0 END),"
    " sum(CASE WHEN d.legal_deadline < :now THEN 1 ELSE 0 END)" + MARKS + " WHERE " + _ALIVE
)
_ROWS = (
    " SELECT d.id, d.case_id, c.number, d.stage, d.title, CASE WHEN c.gist <> '' THEN c.gist ELSE c.excerpt END,"
    " coalesce(b.short_title, ''), coalesce(p.title, ''), d.control_date, d.legal_deadline, r.severity,"
    " CASE WHEN m.severity >= r.severity THEN m.seen_at END,"
    " CASE WHEN m.severity >= r.severity THEN m.put_off_until END" + MARKS + " JOIN cases c ON c.id = d.case_id"
    " LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
    " LEFT JOIN responsible_recipients p ON p.id = c.recipient_id"
)


def count_alerts(reader: Reader, scope: AlertScope) -> AlertCount:
    """Count the alerts of a person in one query, over the running terms alone."""
    if not scope.lines:
        return AlertCount(0, 0, 0)
    reached, parameters = reached_sql(scope)
    [(alive, untold, overdue)] = reader.rows(
        reached + COUNT_SQL,
        **parameters,
        person=scope.person_id,
        now=scope.now,
    )
    return AlertCount(alive, untold or 0, overdue or 0)


def read_alerts(reader: Reader, scope: AlertScope, *, with_seen: bool = False) -> tuple[AlertLine, ...]:
    """Return the alerts of a person, the most overdue first, at most 500; on wish those seen and put off, too."""
    if not scope.lines:
        return ()
    reached, parameters = reached_sql(scope)
    where = "" if with_seen else " WHERE " + _ALIVE
    rows = reader.rows(
        reached + _ROWS + where + " ORDER BY d.legal_deadline, d.id LIMIT :most",
        **parameters,
        person=scope.person_id,
        **({} if with_seen else {"now": scope.now}),
        most=MOST_SHOWN,
    )
    return tuple(AlertLine(*_typed(row)) for row in rows)


def _typed(row: Row) -> Row:
    moments = (as_moment(row[8]), as_moment(row[9]), row[10], as_moment_or_none(row[11]), as_moment_or_none(row[12]))
    return (*row[:3], TermStage(row[3]), *row[4:8], *moments)


def read_digest(reader: Reader, scope: AlertScope) -> Digest:
    """Count what the local day of the scope's moment brings, over the running terms of the person's cases."""
    if not scope.lines:
        return Digest(0, 0, 0)
    zone = read_zone(reader)
    today = day_begins(scope.now.astimezone(zone).date(), zone)
    kinds = sorted({(line.block_id, line.channel_id) for line in scope.lines})
    wanted = " OR ".join(
        f"(:block{at} IN (0, coalesce(c.sector_block_id, -1)) AND :channel{at} IN (0, c.channel_id))"
        for at in range(len(kinds))
    )
    parameters = {f"block{at}": block for at, (block, _channel) in enumerate(kinds)}
    parameters |= {f"channel{at}": channel for at, (_block, channel) in enumerate(kinds)}
    [(due, overdue, promises)] = reader.rows(
        _DIGEST + wanted + ")", today=today, tomorrow=today + timedelta(days=1), now=scope.now, **parameters
    )
    return Digest(due or 0, overdue or 0, promises or 0)


_DIGEST = (
    "SELECT sum(CASE WHEN d.control_date >= :today AND d.legal_deadline >= :now THEN 1 ELSE 0 END),"
    " sum(CASE WHEN d.legal_deadline < :now THEN 1 ELSE 0 END),"
    " sum(CASE WHEN d.stage = 'promise' THEN 1 ELSE 0 END)"
    " FROM case_deadlines d JOIN cases c ON c.id = d.case_id"
    " WHERE d.settled_at IS NULL AND d.control_date < :tomorrow AND ("
)
