"""How each report of the list is drawn. Sections are imported when they are first wanted: the list itself is light."""

from typing import TYPE_CHECKING

from mcu_desktop.reports.drawing import Drawing

if TYPE_CHECKING:
    from mcu_desktop.reports.appeal_figures import AppealFigures
    from mcu_desktop.reports.case_sheet import CaseSheet
    from mcu_desktop.reports.causes_document import CausesFigures
    from mcu_desktop.reports.cut_document import CutSheet
    from mcu_desktop.reports.daily_figures import DailyFigures
    from mcu_desktop.reports.heat_document import HeatFigures
    from mcu_desktop.reports.period_figures import PeriodFigures
    from mcu_desktop.reports.rating_document import RatingPaper
    from mcu_desktop.reports.roster_document import RosterDocument
    from mcu_desktop.reports.view_list import ViewList
    from mcu_desktop.reports.workload_document import LoadPaper


def daily() -> "Drawing[DailyFigures]":
    """Return how the summary of a day is drawn."""
    from mcu_desktop.reports.daily_document import daily_sections
    from mcu_desktop.reports.daily_figures import DailyFigures

    return Drawing(DailyFigures, daily_sections)


def week() -> "Drawing[PeriodFigures]":
    """Return how the weekly report is drawn."""
    from mcu_desktop.reports.period_documents import week_sections, week_texts
    from mcu_desktop.reports.period_figures import PeriodFigures

    return Drawing(PeriodFigures, week_sections, week_texts)


def month() -> "Drawing[PeriodFigures]":
    """Return how the monthly report is drawn."""
    from mcu_desktop.reports.period_documents import month_sections, month_texts
    from mcu_desktop.reports.period_figures import PeriodFigures

    return Drawing(PeriodFigures, month_sections, month_texts)


def channel() -> "Drawing[PeriodFigures]":
    """Return how the report of one channel is drawn."""
    from mcu_desktop.reports.period_documents import channel_sections, month_texts
    from mcu_desktop.reports.period_figures import PeriodFigures

    return Drawing(PeriodFigures, channel_sections, month_texts)


def block() -> "Drawing[PeriodFigures]":
    """Return how the sheet of a sector block is drawn."""
    from mcu_desktop.reports.period_documents import block_sections, month_texts
    from mcu_desktop.reports.period_figures import PeriodFigures

    return Drawing(PeriodFigures, block_sections, month_texts)


def appeals_by_structure() -> "Drawing[AppealFigures]":
    """Return how the report on appeals by kinds and sections of the classifier is drawn."""
    from mcu_desktop.reports.appeal_documents import appeal_texts, structure_sections
    from mcu_desktop.reports.appeal_figures import AppealFigures

    return Drawing(AppealFigures, structure_sections, appeal_texts)


def appeals_by_channel() -> "Drawing[AppealFigures]":
    """Return how the report on appeals by channels is drawn."""
    from mcu_desktop.reports.appeal_documents import appeal_texts, channel_sections
    from mcu_desktop.reports.appeal_figures import AppealFigures

    return Drawing(AppealFigures, channel_sections, appeal_texts)


def appeals_by_topic() -> "Drawing[AppealFigures]":
    """Return how the report on appeals by topics is drawn."""
    from mcu_desktop.reports.appeal_documents import appeal_texts, topic_sections
    from mcu_desktop.reports.appeal_figures import AppealFigures

    return Drawing(AppealFigures, topic_sections, appeal_texts)


def appeals_by_term() -> "Drawing[AppealFigures]":
    """Return how the report on appeals by terms and results is drawn."""
    from mcu_desktop.reports.appeal_documents import appeal_texts, rural_sections
    from mcu_desktop.reports.appeal_figures import AppealFigures

    return Drawing(AppealFigures, rural_sections, appeal_texts)


def rating() -> "Drawing[RatingPaper]":
    """Return how a rating is drawn."""
    from mcu_desktop.reports.rating_document import RatingPaper, rating_sections, rating_texts

    return Drawing(RatingPaper, rating_sections, rating_texts)


def workload() -> "Drawing[LoadPaper]":
    """Return how the workload is drawn."""
    from mcu_desktop.reports.workload_document import LoadPaper, load_sections, load_texts

    return Drawing(LoadPaper, load_sections, load_texts)


def heat() -> "Drawing[HeatFigures]":
    """Return how the heat map is drawn."""
    from mcu_desktop.reports.heat_document import HeatFigures, heat_sections

    return Drawing(HeatFigures, heat_sections)


def causes() -> "Drawing[CausesFigures]":
    """Return how causes and repeats are drawn."""
    from mcu_desktop.reports.causes_document import CausesFigures, causes_sections

    return Drawing(CausesFigures, causes_sections)


def cut() -> "Drawing[CutSheet]":
    """Return how a free cut is drawn."""
    from mcu_desktop.reports.cut_document import CutSheet, cut_sections

    return Drawing(CutSheet, cut_sections)


def case() -> "Drawing[CaseSheet]":
    """Return how the sheet of a case is drawn."""
    from mcu_desktop.reports.case_sheet import CaseSheet, case_sections

    return Drawing(CaseSheet, case_sections)


def view() -> "Drawing[ViewList]":
    """Return how a view of the queue is drawn."""
    from mcu_desktop.reports.view_list import ViewList, list_sections

    return Drawing(ViewList, list_sections)


def roster() -> "Drawing[RosterDocument]":
    """Return how the roster is drawn: as the decree has set."""
    from mcu_desktop.reports.roster_document import RosterDocument

    return Drawing(RosterDocument, lambda _figures, _texts: (), document=RosterDocument.document)
