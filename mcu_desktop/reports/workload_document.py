"""The workload on paper: blocks and what came to them, what is to come, and the proposals of п. 2.4."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcu_desktop.reports.sections import Cell, Grid, GridColumn, Section, TextBlock, Words, edited_text
from mcu_desktop.rules.chart import Chart, ChartShape, counted
from mcu_desktop.rules.russian import WORKING_DAYS, format_decimal, plural
from mcu_desktop.rules.workload import LoadRow, Workload, forecast_words

PROPOSALS = "proposals"
_TITLE = "Предложения по усилению структуры и состава МЦУ"


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One block; messages a working day are None where none has begun."""

    title: str
    open: int
    overdue: int
    received: int
    closed: int
    people: int | None
    per_day: float | None
    forecast: str


@dataclass(frozen=True, slots=True)
class LoadPaper:
    """What the workload says on paper; `proposals` are the kept ones, or the draft."""

    working_days: int
    lines: tuple[LoadLine, ...]
    total: LoadLine
    proposals: str


def load_paper(load: Workload, proposals: str) -> LoadPaper:
    """Return a workload as it is printed."""
    lines = tuple(_line(load, row) for row in load.rows)
    return LoadPaper(load.working_days, lines, _line(load, load.total), proposals)


def load_texts(paper: LoadPaper) -> tuple[TextBlock, ...]:
    """Return the proposals, to be edited."""
    return (TextBlock(PROPOSALS, _TITLE, paper.proposals),)


def load_sections(paper: LoadPaper, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the workload: the table, a chart, the proposals."""
    numbers = (
        ("На контроле", 0.12), ("Просрочено", 0.145), ("Поступило", 0.125), ("Снято", 0.09), ("Людей", 0.09),
        ("В рабочий день", 0.1), ("Две недели вперёд", 0.11),
    )  # fmt: skip
    columns = (GridColumn("Отраслевой блок", 0.22), *(GridColumn(*one, is_number=True) for one in numbers))
    rows = (*(_cells(line) for line in paper.lines), _cells(paper.total))
    labels = tuple(line.title for line in paper.lines)
    series = (
        counted("Поступило", (line.received for line in paper.lines)),
        counted("Снято с контроля", (line.closed for line in paper.lines)),
    )
    days = plural(paper.working_days, *WORKING_DAYS)
    chart = Chart("Поступило и снято по блокам", ChartShape.BARS, labels, series)
    return (
        Words(f"В периоде {days}. Прогноз — на две недели от дня подсчёта, по таким же дням недели за восемь недель."),
        Grid("Занятость", columns, rows, has_total=True),
        *(() if chart.is_empty else (chart,)),
        *edited_text(_TITLE, texts.get(PROPOSALS, "")),
    )


def _line(load: Workload, row: LoadRow) -> LoadLine:
    counts = row.counts
    ahead = "" if row.forecast is None else forecast_words(row.forecast).rpartition(" ")[0]
    return LoadLine(
        row.title, counts.open, counts.overdue, counts.received, counts.closed, row.people, load.per_day(row), ahead
    )


def _cells(line: LoadLine) -> tuple[Cell, ...]:
    per_day = None if line.per_day is None else format_decimal(line.per_day)
    return (
        line.title, line.open, line.overdue, line.received, line.closed, line.people, per_day, line.forecast or None,
    )  # fmt: skip
