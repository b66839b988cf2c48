"""The reports that print figures: ratings, workload, heat map, causes, free cut.

What they need is imported when it is first wanted.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries import report_drawings
from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.periods import Period
from mcu_desktop.rules.report_periods import PeriodKind
from mcu_desktop.store.reading import Reader

# Scope, name as it is chosen, title on paper.
_RATINGS = (
    ("joint", "Рейтинг совместный", "Рейтинг работы с сообщениями граждан"),
    (
        "incident_management",
        "Рейтинг по «Инцидент Менеджмент»",
        "Рейтинг работы с сообщениями\nв системе «Инцидент Менеджмент»",
    ),
    (
        "feedback_platform",
        "Рейтинг по ПОС",
        "Рейтинг работы с сообщениями\nна платформе обратной связи (ПОС)",
    ),
)


def _rating_reader(scope: str) -> Callable[[Reader, ReportWish, datetime, ZoneInfo], Any]:
    def read(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
        from mcu_desktop.queries.rating_report import read_rating_paper

        return read_rating_paper(reader, scope, wish, now=now, zone=zone)

    return read


def _read_workload_paper(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.workload import read_load_paper

    return read_load_paper(reader, Period(wish.first, wish.last), now=now, zone=zone)


def _read_heat(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.figure_papers import read_heat_figures

    return read_heat_figures(reader, wish, now, zone)


def _read_causes(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.figure_papers import read_causes_figures

    return read_causes_figures(reader, wish, now, zone)


def _read_cut(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.figure_papers import read_cut_sheet

    return read_cut_sheet(reader, wish, now, zone)


FIGURE_REPORTS: tuple[ReportKind, ...] = (
    *(
        ReportKind(
            code=f"rating_{scope}",
            name=name,
            title=title,
            period=PeriodKind.MONTH,
            read=_rating_reader(scope),
            drawing=report_drawings.rating,
            takes_subject="номер выпущенного рейтинга",
        )
        for scope, name, title in _RATINGS
    ),
    ReportKind(
        code="workload",
        name="Занятость и предложения по структуре",
        title="Занятость отраслевых блоков МЦУ",
        period=PeriodKind.MONTH,
        read=_read_workload_paper,
        drawing=report_drawings.workload,
    ),
    ReportKind(
        code="heat_map",
        name="Тепловая карта",
        title="Тепловая карта сообщений граждан",
        period=PeriodKind.MONTH,
        read=_read_heat,
        drawing=report_drawings.heat,
        takes_subject="что считать",
        is_landscape=True,
        is_signed=False,
    ),
    ReportKind(
        code="causes",
        name="Первопричины и повторы",
        title="Первопричины и повторы\nв сообщениях граждан",
        period=PeriodKind.MONTH,
        read=_read_causes,
        drawing=report_drawings.causes,
    ),
    ReportKind(
        code="cut",
        name="Свободный разрез",
        title="Сводный анализ сообщений граждан",
        period=PeriodKind.MONTH,
        read=_read_cut,
        drawing=report_drawings.cut,
        subject="название общего разреза",
        is_landscape=True,
        is_signed=False,
    ),
)
