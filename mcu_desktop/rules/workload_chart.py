"""The workload as a chart: what came day by day, and what is expected."""

from mcu_desktop.rules.chart import Chart, ChartShape, Point, Series
from mcu_desktop.rules.measures import CaseSlice, Measure
from mcu_desktop.rules.workload import Workload

_DAYS_BACK = 28


def workload_chart(load: Workload) -> Chart:
    """Return the last four weeks and the two to come; each day that has passed opens its cases."""
    passed = load.history[-_DAYS_BACK:]
    ahead = load.total.forecast.days if load.total.forecast is not None else ()
    labels = tuple(f"{day:%d.%m}" for day, _count in (*passed, *ahead))
    came = tuple(
        Point(count, CaseSlice(Measure.RECEIVED, f"Поступило {day:%d.%m.%Y}", day, day)) for day, count in passed
    )
    # The two lines meet, so that the eye goes on.
    joined = [Point(None)] * max(len(passed) - 1, 0) + [Point(count) for _day, count in passed[-1:]]
    expected = tuple(Point(round(count, 1)) for _day, count in ahead)
    return Chart(
        "Поступление по дням и прогноз на две недели",
        ChartShape.LINES,
        labels,
        (
            Series("Поступило", came + (Point(None),) * len(ahead)),
            Series("Прогноз", (*joined, *expected)),
        ),
    )
