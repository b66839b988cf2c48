"""Problem points: a topic that comes back at one place, with what people have decided on it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.local_days import period_moments
from mcu_desktop.rules.growth import GrowthThreshold
from mcu_desktop.rules.growth_terms import PointState
from mcu_desktop.rules.measures import CaseSlice, Dimension, Measure, Part
from mcu_desktop.rules.periods import Period
from mcu_desktop.store.reading import Reader, as_moment

_MOST_POINTS = 300
Titles = dict[Dimension, dict[Any, str]]
_Key = tuple[int, str, str]  # topic, settlement, street


@dataclass(frozen=True, slots=True)
class PointLine:
    """A topic that came back at one place: the place, the days looked at, and what people have decided.

    The last decision has its author and its local day; a point nobody has decided on has neither.
    """

    topic_id: int
    topic: str
    settlement: str
    street: str
    count: int
    days: Period
    state: PointState
    for_poll: bool
    text: str
    actor: str
    decided_on: date | None

    @property
    def place(self) -> str:
        """The place in words."""
        return ", ".join(part for part in (self.settlement, self.street) if part)

    @property
    def figure(self) -> CaseSlice:
        """The cases of the point."""
        parts = (
            Part(Dimension.TOPIC, self.topic_id),
            Part(Dimension.SETTLEMENT, self.settlement or None),
            Part(Dimension.STREET, self.street or None),
        )
        named = f"{self.topic}: {self.place}, {self.days.words()}"
        return CaseSlice(Measure.RECEIVED, named, self.days.first, self.days.last, parts)


def read_points(
    reader: Reader, last_day: date, threshold: GrowthThreshold, titles: Titles, zone: ZoneInfo
) -> tuple[PointLine, ...]:
    """Return the points of the days that end with the last one: worked on, then candidates, then those taken off."""
    days = Period(last_day - timedelta(days=threshold.point_days - 1), last_day)
    starts, ends = period_moments(days.first, days.last, zone)
    decided = _decisions(reader, zone)
    rows = reader.rows(
        "SELECT c.topic_id, c.settlement, c.street, count(*) FROM cases c WHERE c.received_at >= :starts"
        " AND c.received_at < :ends AND c.topic_id IS NOT NULL AND c.settlement <> ''"
        " GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2, 3, 1",
        starts=starts,
        ends=ends,
    )
    counted = {(topic, settlement, street): count for topic, settlement, street, count in rows}
    with_streets = {settlement for _topic, settlement, street in counted if street}
    found = [
        key
        for key, count in counted.items()
        # Where people name streets, a message without one is of no point.
        if count >= threshold.point_repeats and (key[2] or key[1] not in with_streets)
    ][:_MOST_POINTS]
    found += [key for key in decided if key not in set(found)]
    usual = (PointState.CANDIDATE, False, "", "", None)
    lines = [
        PointLine(
            key[0],
            titles[Dimension.TOPIC].get(key[0], ""),
            key[1],
            key[2],
            counted.get(key, 0),
            days,
            *decided.get(key, usual),
        )
        for key in found
    ]
    order = [PointState.IN_WORK, PointState.CANDIDATE, PointState.REMOVED]
    return tuple(sorted(lines, key=lambda line: (order.index(line.state), -line.count)))


def _decisions(reader: Reader, zone: ZoneInfo) -> dict[_Key, tuple[PointState, bool, str, str, date]]:
    sql = "SELECT topic_id, settlement, street, state, for_poll, text, actor, at FROM problem_points"
    return {
        (topic, settlement, street): (
            PointState(state), bool(for_poll), text, actor, as_moment(at).astimezone(zone).date()
        )
        for topic, settlement, street, state, for_poll, text, actor, at in reader.rows(sql)
    }  # fmt: skip
