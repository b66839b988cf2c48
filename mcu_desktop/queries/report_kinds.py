"""The list of all reports. To add one is to add a line here: who reads its figures, and what sections it has.

Readers and sections are imported when they are first wanted: the list itself is light.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries import report_drawings
from mcu_desktop.queries.figure_reports import FIGURE_REPORTS
from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.reports.report import ReportWish
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.report_periods import PeriodKind
from mcu_desktop.store.reading import Reader


def _of_period(
    *, with_year: bool = False, channel: str | None = None, with_rating: bool = False
) -> Callable[[Reader, ReportWish, datetime, ZoneInfo], Any]:
    def read(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
        from mcu_desktop.queries.period_counter import Scope
        from mcu_desktop.queries.period_report import read_period_figures

        scope = Scope(wish.block, channel)
        figures = read_period_figures(reader, wish.first, wish.last, scope, now=now, zone=zone, with_year=with_year)
        if not with_rating:
            return figures
        from mcu_desktop.queries.rating_report import read_rating_paper

        return replace(figures, rating=read_rating_paper(reader, "joint", wish, now=now, zone=zone))

    return read


def _daily(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.daily_report import read_daily_figures
    from mcu_desktop.queries.period_counter import Scope

    return read_daily_figures(reader, wish.first, wish.last, Scope(wish.block), now=now, zone=zone)


def _appeals(reader: Reader, wish: ReportWish, _now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.appeals_report import read_appeal_figures

    return read_appeal_figures(reader, wish.first, wish.last, zone=zone)


def _case(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.case_sheet import read_case_sheet

    return read_case_sheet(reader, wish.subject, now=now, zone=zone)


def _view(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.view_list import read_view_list

    return read_view_list(reader, wish.subject, now=now, zone=zone)


def _roster(reader: Reader, wish: ReportWish, _now: datetime, _zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.roster import read_edition, read_roster_document

    edition = read_edition(reader, wish.last)
    if edition is None:
        raise UserFacingError(
            f"На {wish.last:%d.%m.%Y} состав МЦУ не утверждён. Отчёт не составлен, выберите другой день."
        )
    return read_roster_document(reader, edition)


# The four forms that are in use (Барнаул, Нижний Тагил, Шумерля, a rural administration), by what they count.
_APPEAL_FORMS = (
    ("structure", "по видам и разделам", report_drawings.appeals_by_structure),
    ("channel", "по каналам с долями", report_drawings.appeals_by_channel),
    ("topic", "по темам к прошлому году", report_drawings.appeals_by_topic),
    ("rural", "по срокам и результатам", report_drawings.appeals_by_term),
)
REPORTS: tuple[ReportKind, ...] = (
    ReportKind(
        code="daily",
        name="Сводка за день",
        title="Сводка о работе с сообщениями граждан",
        period=PeriodKind.DAY,
        read=_daily,
        drawing=report_drawings.daily,
        takes_block=True,
        is_signed=False,
    ),
    ReportKind(
        code="weekly",
        name="Еженедельный отчёт",
        title="Еженедельный отчёт\nо работе с сообщениями граждан",
        period=PeriodKind.WEEK,
        read=_of_period(),
        drawing=report_drawings.week,
        takes_block=True,
    ),
    ReportKind(
        code="monthly",
        name="Ежемесячный отчёт Главе",
        title="Ежемесячный отчёт Главе\nо работе с сообщениями граждан",
        period=PeriodKind.MONTH,
        read=_of_period(with_year=True, with_rating=True),
        drawing=report_drawings.month,
        has_contents=True,
    ),
    ReportKind(
        code="incident_management",
        name="Отчёт по «Инцидент Менеджмент»",
        title="Отчёт о работе с сообщениями\nв системе «Инцидент Менеджмент»",
        period=PeriodKind.WEEK,
        read=_of_period(channel="incident_management"),
        drawing=report_drawings.channel,
        takes_block=True,
    ),
    ReportKind(
        code="feedback_platform",
        name="Отчёт по ПОС",
        title="Отчёт о работе с сообщениями\nна платформе обратной связи (ПОС)",
        period=PeriodKind.WEEK,
        read=_of_period(channel="feedback_platform"),
        drawing=report_drawings.channel,
        takes_block=True,
    ),
    ReportKind(
        code="block",
        name="Справка отраслевого блока",
        title="Аналитическая справка\nотраслевого блока",
        period=PeriodKind.MONTH,
        read=_of_period(with_year=True),
        drawing=report_drawings.block,
        needs_block=True,
    ),
    *(
        ReportKind(
            code=f"appeals_{form}",
            name=f"Справка об обращениях: {name}",
            title="Справка\nо рассмотрении обращений граждан",
            period=PeriodKind.MONTH,
            read=_appeals,
            drawing=drawing,
        )
        for form, name, drawing in _APPEAL_FORMS
    ),
    *FIGURE_REPORTS,
    ReportKind(
        code="case",
        name="Карточка сообщения",
        title="Карточка сообщения",
        period=PeriodKind.ON_DAY,
        read=_case,
        drawing=report_drawings.case,
        subject="номер сообщения",
        is_signed=False,
    ),
    ReportKind(
        code="list",
        name="Список сообщений",
        title="Список сообщений",
        period=PeriodKind.ON_DAY,
        read=_view,
        drawing=report_drawings.view,
        takes_subject="слова поиска",
        is_landscape=True,
        is_signed=False,
    ),
    ReportKind(
        code="roster",
        name="Состав МЦУ (Приложение 2)",
        title="",
        period=PeriodKind.ON_DAY,
        read=_roster,
        drawing=report_drawings.roster,
        is_signed=False,
    ),
)


def find_kind(code: str) -> ReportKind:
    """Return a report of the list by its code."""
    found = next((kind for kind in REPORTS if kind.code == code), None)
    if found is None:
        known = ", ".join(kind.code for kind in REPORTS)
        raise UserFacingError(f"Отчёт «{code}» неизвестен. Ничего не сделано. Известны: {known}.")
    return found
