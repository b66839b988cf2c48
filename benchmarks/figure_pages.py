"""The pages of figures beside their own statements on a bare connection: what is added to the counting itself."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.measuring import Measured, in_pairs, seconds
from benchmarks.stores import store_of
from mcu_desktop.operations.open_store import open_store
from mcu_desktop.queries.cuts import read_cut
from mcu_desktop.queries.figures import Asked, read_figure
from mcu_desktop.queries.queue import ALL_BLOCKS
from mcu_desktop.queries.wall import read_wall
from mcu_desktop.queries.zone import read_zone
from mcu_desktop.rules.cuts import Cut, CutFigure
from mcu_desktop.rules.grains import Grain
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.periods import Period, month_of, year_of
from mcu_desktop.rules.wall import WallPage
from mcu_desktop.store.reading import Reader, SqliteReader
from mcu_desktop.store.sql_functions import add_functions

_PAIRS = 3
_OF_MONTH = (
    "rating-joint-block", "rating-joint-recipient", "heat-topic-settlement-received", "heat-block-hour-received",
    "map-settlements-month", "map-addresses-month", "growth", "workload-blocks", "workload-recipients",
)  # fmt: skip
_OF_YEAR = ("rating-joint-block", "heat-topic-settlement-received", "heat-topic-week-received", "workload-blocks")
_Page = tuple[str, Callable[[Reader], object]]


def measure_figure_pages(cases: int, wanted: str | None) -> list[Measured]:
    """Measure each page of figures and each page of the wall."""
    place = store_of(cases, wanted)
    open_store(place)
    now = datetime.now(UTC)
    with closing(_connect(place)) as own, closing(_connect(place)) as raw:
        reader = SqliteReader(own, place)
        return [_measured(name, cases, page, own, raw) for name, page in _pages(now, read_zone(reader))]


def _pages(now: datetime, zone: ZoneInfo) -> Iterator[_Page]:
    month, year = month_of(now.date()).before(), year_of(now.date()).before()
    for words, period, names in (("month", month, _OF_MONTH), ("year", year, _OF_YEAR)):
        for name in names:
            yield f"{name}, {words}", partial(read_figure, name=name, asked=Asked(period, ALL_BLOCKS, now, zone))
        for title, cut in _cuts(period):
            yield f"cut: {title}, {words}", partial(read_cut, cut=cut, now=now, zone=zone)
    for page in WallPage:
        yield f"wall: {page}", partial(read_wall, pages=[page], now=now)


def _cuts(period: Period) -> Iterator[tuple[str, Cut]]:
    yield "counts", Cut(period, (Dimension.BLOCK,), (Dimension.CHANNEL,))
    sides = (Dimension.TOPIC, Dimension.SETTLEMENT), (Grain.MONTH,)
    yield "medians", Cut(period, *sides, figure=CutFigure.MEDIAN_HOURS)


def _measured(
    name: str, cases: int, page: Callable[[Reader], object], own: sqlite3.Connection, raw: sqlite3.Connection
) -> Measured:
    reader, statements = SqliteReader(own, ""), list[str]()
    own.set_trace_callback(statements.append)  # with their parameters in them
    page(reader)
    own.set_trace_callback(None)

    def floor() -> object:
        return [raw.execute(statement).fetchall() for statement in statements]

    ours, bare = in_pairs(lambda: seconds(partial(page, reader)), lambda: seconds(floor), pairs=_PAIRS)
    return Measured(name, cases, ours * 1_000, bare * 1_000, "ms")


def _connect(place: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{Path(place).as_uri()}?mode=ro", uri=True, isolation_level=None)
    add_functions(connection)
    return connection
