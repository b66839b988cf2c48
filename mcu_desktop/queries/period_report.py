"""The figures of a period, counted from the same cases the queue shows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.period_counter import PeriodCounter, Scope
from mcu_desktop.reports.period_figures import OverdueRow, PeriodFigures, PromiseRow, RecipientRow
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.grains import Grain, buckets
from mcu_desktop.rules.measures import Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.terms import Outcome
from mcu_desktop.rules.titles import OUTCOMES
from mcu_desktop.store.reading import Reader, as_day, as_moment

_TOP_TOPICS = 10
_MOST_LISTED = 500  # some fifty pages; who has more of them needs another paper than a report
_MOST_RECIPIENTS = 40
_DAYS, _WEEKS = 31, 120  # up to so many days a chart shows days, up to so many weeks, then months
_ARCHIVED = "AND ch.archived"
_OPEN = "c.closed_at IS NULL"
_OVERDUE = "c.closed_at IS NULL AND c.legal_deadline < :now"
# The same that the queue's filter «обещание нарушено» finds.
_BROKEN = (
    "c.closed_at IS NULL AND c.id IN (SELECT d.case_id FROM case_deadlines d"
    " WHERE d.settled_at IS NULL AND d.stage = 'promise' AND d.control_date < :now)"
)
_LISTED = (
    " FROM cases c LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
    " LEFT JOIN responsible_recipients r ON r.id = c.recipient_id WHERE "
)
_GIST = "CASE WHEN c.gist <> '' THEN c.gist ELSE c.excerpt END"


def read_period_figures(
    reader: Reader, first: date, last: date, scope: Scope, *, now: datetime, zone: ZoneInfo, with_year: bool
) -> PeriodFigures:
    """Return all figures of a period; both days are local and inclusive."""
    counter = PeriodCounter(reader, first, last, scope, zone, with_year=with_year)
    if with_year and not counter.total(Measure.RECEIVED).year_ago:  # a column of noughts would say that there was quiet
        counter = PeriodCounter(reader, first, last, scope, zone)
    title = reader.rows("SELECT title FROM sector_blocks WHERE code = :block", block=scope.block)
    before = Period(first, last).before()
    by_step, step = _by_step(counter, first, last)
    return PeriodFigures(
        first=first,
        last=last,
        before_first=before.first,
        before_last=before.last,
        with_year=counter.with_year,
        year_wanted=with_year,
        block_title=str(title[0][0]) if title else None,
        received=counter.total(Measure.RECEIVED),
        answered=counter.total(Measure.ANSWERED),
        answered_in_time=counter.total(Measure.ANSWERED_IN_TIME, "Из них в срок"),
        closed=counter.total(Measure.CLOSED),
        reopened=counter.total(Measure.REOPENED),
        rated=counter.total(Measure.RATED),
        satisfied=counter.total(Measure.SATISFIED, "Из них на 4 и 5"),
        by_block=_by_block(reader, counter, scope),
        by_channel=tuple(
            counter.grouped("ch.title", Measure.RECEIVED, joins="JOIN channels ch ON ch.id = c.channel_id")
        ),
        topic_groups=_of_topics(counter, "t.group_title"),
        top_topics=_of_topics(counter, "t.title"),
        outcomes=tuple(
            Compared(OUTCOMES[Outcome(row.title)], row.now, row.before, row.year_ago)
            for row in counter.grouped("c.outcome", Measure.CLOSED, condition="AND c.outcome IS NOT NULL")
        ),
        breach_reasons=counter.breach_reasons(),
        by_step=by_step,
        step=step,
        recipients=_recipients(reader, counter),
        open_now=counter.count_now(_OPEN),
        overdue_now=counter.count_now(_OVERDUE, now=now),
        overdue=_overdue(reader, counter, now),
        promises_broken=counter.count_now(_BROKEN, now=now),
        promises=_promises(reader, counter, now),
        channel_notes=_channel_notes(reader, counter),
    )  # fmt: skip


def _channel_notes(reader: Reader, counter: PeriodCounter) -> tuple[str, ...]:
    joins = "JOIN channels ch ON ch.id = c.channel_id"
    counted = {row.title for row in counter.grouped("ch.title", Measure.RECEIVED, joins=joins, condition=_ARCHIVED)}
    rows = reader.rows("SELECT title, footnote FROM channels WHERE footnote <> '' ORDER BY position")
    return tuple(f"{title}: {footnote}" for title, footnote in rows if title in counted)


def _of_topics(counter: PeriodCounter, what: str) -> tuple[Compared, ...]:
    joins = "JOIN topics t ON t.id = c.topic_id"
    rows = counter.grouped(what, Measure.RECEIVED, joins=joins, condition=f"AND {what} <> ''")
    return tuple(row for row in rows[:_TOP_TOPICS] if row.now)


def _by_block(reader: Reader, counter: PeriodCounter, scope: Scope) -> tuple[Compared, ...]:
    """Return every block in the decree's order, also those without a case, and what is not mapped."""
    joins = "LEFT JOIN sector_blocks b ON b.id = c.sector_block_id"
    counted = {row.title: row for row in counter.grouped("coalesce(b.title, '')", Measure.RECEIVED, joins=joins)}
    titles = [str(row[0]) for row in reader.rows("SELECT title FROM sector_blocks ORDER BY position")]
    if scope.block is not None:
        titles = [title for title in titles if title in counted]
    none = 0 if counter.with_year else None
    rows = [counted.get(title) or Compared(title, 0, 0, none) for title in titles]
    if "" in counted:
        unmapped = counted[""]
        rows.append(Compared("Не сопоставлено с блоком", unmapped.now, unmapped.before, unmapped.year_ago))
    return tuple(rows)


