"""The list of all reports. To add one is to add a line here: who reads its figures, and what sections it has.

Readers and sections are imported when they are first wanted: the list itself is light.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.figure_reports import FIGURE_REPORTS
from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.reports.drawing import Drawing
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


def _period_drawing(sections: str, texts: str) -> Callable[[], Drawing]:
    def drawing() -> Drawing:
        from mcu_desktop.reports import period_documents
        from mcu_desktop.reports.period_figures import PeriodFigures

        return Drawing(PeriodFigures, getattr(period_documents, sections), getattr(period_documents, texts))

    return drawing


def _daily(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.daily_report import read_daily_figures
    from mcu_desktop.queries.period_counter import Scope

    return read_daily_figures(reader, wish.first, wish.last, Scope(wish.block), now=now, zone=zone)


def _daily_drawing() -> Drawing:
    from mcu_desktop.reports.daily_document import daily_sections
    from mcu_desktop.reports.daily_figures import DailyFigures

    return Drawing(DailyFigures, daily_sections)


def _appeals(reader: Reader, wish: ReportWish, _now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.appeals_report import read_appeal_figures

    return read_appeal_figures(reader, wish.first, wish.last, zone=zone)


def _appeal_drawing(sections: str) -> Callable[[], Drawing]:
    def drawing() -> Drawing:
        from mcu_desktop.reports import appeal_documents
        from mcu_desktop.reports.appeal_figures import AppealFigures

        return Drawing(AppealFigures, getattr(appeal_documents, sections), appeal_documents.appeal_texts)

    return drawing


def _case(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.case_sheet import read_case_sheet

    return read_case_sheet(reader, wish.subject, now=now, zone=zone)


def _case_drawing() -> Drawing:
    from mcu_desktop.reports.case_sheet import CaseSheet, case_sections

    return Drawing(CaseSheet, case_sections)


def _view(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.view_list import read_view_list

    return read_view_list(reader, wish.subject, now=now, zone=zone)


def _view_drawing() -> Drawing:
    from mcu_desktop.reports.view_list import ViewList, list_sections

    return Drawing(ViewList, list_sections)


def _roster(reader: Reader, wish: ReportWish, _now: datetime, _zone: ZoneInfo) -> Any:
    from mcu_desktop.queries.roster import read_edition, read_roster_document

    edition = read_edition(reader, wish.last)
    if edition is None:
        raise UserFacingError(
            f"На {wish.last:%d.%m.%Y} состав МЦУ не утверждён. Отчёт не составлен, выберите другой день."
        )
    return read_roster_document(reader, edition)


def _roster_drawing() -> Drawing:
    from mcu_desktop.reports.roster_document import RosterDocument

    return Drawing(RosterDocument, lambda _figures, _texts: (), document=RosterDocument.document)


# The four forms that are in use (Барнаул, Нижний Тагил, Шумерля, a rural administration), by what they count.
_APPEAL_FORMS = (
    ("structure", "по видам и разделам"),
    ("channel", "по каналам с долями"),
    ("topic", "по темам к прошлому году"),
    ("rural", "по срокам и результатам"),
)
REPORTS: tuple[ReportKind, ...] = (
    ReportKind(
        code="daily",
        name="Сводка за день",
        title="Сводка о работе с сообщениями граждан",
        period=PeriodKind.DAY,
        read=_daily,
        drawing=_daily_drawing,
        takes_block=True,
        is_signed=False,
    ),
    ReportKind(
        code="weekly",
        name="Еженедельный отчёт",
        title="Еженедельный отчёт\nо работе с сообщениями граждан",
        period=PeriodKind.WEEK,
        read=_of_period(),
        drawing=_period_drawing("week_sections", "week_texts"),
        takes_block=True,
    ),
    ReportKind(
        code="monthly",
        name="Ежемесячный отчёт Главе",
        title="Ежемесячный отчёт Главе\nо работе с сообщениями граждан",
        period=PeriodKind.MONTH,
        read=_of_period(with_year=True, with_rating=True),
        drawing=_period_drawing("month_sections", "month_texts"),
        has_contents=True,
    ),
    ReportKind(
        code="incident_management",
        name="Отчёт по «Инцидент Менеджмент»",
        title="Отчёт о работе с сообщениями\nв системе «Инцидент Менеджмент»",
        period=PeriodKind.WEEK,
        read=_of_period(channel="incident_management"),
        drawing=_period_drawing("channel_sections", "month_texts"),
        takes_block=True,
    ),
    ReportKind(
        code="feedback_platform",
        name="Отчёт по ПОС",
        title="Отчёт о работе с сообщениями\nна платформе обратной связи (ПОС)",
        period=PeriodKind.WEEK,
        read=_of_period(channel="feedback_platform"),
        drawing=_period_drawing("channel_sections", "month_texts"),
        takes_block=True,
    ),
    ReportKind(
        code="block",
        name="Справка отраслевого блока",
        title="Аналитическая справка\nотраслевого блока",
        period=PeriodKind.MONTH,
        read=_of_period(with_year=True),
        drawing=_period_drawing("block_sections", "month_texts"),
        needs_block=True,
    ),
    *(
        ReportKind(
            code=f"appeals_{form}",
            name=f"Справка об обращениях: {name}",
            title="Справка\nо рассмотрении обращений граждан",
            period=PeriodKind.MONTH,
            read=_appeals,
            drawing=_appeal_drawing(f"{form}_sections"),
        )
        for form, name in _APPEAL_FORMS
    ),
    *FIGURE_REPORTS,
    ReportKind(
        code="case",
        name="Карточка сообщения",
        title="Карточка сообщения",
        period=PeriodKind.ON_DAY,
        read=_case,
        drawing=_case_drawing,
        subject="номер сообщения",
        is_signed=False,
    ),
    ReportKind(
        code="list",
        name="Список сообщений",
        title="Список сообщений",
        period=PeriodKind.ON_DAY,
        read=_view,
        drawing=_view_drawing,
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
        drawing=_roster_drawing,
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
