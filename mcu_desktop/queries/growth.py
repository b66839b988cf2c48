"""Growth and problem points, derived anew at every look; stored is only what people have said of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.day_counts import read_day_counts, read_period_counts
from mcu_desktop.queries.figure_names import NOT_SAID, read_every_title
from mcu_desktop.queries.problem_points import PointLine, Titles, read_points
from mcu_desktop.reports.frozen_json import from_json
from mcu_desktop.rules.chart import Chart, ChartShape, Point, Series
from mcu_desktop.rules.growth import (
    Grown,
    GrowthKey,
    GrowthThreshold,
    WindowKey,
    find_growth,
    looked_at,
    windows_of,
)
from mcu_desktop.rules.growth_signal import Contribution, DayCounts, DayKey, Signal, signal_of
from mcu_desktop.rules.measures import DIMENSIONS, CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader, as_day, as_moment

THRESHOLD = "growth_threshold"  # of the settings
_DIMENSIONS = (Dimension.TOPIC, Dimension.SETTLEMENT, Dimension.CHANNEL)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GrowthMark:
    """What a person has said of a growth; the cause is empty where it was only seen. The moment is local."""

    cause: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class GrowthLine:
    """One growth with its name, and the latest mark that is about it."""

    signal: Signal
    title: str
    mark: GrowthMark | None

    @property
    def chart(self) -> Chart:
        """What came day by day beside what is usual; each day opens its cases."""
        days = self.signal.course
        came = tuple(
            Point(count, replace(self.figure, title=f"{self.title}: {day:%d.%m.%Y}", first_day=day, last_day=day))
            for day, count, _usual in days
        )
        usual = tuple(Point(round(mean, 1)) for _day, _count, mean in days)
        return Chart(
            self.title,
            ChartShape.LINES,
            tuple(f"{day:%d.%m}" for day, _count, _usual in days),
            (Series("Пришло", came), Series("Обычно", usual)),
        )

    @property
    def figure(self) -> CaseSlice:
        """The cases that came in the window."""
        return _slice(self.signal, f"Рост: {self.title}, {self.signal.window.words()}", ())


@dataclass(frozen=True, slots=True)
class ToldGrowth:
    """One growth for whoever wants the bare numbers.

    Contributions are (dimension, value, came, expected); the course is the chart of its days.
    """

    title: str
    grown: Grown
    since: date
    contributions: tuple[tuple[str, str, int, float], ...]
    cause: str
    course: Chart


@dataclass(frozen=True, slots=True)
class GrowthFigures:
    """What has grown in a window, and the problem points at its end."""

    window: Period
    has_history: bool
    growths: tuple[ToldGrowth, ...]
    points: tuple[PointLine, ...]


@dataclass(frozen=True, slots=True)
class GrowthPage:
    """All of the page: what has grown, the problem points, and the threshold; `has_history` is whether it can be told.

    `titles` name the values of contributions by dimension.
    """

    lines: tuple[GrowthLine, ...]
    points: tuple[PointLine, ...]
    threshold: GrowthThreshold
    window: Period
    has_history: bool
    titles: Titles

    def title_of(self, one: Contribution) -> str:
        """Return what a contributor is called."""
        return NOT_SAID if one.value is None else self.titles[one.dimension].get(one.value, str(one.value))

    def figure_of(self, line: GrowthLine, one: Contribution) -> CaseSlice:
        """Return the cases of one contributor in the window."""
        return _slice(line.signal, f"{line.title}: {self.title_of(one)}", (Part(one.dimension, one.value),))


def read_growth_page(reader: Reader, *, now: datetime, zone: ZoneInfo, last_day: date | None = None) -> GrowthPage:
    """Return what had grown in the weeks that ended on a day, yesterday where none is named, and the problem points."""
    last_day = min(last_day or date.max, _yesterday(now, zone))
    threshold, titles = read_threshold(reader), _read_titles(reader)
    whole, _year_ago = looked_at(last_day, threshold)
    lines = _read_lines(reader, last_day, threshold, titles, zone)
    points = read_points(reader, last_day, threshold, titles, zone)
    known_from = _known_from(reader, zone)
    has_history = known_from is not None and known_from <= whole.first
    return GrowthPage(lines, points, threshold, windows_of(last_day, threshold)[0], has_history, titles)


def told_growth(page: GrowthPage) -> GrowthFigures:
    """Return what a page says with names instead of keys."""
    growths = (
        ToldGrowth(
            line.title,
            line.signal.grown,
            line.signal.since,
            tuple(
                (DIMENSIONS[one.dimension], page.title_of(one), one.came, one.expected)
                for one in line.signal.contributions
            ),
            "" if line.mark is None else line.mark.cause,
            line.chart,
        )
        for line in page.lines
    )
    return GrowthFigures(page.window, page.has_history, tuple(growths), page.points)


def read_unmarked(reader: Reader, *, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the names of the growths that nobody has marked yet, the greatest first."""
    lines = _read_lines(reader, _yesterday(now, zone), read_threshold(reader), _read_titles(reader), zone)
    return tuple(line.title for line in lines if line.mark is None)


