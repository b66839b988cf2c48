"""Counts of cases in a period, in the one before it and a year ago, in one select each."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from mcu_desktop.queries.case_slice import MOMENTS
from mcu_desktop.queries.local_days import day_begins, period_moments
from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.measures import MEASURES, Measure
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases are meant: all, a block's by its code, a channel's by its code."""

    block: str | None = None
    channel: str | None = None


class PeriodCounter:
    """Counts cases of a scope by one of their moments."""

    def __init__(
        self, reader: Reader, first: date, last: date, scope: Scope, zone: ZoneInfo, *, with_year: bool = False
    ) -> None:
        self._reader, self.zone, self.with_year = reader, zone, with_year
        self.parameters: dict[str, object] = {}
        self.of_scope = ""
        if scope.block is not None:
            self.of_scope += " AND c.sector_block_id = (SELECT id FROM sector_blocks WHERE code = :block)"
            self.parameters["block"] = scope.block
        if scope.channel is not None:
            self.of_scope += " AND c.channel_id = (SELECT id FROM channels WHERE code = :channel)"
            self.parameters["channel"] = scope.channel
        period = Period(first, last)
        self._spans = {"now": period, "before": period.before()}
        if with_year:
            self._spans["year"] = period.year_ago()
        self._moments = {}
        for name, span in self._spans.items():
            self._moments[f"{name}_from"], self._moments[f"{name}_until"] = period_moments(span.first, span.last, zone)

    def total(self, measure: Measure, title: str = "") -> Compared:
        """Count the cases of a measure."""
        rows = self.grouped("''", measure)
        counts = (rows[0].now, rows[0].before, rows[0].year_ago) if rows else (0, 0, 0 if self.with_year else None)
        return Compared(title or MEASURES[measure], *counts)

    def grouped(self, what: str, measure: Measure, *, joins: str = "", condition: str = "") -> list[Compared]:
        """Count the cases of a measure by an expression of SQL, the fullest of the period first."""
        moment, more = MOMENTS[measure]
        spans = {name: f"({moment} >= :{name}_from AND {moment} < :{name}_until)" for name in self._spans}
        sums = ", ".join(f"sum(CASE WHEN {span} THEN 1 ELSE 0 END)" for span in spans.values())
        sql = (
            f"SELECT {what} AS title, {sums} FROM cases c {joins} WHERE ({' OR '.join(spans.values())})"
            f"{' AND ' + more if more else ''} {condition}{self.of_scope} GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1"
        )
        rows = self._reader.rows(sql, **self.parameters, **self._moments)
        return [Compared(str(row[0]), *(int(count) for count in row[1:])) for row in rows]

    def breach_reasons(self) -> tuple[Compared, ...]:
        """Return why the late answers were late, the most frequent reason first."""
        why, joins = "coalesce(br.reason, 'причина не указана')", "LEFT JOIN breaches br ON br.case_id = c.id"
        return tuple(self.grouped(why, Measure.ANSWERED_LATE, joins=joins))

    def steps(self, begins: list[date], last: date) -> tuple[int, ...]:
        """Return how many were received from each of the days up to the next one; at most some forty days."""
        ends = [*begins[1:], last + timedelta(days=1)]
        edges = {f"step{place}": day_begins(day, self.zone) for place, day in enumerate(begins)}
        edges |= {f"until{place}": day_begins(day, self.zone) for place, day in enumerate(ends)}
        sums = ", ".join(
            f"sum(CASE WHEN c.received_at >= :step{place} AND c.received_at < :until{place} THEN 1 ELSE 0 END)"
            for place in range(len(begins))
        )
        sql = (
            f"SELECT {sums} FROM cases c WHERE c.received_at >= :step0 AND c.received_at < :until{len(begins) - 1}"
            + self.of_scope
        )
        [counts] = self._reader.rows(sql, **self.parameters, **edges)
        return tuple(int(count or 0) for count in counts)

    def count_now(self, condition: str, **parameters: object) -> int:
        """Count the cases of the scope that are so at the moment."""
        sql = f"SELECT count(*) FROM cases c WHERE {condition}{self.of_scope}"
        return int(self._reader.rows(sql, **self.parameters, **parameters)[0][0])

    def of_period(self) -> dict[str, object]:
        """Return the parameters of a select over the period alone: `now_from`, `now_until` and those of the scope."""
        return self.parameters | {name: self._moments[name] for name in ("now_from", "now_until")}
