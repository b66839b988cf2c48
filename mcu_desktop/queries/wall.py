"""What the wall shows: for each page its figures, read in one go."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import count_by, count_slice, slice_condition
from mcu_desktop.queries.local_days import day_begins
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure
from mcu_desktop.rules.periods import Period, month_of, week_of
from mcu_desktop.rules.wall import WallPage, WallPlan, plan_of_text
from mcu_desktop.rules.wall_figures import (
    BurningFigures,
    BurningLine,
    DashboardFigures,
    DynamicsFigures,
    GrownLine,
    GrowthFigures,
    PromiseFigures,
    RatedLine,
    RatingFigures,
    TodayFigures,
    WallNews,
)
from mcu_desktop.store.guarding.refusals import is_closed_to_login
from mcu_desktop.store.reading import Reader, as_moment

PLAN = "wall"  # of the settings
_DAYS = 30
_PROMISED_DAYS = 14
_WEEKS = 8
_HOURS = 24
_ONE_DAY = timedelta(days=1)
_PROMISES = " FROM case_deadlines d JOIN cases c ON c.id = d.case_id WHERE d.settled_at IS NULL AND d.stage = 'promise'"


@dataclass(frozen=True, slots=True)
class _Moment:
    """When the wall is read, and where."""

    now: datetime
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        """The moment on the clock of the wall."""
        return self.now.astimezone(self.zone)


def read_wall_plan(reader: Reader) -> WallPlan:
    """Return what the administrator has planned."""
    rows = reader.rows("SELECT value FROM settings WHERE code = :code", code=PLAN)
    return plan_of_text(str(rows[0][0])) if rows else WallPlan()


def read_wall(reader: Reader, pages: Iterable[WallPage], *, now: datetime) -> WallNews:
    """Return the plan and the figures of the wanted pages."""
    moment = _Moment(now, read_zone(reader))
    figures: dict[WallPage, object] = {}
    closed = set()
    for page in pages:
        try:
            figures[page] = _READ[page](reader, moment)
        except UserFacingError as error:
            if not is_closed_to_login(error):
                raise
            closed.add(page)
    return WallNews(read_wall_plan(reader), moment.zone, now, figures, frozenset(closed))


def _burning(reader: Reader, moment: _Moment) -> BurningFigures:
    from mcu_desktop.queries.burning import read_burning

    found = read_burning(reader, now=moment.now)
    lines = [(row.code, BurningLine(row.title, row.overdue, row.today, row.tomorrow)) for row in found.rows]
    total = next(line for code, line in lines if code == ALL_BLOCKS)
    return BurningFigures(total, tuple(line for code, line in lines if code != ALL_BLOCKS))


def _today(reader: Reader, moment: _Moment) -> TodayFigures:
    def until_now(measure: Measure) -> tuple[int, int]:
        return _since_midnight(reader, measure, moment), _since_midnight(reader, measure, moment, days_back=7)

    def now_counted(measure: Measure) -> int:
        return count_slice(reader, CaseSlice(measure, ""), now=moment.now, zone=moment.zone)

    today = moment.local.date()
    received = CaseSlice(Measure.RECEIVED, "", today, today)
    by_hour = count_by(reader, received, (Dimension.HOUR,), now=moment.now, zone=moment.zone)
    return TodayFigures(
        received=until_now(Measure.RECEIVED),
        answered=until_now(Measure.ANSWERED),
        in_time=until_now(Measure.ANSWERED_IN_TIME),
        open=now_counted(Measure.OPEN),
        overdue=now_counted(Measure.OVERDUE),
        by_hour=tuple(by_hour.get((at,), 0) for at in range(_HOURS)),
    )


def _since_midnight(reader: Reader, measure: Measure, moment: _Moment, *, days_back: int = 0) -> int:
    """Count a measure of a day up to the hour and minute of now."""
    day = moment.local.date() - timedelta(days=days_back)
    clauses, parameters = slice_condition(CaseSlice(measure, "", day, day), now=moment.now, zone=moment.zone)
    parameters["slice_before"] = datetime.combine(day, moment.local.time(), moment.zone)
    sql = f"SELECT count(*) FROM cases c WHERE {' AND '.join(clauses)}"
    return int(reader.rows(sql, **parameters)[0][0])


def _dashboard(reader: Reader, moment: _Moment) -> DashboardFigures:
    from mcu_desktop.queries.dashboard import Dashboards, Wish

    yesterday = moment.local.date() - _ONE_DAY
    wish = Wish(Period(yesterday - (_DAYS - 1) * _ONE_DAY, yesterday))
    return DashboardFigures(Dashboards(reader, wish, now=moment.now, zone=moment.zone).figures())


def _dynamics(reader: Reader, moment: _Moment) -> DynamicsFigures:
    today = moment.local.date()
    days = tuple(today - back * _ONE_DAY for back in range(_DAYS, 0, -1))  # today is not over yet

    def counted(measure: Measure) -> tuple[int, ...]:
        return tuple(
            count_slice(reader, CaseSlice(measure, "", day, day), now=moment.now, zone=moment.zone) for day in days
        )

    return DynamicsFigures(
        days, counted(Measure.RECEIVED), counted(Measure.ANSWERED), counted(Measure.ANSWERED_IN_TIME)
    )


def _rating(reader: Reader, moment: _Moment) -> RatingFigures:
    from mcu_desktop.queries.rating import last_issued, read_rating
    from mcu_desktop.rules.rating_inputs import RatingScope

    period, following = month_of(moment.local.date()).before(), month_of(moment.local.date())
    issued = last_issued(reader, RatingScope.JOINT, Dimension.BLOCK, before=following)
    if issued is None or issued[1].period != period:
        rating = read_rating(reader, RatingScope.JOINT, Dimension.BLOCK, period, now=moment.now, zone=moment.zone)
        words = ""
    else:
        words, rating = f"№ {issued[0]}", issued[1]
    lines = [RatedLine(row.entry.title, row.place, row.bound, row.change) for row in rating.rows]
    return RatingFigures(period.words(), words, tuple(lines))


def _heat_map(reader: Reader, moment: _Moment) -> object:
    from mcu_desktop.queries.heat_map import read_heat_matrix
    from mcu_desktop.rules.heat_matrix import HeatKind

    week = week_of(moment.local.date())
    period = Period(week.first - timedelta(weeks=_WEEKS - 1), week.last)
    return read_heat_matrix(reader, HeatKind.GROUP_WEEK, Measure.RECEIVED, period, now=moment.now, zone=moment.zone)


def _map(reader: Reader, moment: _Moment) -> object:
    from mcu_desktop.queries.map_ground import read_outline
    from mcu_desktop.queries.map_view import read_map_view
    from mcu_desktop.rules.map_view import MapLevel, MapStep

    view = read_map_view(
        reader, MapLevel.SETTLEMENTS, MapStep.MONTH, Measure.RECEIVED, now=moment.now, zone=moment.zone
    )
    return read_outline(reader), view


def _growth(reader: Reader, moment: _Moment) -> GrowthFigures:
    from mcu_desktop.queries.growth import read_named

    named = sorted(read_named(reader, now=moment.now, zone=moment.zone), key=lambda found: -found[1].growth)
    return GrowthFigures(tuple(GrownLine(title, grown.came, grown.expected) for title, grown in named))


def _promises(reader: Reader, moment: _Moment) -> PromiseFigures:
    today = moment.local.date()
    days = [today + number * _ONE_DAY for number in range(_PROMISED_DAYS + 1)]
    ends = [day_begins(day, moment.zone) for day in days]
    [(broken,)] = reader.rows("SELECT count(*)" + _PROMISES + " AND d.control_date < :now", now=moment.now)
    by_block = reader.rows(
        "SELECT coalesce(b.short_title, 'Не сопоставлено'), count(*)"
        + _PROMISES.replace(" WHERE", " LEFT JOIN sector_blocks b ON b.id = c.sector_block_id WHERE")
        + " AND d.control_date < :now GROUP BY 1 ORDER BY 2 DESC, 1",
        now=moment.now,
    )
    waiting = [
        as_moment(row[0])
        for row in reader.rows("SELECT d.control_date" + _PROMISES + " AND d.control_date >= :now", now=moment.now)
    ]
    by_day = tuple(
        (day, sum(1 for at in waiting if begins <= at < ends_at))
        for day, begins, ends_at in zip(days, ends, ends[1:], strict=False)
    )
    later = sum(1 for at in waiting if at >= ends[-1])
    return PromiseFigures(broken, by_day, later, tuple((row[0], row[1]) for row in by_block))


_READ: dict[WallPage, Callable[[Reader, _Moment], object]] = {
    WallPage.BURNING: _burning,
    WallPage.TODAY: _today,
    WallPage.DASHBOARD: _dashboard,
    WallPage.DYNAMICS: _dynamics,
    WallPage.RATING: _rating,
    WallPage.HEAT_MAP: _heat_map,
    WallPage.MAP: _map,
    WallPage.GROWTH: _growth,
    WallPage.PROMISES: _promises,
}
