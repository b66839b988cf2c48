"""The workload: what is open now, what came and was closed in a period, by block, by person, by recipient."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import EXPRESSIONS
from mcu_desktop.queries.catalogues import read_calendar
from mcu_desktop.queries.day_counts import read_day_counts
from mcu_desktop.queries.figure_names import read_every_title
from mcu_desktop.queries.figure_texts import read_figure_text
from mcu_desktop.queries.local_days import period_moments
from mcu_desktop.queries.roster import read_edition
from mcu_desktop.reports.workload_document import LoadPaper, load_paper
from mcu_desktop.rules.figure_texts import FigureTextKind
from mcu_desktop.rules.forecast import HISTORY, forecast
from mcu_desktop.rules.measures import Dimension, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.terms import Role
from mcu_desktop.rules.titles import SHORT_ROLES
from mcu_desktop.rules.working_calendar import WorkingCalendar
from mcu_desktop.rules.workload import LoadCounts, LoadOf, LoadRow, Workload, proposals
from mcu_desktop.store.reading import Reader, as_moment

_NOBODY = "Не указано"
_DAY = timedelta(days=1)
_OF_BLOCK = (Role.BLOCK_HEAD, Role.BLOCK_OFFICER)
_Days = defaultdict[int | None, Counter[date]]
_MakeRow = Callable[..., LoadRow]


def read_workload(reader: Reader, of: LoadOf, period: Period, *, now: datetime, zone: ZoneInfo) -> Workload:
    """Return the workload of a period, with what the next two weeks will bring."""
    dimension = Dimension.RECIPIENT if of is LoadOf.RECIPIENTS else Dimension.BLOCK
    today = now.astimezone(zone).date()
    calendar = read_calendar(reader)
    counts = _read_counts(reader, dimension, period, now, zone)
    days, known_from = _read_history(reader, dimension, today, zone)
    whole = sum(days.values(), Counter[date]())

    def row(title: str, value: int | None, people: int | None = None) -> LoadRow:
        found = forecast(days.get(value, Counter()), known_from=known_from, today=today, is_working=calendar.is_working)
        return LoadRow(title, Part(dimension, value), counts.get(value, LoadCounts()), people, found)

    if of is LoadOf.RECIPIENTS:
        titles = read_every_title(reader, Dimension.RECIPIENT)
        rows = [row(title, key) for key, title in titles.items() if key in counts]
        rows.sort(key=lambda one: (-one.counts.open, -one.counts.received, one.title))
    else:
        rows = _of_blocks(reader, of, period, row)
    if None in counts:
        rows.append(row(_NOBODY, None))
    ahead = forecast(whole, known_from=known_from, today=today, is_working=calendar.is_working)
    total = LoadRow("Всего", None, sum(counts.values(), LoadCounts()), None, ahead)
    first = max(known_from, today - timedelta(days=HISTORY))
    history = tuple((first + place * _DAY, whole[first + place * _DAY]) for place in range((today - first).days))
    return Workload(of, period, now, _working_days(calendar, period, today), tuple(rows), total, history)


def read_load_paper(reader: Reader, period: Period, *, now: datetime, zone: ZoneInfo) -> LoadPaper:
    """Return the workload of blocks as it is printed, with the kept proposals or a draft of them."""
    load = read_workload(reader, LoadOf.BLOCKS, period, now=now, zone=zone)
    kept = read_figure_text(reader, FigureTextKind.STRUCTURE, period)
    return load_paper(load, proposals(load) if kept is None else kept)


def _of_blocks(reader: Reader, of: LoadOf, period: Period, row: _MakeRow) -> list[LoadRow]:
    blocks = reader.rows("SELECT id, code, short_title FROM sector_blocks ORDER BY position")
    edition = read_edition(reader, period.last)
    held: defaultdict[str | None, dict[str, Role]] = defaultdict(dict)
    for one in edition.rows if edition is not None else ():
        for grant in one.grants:
            if grant.role in _OF_BLOCK and one.full_name.strip():
                held[grant.block_code].setdefault(one.full_name, grant.role)
    if of is LoadOf.BLOCKS:
        attached: dict[int, int] = dict(
            reader.rows(
                "SELECT sector_block_id, count(DISTINCT person_id) FROM attached_staff WHERE first_day <= :day"
                " AND (last_day IS NULL OR last_day >= :day) GROUP BY sector_block_id",
                day=period.last,
            )
        )
        return [row(title, key, len(held[code]) + attached.get(key, 0)) for key, code, title in blocks]
    return [
        row(f"{name} — {title}, {SHORT_ROLES[role].lower()}", key)
        for key, code, title in blocks
        for name, role in held[code].items()
    ]


def _read_counts(
    reader: Reader, dimension: Dimension, period: Period, now: datetime, zone: ZoneInfo
) -> defaultdict[int | None, LoadCounts]:
    expression = EXPRESSIONS[dimension]
    starts, ends = period_moments(period.first, period.last, zone)
    before, _start = period_moments(period.before().first, period.before().last, zone)
    open_now = (
        f"SELECT {expression}, count(*), sum(CASE WHEN c.legal_deadline < :now THEN 1 ELSE 0 END)"
        " FROM cases c WHERE c.closed_at IS NULL GROUP BY 1"
    )
    of_period = (
        f"SELECT {expression}, sum(CASE WHEN {moment} >= :starts THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN {moment} < :starts THEN 1 ELSE 0 END)"
        f" FROM cases c WHERE {moment} >= :before AND {moment} < :ends GROUP BY 1"
        for moment in ("c.received_at", "c.closed_at")
    )
    received, closed = (reader.rows(sql, starts=starts, ends=ends, before=before) for sql in of_period)
    counts: defaultdict[int | None, LoadCounts] = defaultdict(LoadCounts)
    for value, is_open, overdue in reader.rows(open_now, now=now):
        counts[value] += LoadCounts(open=int(is_open), overdue=int(overdue))
    for value, in_period, earlier in received:
        counts[value] += LoadCounts(received=int(in_period), received_before=int(earlier))
    for value, in_period, earlier in closed:
        counts[value] += LoadCounts(closed=int(in_period), closed_before=int(earlier))
    return counts


def _read_history(reader: Reader, dimension: Dimension, today: date, zone: ZoneInfo) -> tuple[_Days, date]:
    """Return what came by value and day, up to yesterday, and the first day the store knows of."""
    days: _Days = defaultdict(Counter)
    looked_at = Period(today - timedelta(days=HISTORY), today - _DAY)
    for (day, value), count in read_day_counts(reader, looked_at, (dimension,), zone=zone).items():
        days[value][day] = count
    first = reader.rows("SELECT min(received_at) FROM cases")[0][0]
    return days, today if first is None else min(as_moment(first).astimezone(zone).date(), today)


def _working_days(calendar: WorkingCalendar, period: Period, today: date) -> int:
    last = min(period.last, today)
    return sum(calendar.is_working(period.first + place * _DAY) for place in range((last - period.first).days + 1))