def _by_step(counter: PeriodCounter, first: date, last: date) -> tuple[tuple[tuple[date, int], ...], str]:
    days = (last - first).days + 1
    if days <= _DAYS:
        begins, step = _begins(first, last, Grain.DAY), "day"
    elif days <= _WEEKS:
        begins, step = [first + timedelta(days=day) for day in range(0, days, 7)], "week"
    else:
        begins, step = _begins(first, last, Grain.MONTH), "month"
    return tuple(zip(begins, counter.steps(begins, last), strict=True)), step


def _begins(first: date, last: date, grain: Grain) -> list[date]:
    return [piece.days.first for piece in buckets(Period(first, last), grain)]


def _recipients(reader: Reader, counter: PeriodCounter) -> tuple[RecipientRow, ...]:
    """Return the recipients by what they received; the mean is counted here, for the stores subtract moments apart."""
    joins = "JOIN responsible_recipients r ON r.id = c.recipient_id"
    counted: dict[str, dict[Measure, int]] = {}
    wanted = (Measure.RECEIVED, Measure.ANSWERED, Measure.ANSWERED_IN_TIME, Measure.RATED, Measure.SATISFIED)
    for measure in wanted:
        for row in counter.grouped("r.title", measure, joins=joins):
            if row.now:
                counted.setdefault(row.title, {})[measure] = row.now
    hours = _answer_hours(reader, counter)
    rows = [
        RecipientRow(
            title=title,
            received=counts.get(Measure.RECEIVED, 0),
            answered=counts.get(Measure.ANSWERED, 0),
            in_time=counts.get(Measure.ANSWERED_IN_TIME, 0),
            mean_hours=hours.get(title),
            rated=counts.get(Measure.RATED, 0),
            satisfied=counts.get(Measure.SATISFIED, 0),
        )
        for title, counts in counted.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.received, -row.answered, row.title))[:_MOST_RECIPIENTS])


def _answer_hours(reader: Reader, counter: PeriodCounter) -> dict[str, float]:
    sql = (
        "SELECT r.title, c.received_at, c.answered_at FROM cases c"
        " JOIN responsible_recipients r ON r.id = c.recipient_id"
        " WHERE c.answered_at >= :now_from AND c.answered_at < :now_until" + counter.of_scope
    )
    lengths: dict[str, list[float]] = {}
    for title, received, answered in reader.rows(sql, **counter.of_period()):
        length = as_moment(answered) - as_moment(received)
        lengths.setdefault(title, []).append(length.total_seconds() / 3600)
    return {title: round(sum(all_of) / len(all_of), 2) for title, all_of in lengths.items()}


def _overdue(reader: Reader, counter: PeriodCounter, now: datetime) -> tuple[OverdueRow, ...]:
    sql = (
        "SELECT c.number, coalesce(b.short_title, 'не сопоставлено'), coalesce(r.title, ''), c.legal_deadline, "
        + _GIST + _LISTED + _OVERDUE + counter.of_scope + " ORDER BY c.legal_deadline, c.id LIMIT :at_most"
    )  # fmt: skip
    rows = reader.rows(sql, now=now, at_most=_MOST_LISTED, **counter.parameters)
    return tuple(
        OverdueRow(
            number=number,
            block=block,
            recipient=recipient,
            deadline=as_moment(deadline).astimezone(counter.zone),
            overdue_for=now - as_moment(deadline),
            gist=gist,
        )
        for number, block, recipient, deadline, gist in rows
    )


def _promises(reader: Reader, counter: PeriodCounter, now: datetime) -> tuple[PromiseRow, ...]:
    sql = (
        "SELECT c.number, coalesce(b.short_title, 'не сопоставлено'), c.promised_on, "
        + _GIST + _LISTED + _BROKEN + counter.of_scope + " ORDER BY c.promised_on, c.id LIMIT :at_most"
    )  # fmt: skip
    rows = reader.rows(sql, now=now, at_most=_MOST_LISTED, **counter.parameters)
    return tuple(PromiseRow(number, block, as_day(promised), gist) for number, block, promised, gist in rows)