def read_grown(reader: Reader, last_day: date, threshold: GrowthThreshold, *, zone: ZoneInfo) -> tuple[Grown, ...]:
    """Return what has grown, without its days: one select over the windows."""
    known_from = _known_from(reader, zone)
    if known_from is None:
        return ()
    windows = windows_of(last_day, threshold)
    found = read_period_counts(reader, windows, (Dimension.TOPIC, Dimension.SETTLEMENT), zone=zone)
    counts = {WindowKey(*key): count for key, count in found.items()}
    return find_growth(counts, last_day, known_from=known_from, threshold=threshold)


def read_named(reader: Reader, *, now: datetime, zone: ZoneInfo) -> tuple[tuple[str, Grown], ...]:
    """Return what has grown, each with its name, without what people have said of it: as the wall shows it."""
    titles = _read_titles(reader)
    grown = read_grown(reader, _yesterday(now, zone), read_threshold(reader), zone=zone)
    return tuple((_title(one.key, titles), one) for one in grown)


def _yesterday(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date() - _DAY


def _read_lines(
    reader: Reader, last_day: date, threshold: GrowthThreshold, titles: Titles, zone: ZoneInfo
) -> tuple[GrowthLine, ...]:
    whole, _year_ago = looked_at(last_day, threshold)
    marks = _read_marks(reader, zone)
    signals = (
        signal_of(grown, _read_days(reader, grown, whole, zone), last_day, threshold)
        for grown in read_grown(reader, last_day, threshold, zone=zone)
    )
    return tuple(GrowthLine(one, _title(one.grown.key, titles), _mark_of(one, marks)) for one in signals)


def _read_days(reader: Reader, grown: Grown, whole: Period, zone: ZoneInfo) -> DayCounts:
    found = read_day_counts(reader, whole, _DIMENSIONS, zone=zone, parts=_parts(grown.key))
    return {DayKey(*key): count for key, count in found.items()}


def _parts(key: GrowthKey) -> tuple[Part, ...]:
    named = (Part(Dimension.TOPIC, key.topic), Part(Dimension.SETTLEMENT, key.settlement))
    return tuple(part for part in named if part.value is not None)


def read_threshold(reader: Reader) -> GrowthThreshold:
    """Return the threshold that people have set, or the usual one."""
    rows = reader.rows("SELECT value FROM settings WHERE code = :code", code=THRESHOLD)
    return from_json(GrowthThreshold, rows[0][0]) if rows else GrowthThreshold()


def _known_from(reader: Reader, zone: ZoneInfo) -> date | None:
    first = reader.rows("SELECT min(received_at) FROM cases")[0][0]
    return None if first is None else as_moment(first).astimezone(zone).date()


def _read_titles(reader: Reader) -> Titles:
    return {
        Dimension.TOPIC: read_every_title(reader, Dimension.TOPIC),
        Dimension.SETTLEMENT: {},
        Dimension.CHANNEL: read_every_title(reader, Dimension.CHANNEL),
    }


def _title(key: GrowthKey, titles: Titles) -> str:
    topic = "" if key.topic is None else titles[Dimension.TOPIC].get(key.topic, str(key.topic))
    if not topic:
        return key.settlement or "Все сообщения"
    return f"{topic} — {key.settlement}" if key.settlement is not None else topic


def _slice(signal: Signal, title: str, more: tuple[Part, ...]) -> CaseSlice:
    parts = (*_parts(signal.grown.key), *more)
    return CaseSlice(Measure.RECEIVED, title, signal.window.first, signal.window.last, parts)


def _read_marks(reader: Reader, zone: ZoneInfo) -> list[tuple[GrowthKey, date, GrowthMark]]:
    rows = reader.rows("SELECT topic_id, settlement, last_day, cause, at, actor FROM growth_marks ORDER BY id")
    return [
        (GrowthKey(topic, settlement), as_day(day), GrowthMark(cause, as_moment(at).astimezone(zone), actor))
        for topic, settlement, day, cause, at, actor in rows
    ]


def _mark_of(signal: Signal, marks: Iterable[tuple[GrowthKey, date, GrowthMark]]) -> GrowthMark | None:
    """Return the latest mark that is about this growth: one made before it began was about another."""
    found = [mark for key, last_day, mark in marks if key == signal.grown.key and last_day >= signal.since]
    return found[-1] if found else None
