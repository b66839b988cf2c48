"""The dashboard: its numbers and charts, from the kept summaries; each knows the cases it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import slice_condition
from mcu_desktop.queries.figure_names import read_block_parts, read_titles_of
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.queries.summaries import NEAR, Sums, read_counts
from mcu_desktop.rules.big_figure import Better, BigFigure, Counted
from mcu_desktop.rules.chart import Chart, ChartShape, Point, Series, number_words
from mcu_desktop.rules.grains import GRAINS, Bucket, Grain, buckets, fitting_grain
from mcu_desktop.rules.measures import MEASURES, CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.russian import plural
from mcu_desktop.store.reading import Reader

MOST_BARS = 10
TIMED = tuple(measure for measure in Measure if measure not in {Measure.OPEN, Measure.OVERDUE})
CUT_BY = {
    Dimension.BLOCK: ("По блокам", ("блок", "блока", "блоков")),
    Dimension.CHANNEL: ("По каналам", ("канал", "канала", "каналов")),
    Dimension.TOPIC: ("По темам", ("тема", "темы", "тем")),
    Dimension.RECIPIENT: ("По получателям", ("получатель", "получателя", "получателей")),
}
# Which measure a share is of, and which change of a number is good.
_BIG = (
    (Measure.RECEIVED, None, Better.NEITHER),
    (Measure.ANSWERED, None, Better.MORE),
    (Measure.ANSWERED_IN_TIME, Measure.ANSWERED, Better.MORE),
    (Measure.ANSWERED_LATE, Measure.ANSWERED, Better.LESS),
    (Measure.SATISFIED, Measure.RATED, Better.MORE),
    (Measure.REOPENED, Measure.ANSWERED, Better.LESS),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a dashboard shows; a grain of None is the usual one for the period, a block as in the queue."""

    period: Period
    block: str = ALL_BLOCKS
    measure: Measure = Measure.RECEIVED
    grain: Grain | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Large numbers, the course over time, and what the number is made of."""

    wish: Wish
    counted_at: datetime
    figures: tuple[BigFigure, ...]
    course: Chart
    cuts: Mapping[Dimension, Chart] = field(default_factory=dict)


class Dashboards:
    """Makes the parts of a dashboard from one reading of the kept counts: bars and points are together the number."""

    def __init__(
        self, reader: Reader, wish: Wish, *, now: datetime, zone: ZoneInfo, cuts: Sequence[Dimension] = ()
    ) -> None:
        self._reader, self._wish, self._now, self._zone = reader, wish, now, zone
        self._of_block = ""
        self._parts: tuple[Part, ...] = ()
        if wish.block != ALL_BLOCKS:
            title, key = read_block_parts(reader, wish.block)
            self._of_block = f", {title}"
            self._parts = (Part(Dimension.BLOCK, key),)
        before, year_ago = wish.period.before(), wish.period.year_ago()
        # Where both are the same days the year alone is told.
        names = ("за период", "год назад") if before == year_ago else ("за период", "период раньше", "год назад")
        periods = (wish.period, year_ago) if before == year_ago else (wish.period, before, year_ago)
        self._periods = dict(zip(names, periods, strict=True))
        self._words = {period: period.words() for period in periods}
        self._grain = fitting_grain(wish.period, wish.grain)
        self._counts = read_counts(
            reader,
            periods,
            zone=zone,
            grain=self._grain,
            cuts=tuple(cuts),
            measure=wish.measure,
            block=wish.block,
        )
        self._bars = {dimension: _fullest(self._counts.by_value[dimension]) for dimension in cuts}
        shown = {dimension: [key for key, _counts in bars[:MOST_BARS]] for dimension, bars in self._bars.items()}
        self._titles = read_titles_of(reader, shown)

    def figures(self) -> tuple[BigFigure, ...]:
        """Return the large numbers, those of now last."""
        return (*self.of_period(), *self.of_now())

    def of_period(self) -> tuple[BigFigure, ...]:
        """Return the large numbers of the period, beside those of the periods it is compared with."""
        whole = {name: self._counts.whole(place) for place, name in enumerate(self._periods)}

        def counted(name: str, measure: Measure, of: Measure | None) -> Counted | None:
            if name not in whole:
                return None
            sums, period = whole[name], self._periods[name]
            cases = self._slice(measure, period, self._words[period])
            return Counted(sums.number(measure), cases, None if of is None else sums.number(of))

        timed = []
        for measure, of, better in _BIG:
            now = counted("за период", measure, of)
            if now is not None:
                then = counted("период раньше", measure, of), counted("год назад", measure, of)
                title = MEASURES[measure]
                sums = whole["за период"]
                if measure is Measure.SATISFIED and sums.rated:
                    title += f", средняя оценка {number_words(sums.rating_sum / sums.rated)}"
                timed.append(BigFigure(title, now, *then, better))
        return tuple(timed)

    def of_now(self) -> tuple[BigFigure, BigFigure]:
        """Return the open and the overdue cases of now: by blocks, whose index of open cases has all that is asked."""
        clauses, parameters = slice_condition(
            CaseSlice(Measure.OPEN, "", parts=self._parts), now=self._now, zone=self._zone
        )
        sql = (
            "SELECT count(*), sum(CASE WHEN c.legal_deadline < :now THEN 1 ELSE 0 END) FROM cases c"
            f" WHERE {' AND '.join(clauses)} GROUP BY c.sector_block_id"
        )
        counted = self._reader.rows(sql, now=self._now, **parameters)

        def figure(measure: Measure, count: int) -> BigFigure:
            cases = CaseSlice(measure, f"{MEASURES[measure]} сейчас{self._of_block}", parts=self._parts)
            return BigFigure(f"{MEASURES[measure]} сейчас", Counted(count, cases), None, None, Better.LESS)

        return (
            figure(Measure.OPEN, sum(int(row[0]) for row in counted)),
            figure(Measure.OVERDUE, sum(int(row[1]) for row in counted)),
        )

    def course(self) -> Chart:
        """Return the measure over time, against the period before and a year ago."""
        cut = {name: buckets(period, self._grain) for name, period in self._periods.items()}
        longest = max(cut.values(), key=len)
        own = cut["за период"]
        labels = [piece.label for piece in own] + [f"({piece.label})" for piece in longest[len(own) :]]
        series = [
            Series(self._with_name(name), self._points(pieces, sums, len(labels)))
            for (name, pieces), sums in zip(cut.items(), self._counts.by_day, strict=True)
        ]
        told = [one for one in series[1:] if any(point.value for point in one.points)]  # a line of noughts hides others
        title = f"{MEASURES[self._wish.measure]} {GRAINS[self._grain]}{self._of_block}"
        return Chart(title, ChartShape.LINES, tuple(labels), (series[0], *told))

    def _points(self, pieces: tuple[Bucket, ...], sums: Mapping[date, Sums], length: int) -> tuple[Point, ...]:
        measure = self._wish.measure
        counts = [0] * len(pieces)
        place = 0
        for day in sorted(sums):
            while place + 1 < len(pieces) and pieces[place + 1].days.first <= day:
                place += 1
            counts[place] += sums[day].number(measure)
        known = [
            Point(count, self._slice(measure, piece.days, piece.label) if count else None)
            for count, piece in zip(counts, pieces, strict=True)
        ]
        return (*known, *(Point(None) for _ in range(length - len(pieces))))

    def cut(self, dimension: Dimension) -> Chart:
        """Return the measure by the values of one of the cuts, the fullest ten, against the period before."""
        measure, bars, titles = self._wish.measure, self._bars[dimension], self._titles[dimension]
        opened = [
            (counts, self._said(measure, titles[key]), (*self._parts, Part(dimension, key or None)))
            for key, counts in bars[:MOST_BARS]
        ]
        series = []
        for place, (name, period) in enumerate(islice(self._periods.items(), NEAR)):
            points = [
                Point(counts[place], CaseSlice(measure, said, period.first, period.last, parts))
                for counts, said, parts in opened
            ]
            series.append(Series(self._with_name(name), tuple(points)))
        title, nouns = CUT_BY[dimension]
        if len(bars) > MOST_BARS:
            title += f": первые {MOST_BARS} ({plural(len(bars), *nouns)} всего)"
        return Chart(title, ChartShape.BARS, tuple([titles[key] for key, _counts in bars[:MOST_BARS]]), tuple(series))

    def _slice(self, measure: Measure, period: Period, label: str) -> CaseSlice:
        return CaseSlice(measure, self._said(measure, label), period.first, period.last, self._parts)

    def _said(self, measure: Measure, label: str) -> str:
        return f"{MEASURES[measure]}: {label}{self._of_block}"

    def _with_name(self, name: str) -> str:
        return f"{name}: {self._words[self._periods[name]]}"


def _fullest(counts: Mapping[int, list[int]]) -> list[tuple[int, list[int]]]:
    """Return the values that any of the periods has with their numbers, the fullest of the first period first."""
    known = sorted([one for one in counts.items() if any(one[1])])
    known.sort(key=itemgetter(1), reverse=True)
    return known


def read_dashboard(reader: Reader, wish: Wish, *, now: datetime, zone: ZoneInfo) -> Dashboard:
    """Return all of a dashboard."""
    parts = Dashboards(reader, wish, now=now, zone=zone, cuts=tuple(CUT_BY))
    cuts = {dimension: parts.cut(dimension) for dimension in CUT_BY}
    return Dashboard(wish, now, parts.figures(), parts.course(), cuts)
