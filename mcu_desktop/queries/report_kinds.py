"""The list of all reports. To add one is to add a line here: who reads its figures, and what sections it has.

Readers and sections are imported when they are first wanted: the list itself is light.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mcu_desktop.queries.letterhead import read_letterhead
from mcu_desktop.reports.files import DOCX, PDF, XLSX
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.reports.sections import Document, Section, Signatures, TextBlock
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.report_periods import PeriodKind, known_period
from mcu_desktop.rules.russian import format_moment, format_period
from mcu_desktop.store.reading import Reader

ALL_FORMATS = (PDF, DOCX, XLSX)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a kind draws: its figures' type, the sections made of them, and the texts a person edits."""

    figures: type
    sections: Callable[[Any, Mapping[str, str]], Sequence[Section]]
    texts: Callable[[Any], tuple[TextBlock, ...]] = lambda _figures: ()


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report of the list; `title` stands on paper, its lines are told apart by line ends."""

    code: str
    name: str  # as it is chosen
    title: str
    period: PeriodKind
    read: Callable[[Reader, ReportWish, datetime, ZoneInfo], Any]
    drawing: Callable[[], Drawing]
    takes_block: bool = False
    needs_block: bool = False
    subject: str = ""  # what else must be said, in Russian: «номер сообщения»
    formats: tuple[str, ...] = ALL_FORMATS
    has_contents: bool = False
    is_landscape: bool = False
    is_signed: bool = True


def _of_period(
    *, with_year: bool = False, channel: str | None = None
) -> Callable[[Reader, ReportWish, datetime, ZoneInfo], Any]:
    def read(reader: Reader, wish: ReportWish, now: datetime, zone: ZoneInfo) -> Any:
        from mcu_desktop.queries.period_counter import Scope
        from mcu_desktop.queries.period_report import read_period_figures

        scope = Scope(wish.block, channel)
        return read_period_figures(reader, wish.first, wish.last, scope, now=now, zone=zone, with_year=with_year)

    return read


def _period_drawing(sections: str, texts: str) -> Callable[[], Drawing]:
    def drawing() -> Drawing:
        from mcu_desktop.reports import period_documents
        from mcu_desktop.reports.period_figures import PeriodFigures

        return Drawing(PeriodFigures, getattr(period_documents, sections), getattr(period_documents, texts))

    return drawing


REPORTS: tuple[ReportKind, ...] = (
    ReportKind(
        "weekly",
        "Еженедельный отчёт",
        "Еженедельный отчёт\nо работе с сообщениями граждан",
        PeriodKind.WEEK,
        _of_period(),
        _period_drawing("week_sections", "week_texts"),
        takes_block=True,
    ),
    ReportKind(
        "monthly",
        "Ежемесячный отчёт Главе",
        "Ежемесячный отчёт Главе\nо работе с сообщениями граждан",
        PeriodKind.MONTH,
        _of_period(with_year=True),
        _period_drawing("month_sections", "month_texts"),
        takes_block=True,
        has_contents=True,
    ),
)


def find_kind(code: str) -> ReportKind:
    """Return a report of the list by its code."""
    found = next((kind for kind in REPORTS if kind.code == code), None)
    if found is None:
        known = ", ".join(kind.code for kind in REPORTS)
        raise UserFacingError(f"Отчёт «{code}» неизвестен. Ничего не сделано. Известны: {known}.")
    return found


def make_report(reader: Reader, wish: ReportWish, *, now: datetime, zone: ZoneInfo) -> Report:
    """Count the figures of a report and draft its texts; `UserFacingError` where something is not said."""
    kind = find_kind(wish.code)
    _check(kind, wish)
    figures = kind.read(reader, wish, now, zone)
    letterhead = read_letterhead(reader, wish.last)
    return Report(wish, now, zone.key, letterhead, figures, kind.drawing().texts(figures))


def _check(kind: ReportKind, wish: ReportWish) -> None:
    if wish.last < wish.first:
        raise UserFacingError("Конец периода раньше начала. Отчёт не составлен. Исправьте даты.")
    if kind.needs_block and wish.block is None:
        raise UserFacingError(f"{kind.name}: выберите отраслевой блок. Отчёт не составлен.")
    if wish.block is not None and not (kind.takes_block or kind.needs_block):
        raise UserFacingError(f"{kind.name} составляется по всем блокам сразу. Отчёт не составлен.")
    if kind.subject and not wish.subject:
        raise UserFacingError(f"{kind.name}: укажите {kind.subject}. Отчёт не составлен.")


def document_of(report: Report) -> Document:
    """Return the report as a document; equal reports give equal documents."""
    kind = find_kind(report.wish.code)
    sections = tuple(kind.drawing().sections(report.figures, report.words))
    if kind.is_signed:
        sections = (*sections, Signatures(report.letterhead.signers))
    moment = format_moment(report.counted_at, ZoneInfo(report.zone_name))
    about = period_words(kind, report)
    return Document(
        title=kind.title,
        subtitle=tuple(line for line in (about, _block_words(report), f"по данным на {moment}") if line),
        letterhead=report.letterhead,
        sections=sections,
        footer=_footer(kind, report, about, moment),
        corner=_corner(report),
        number=report.number,
        mark=_mark(kind, report, about),
        has_contents=kind.has_contents,
        is_landscape=kind.is_landscape,
        emblem=report.emblem,
    )


def period_words(kind: ReportKind, report: Report) -> str:
    """Return the days as the title says them: «за октябрь 2026 года», «с 16 по 22 ноября 2026 года»."""
    first, last = report.wish.first, report.wish.last
    if kind.period is PeriodKind.ON_DAY:
        return f"на {last:%d.%m.%Y}"
    whole = known_period(first, last)
    return f"за {whole.title}" if whole else format_period(first, last)


def _block_words(report: Report) -> str:
    title = getattr(report.figures, "block_title", None)
    return f"Отраслевой блок: {title}" if title else ""


def _footer(kind: ReportKind, report: Report, about: str, moment: str) -> str:
    if not report.number:
        return f"Проект. {kind.name} {about}. Подсчитано {moment}."
    return f"{kind.name} № {report.number} {about}. Подсчитано {moment}. Контрольная сумма {report.seal}."


def _mark(kind: ReportKind, report: Report, about: str) -> str:
    if not report.number:
        return ""
    return f"{kind.name} {about}\n№ {report.number}\nКонтрольная сумма {report.seal}"


def _corner(report: Report) -> tuple[str, ...]:
    letterhead = report.letterhead
    if not letterhead.approver:
        return ()
    return (
        "УТВЕРЖДАЮ",
        letterhead.approver,
        f"________________ {letterhead.approver_name}".rstrip(),
        "«____» ______________ 20___ г.",
    )


def with_texts(report: Report, words: Mapping[str, str]) -> Report:
    """Return the report with the texts as a person has left them."""
    return replace(
        report, texts=tuple(replace(block, text=words.get(block.code, block.text)) for block in report.texts)
    )


def file_name(report: Report, ending: str) -> str:
    """Return a name for a file of the report: «Еженедельный отчёт 16.11.2026-22.11.2026.pdf»."""
    kind = find_kind(report.wish.code)
    days = _days_words(report.wish.first, report.wish.last)
    return " ".join(part for part in (kind.name, report.number, days) if part).replace("/", "-") + ending


def _days_words(first: date, last: date) -> str:
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}-{last:%d.%m.%Y}"
