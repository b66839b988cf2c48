"""The numbers of a rating: one select for the rated messages, one for what was received; editions of the method."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import EXPRESSIONS
from mcu_desktop.queries.catalogues import read_calendar
from mcu_desktop.queries.figure_names import read_every_title
from mcu_desktop.queries.local_days import period_moments
from mcu_desktop.queries.rating_conditions import RATED, counted
from mcu_desktop.reports.frozen_json import from_json
from mcu_desktop.rules.measures import Dimension, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.rating import Entry, MethodEdition, Rating, RatingMethod, places_of, rate, total_of
from mcu_desktop.rules.rating_inputs import RatingCounts, RatingInput, RatingScope, pace
from mcu_desktop.rules.terms import LimitUnit
from mcu_desktop.rules.working_time import WorkingClock
from mcu_desktop.store.reading import Reader, Row, as_day, as_day_or_none, as_moment, as_moment_or_none

RATED_OBJECTS = (Dimension.BLOCK, Dimension.RECIPIENT_BODY, Dimension.RECIPIENT, Dimension.EXECUTOR)
_NOBODY = "Не указано"
_WORKED = {LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR}
_TITLED = (Dimension.BLOCK, Dimension.RECIPIENT)  # others are called as their value is


def read_rating(
    reader: Reader, scope: RatingScope, objects: Dimension, period: Period, *, now: datetime, zone: ZoneInfo
) -> Rating:
    """Return the rating of a period by the method in force at its end, with the change since the last one.

    The last one is the latest issued rating of the same kind about an earlier period; where there is none, the
    period before is rated by the same method.
    """
    edition = method_on(read_methods(reader), period.last)
    entries = read_entries(reader, scope, objects, period, now=now, zone=zone)
    issued = last_issued(reader, scope, objects, before=period)
    if issued is None:
        earlier = read_entries(reader, scope, objects, period.before(), now=now, zone=zone)
        before, compared_with = rate(earlier, edition.method, {}), period.before().words()
    else:
        before, compared_with = issued[1].rows, f"рейтинг № {issued[0]}, {issued[1].period.words()}"
    places = places_of(before)
    rows = rate(entries, edition.method, places)
    total = total_of(entries, edition.method)
    return Rating(scope, objects, period, now, edition, rows, total, compared_with if places else "")


def read_entries(
    reader: Reader, scope: RatingScope, objects: Dimension, period: Period, *, now: datetime, zone: ZoneInfo
) -> tuple[Entry, ...]:
    """Return the numbers of all who received or had messages in a period, and of every block."""
    starts, ends = period_moments(period.first, period.last, zone)
    parameters: dict[str, object] = {"slice_from": starts, "slice_before": min(ends, now)}
    of_scope = "" if scope is RatingScope.JOINT else " AND ch.code = :channel"
    if of_scope:
        parameters["channel"] = str(scope)
    flags = ", ".join(counted(given) for given in RatingInput)
    sql = (
        f"SELECT {EXPRESSIONS[objects]}, c.satisfaction, d.started_at, d.legal_deadline, d.settled_at, l.unit, {flags}"
        " FROM cases c JOIN channels ch ON ch.id = c.channel_id"
        " LEFT JOIN case_deadlines d ON d.case_id = c.id AND d.stage = 'final_answer'"
        f" LEFT JOIN time_limits l ON l.id = d.time_limit_id WHERE {RATED}{of_scope}"
    )
    rows = reader.rows(sql, **parameters)
    counts = _add_up(rows, WorkingClock(read_calendar(reader)), min(ends, now))
    for value, received in _received(reader, scope, objects, period, zone).items():
        now_count, before, year_ago = received
        counts[value] = replace(counts[value], received=now_count, received_before=before, received_year_ago=year_ago)
    titles = read_every_title(reader, objects) if objects in _TITLED else {}
    if objects is Dimension.BLOCK:
        for block in titles:
            counts[block] += RatingCounts()  # also the blocks without a message
    return tuple(Entry(value, _title(value, titles), found) for value, found in counts.items())


def _title(value: int | str | None, titles: dict[int, str]) -> str:
    if value is None:
        return _NOBODY
    return titles.get(value, str(value)) if isinstance(value, int) else value


def scope_parts(reader: Reader, scope: RatingScope) -> tuple[Part, ...]:
    """Return by what the cases of a scope are told from others."""
    if scope is RatingScope.JOINT:
        return ()
    [(channel_id,)] = reader.rows("SELECT id FROM channels WHERE code = :code", code=str(scope))
    return (Part(Dimension.CHANNEL, int(channel_id)),)


def read_methods(reader: Reader) -> tuple[MethodEdition, ...]:
    """Return every edition of the method, the first one first; one always is in force."""
    rows = reader.rows(
        "SELECT id, order_number, order_date, valid_from, content FROM rating_methods ORDER BY valid_from"
    )
    return tuple(
        MethodEdition(number, as_day_or_none(signed), as_day(since), from_json(RatingMethod, content), edition_id)
        for edition_id, number, signed, since, content in rows
    )


def method_on(editions: Iterable[MethodEdition], day: date) -> MethodEdition:
    """Return the edition in force on a day: the last that took effect by then, or the first of all."""
    known = sorted(editions, key=lambda edition: edition.valid_from)
    return next((one for one in reversed(known) if one.valid_from <= day), known[0])


def last_issued(reader: Reader, scope: RatingScope, objects: Dimension, *, before: Period) -> tuple[str, Rating] | None:
    """Return the number and the content of the latest issued rating of a kind about a period that ended earlier."""
    rows = reader.rows(
        "SELECT number, content FROM issued_ratings WHERE scope = :scope AND objects = :objects AND last_day < :first"
        " ORDER BY last_day DESC, id DESC LIMIT 1",
        scope=str(scope),
        objects=str(objects),
        first=before.first,
    )
    return (rows[0][0], from_json(Rating, rows[0][1])) if rows else None


def _add_up(rows: Iterable[Row], clock: WorkingClock, ends: datetime) -> defaultdict[int | str | None, RatingCounts]:
    sums: defaultdict[int | str | None, list[float]] = defaultdict(lambda: [0] * (len(RatingInput) + 3))
    timed = list(RatingInput).index(RatingInput.TIMED)
    for value, score, started, legal, settled, unit, *flags in rows:
        of_one = sums[value]
        for at, flag in enumerate(flags):
            of_one[at] += flag
        of_one[-1] += score or 0
        if flags[timed]:
            share, in_norm = _pace(as_moment(started), as_moment(legal), as_moment_or_none(settled), unit, clock, ends)
            of_one[-3] += share
            of_one[-2] += 1.0 if in_norm else share
    counts: defaultdict[int | str | None, RatingCounts] = defaultdict(RatingCounts)
    for value, numbers in sums.items():
        *whole, paces, paces_in_norm, score_sum = numbers
        named = {str(given): int(number) for given, number in zip(RatingInput, whole, strict=True)}
        counts[value] = RatingCounts(**named, pace_sum=paces, pace_in_norm_sum=paces_in_norm, score_sum=int(score_sum))
    return counts


def _pace(
    started: datetime, legal: datetime, settled: datetime | None, unit: str | None, clock: WorkingClock, ends: datetime
) -> tuple[float, bool]:
    """Return the pace of one message, and whether it was within the norm; without an answer it goes on to the end."""
    answered = ends if settled is None or settled > ends else settled
    if unit in _WORKED:
        spent, norm = clock.between(started, answered), clock.between(started, legal)
    else:
        spent, norm = (answered - started).total_seconds(), (legal - started).total_seconds()
    return pace(spent, norm), answered <= legal


def _received(
    reader: Reader, scope: RatingScope, objects: Dimension, period: Period, zone: ZoneInfo
) -> dict[int | str | None, tuple[int, int, int]]:
    parameters: dict[str, object] = {}
    conditions = []
    for name, days in (("now", period), ("before", period.before()), ("ago", period.year_ago())):
        parameters[f"{name}_from"], parameters[f"{name}_until"] = period_moments(days.first, days.last, zone)
        conditions.append(f"(c.received_at >= :{name}_from AND c.received_at < :{name}_until)")
    counts = ", ".join(f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)" for condition in conditions)
    of_scope = ""
    if scope is not RatingScope.JOINT:
        of_scope = " AND c.channel_id = (SELECT id FROM channels WHERE code = :channel)"
        parameters["channel"] = str(scope)
    sql = f"SELECT {EXPRESSIONS[objects]}, {counts} FROM cases c WHERE ({' OR '.join(conditions)}){of_scope} GROUP BY 1"
    rows = reader.rows(sql, **parameters)
    return {value: (int(now), int(before), int(ago)) for value, now, before, ago in rows}
