"""From a wish to a counted report, and from it to a document."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mcu_desktop.queries.letterhead import read_emblem, read_letterhead
from mcu_desktop.queries.report_kind import ReportKind
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports.case_sheet import CaseSheet
from mcu_desktop.reports.daily_figures import DailyFigures
from mcu_desktop.reports.period_figures import PeriodFigures
from mcu_desktop.reports.report import Report, ReportWish
from mcu_desktop.reports.sections import Document, Signatures
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.periods import Period, said_period
from mcu_desktop.rules.report_periods import PeriodKind
from mcu_desktop.rules.russian import format_moment
from mcu_desktop.store.reading import Reader


def make_report(reader: Reader, wish: ReportWish, *, now: datetime, zone: ZoneInfo) -> Report:
    """Count the figures of a report and draft its texts; `UserFacingError` where something is not said."""
    kind = find_kind(wish.code)
    _check(kind, wish)
    figures = kind.read(reader, wish, now, zone)
    letterhead = read_letterhead(reader, wish.last)
    texts = kind.drawing().texts(figures)
    return Report(wish, now, zone.key, letterhead, figures, texts, emblem=read_emblem(reader, letterhead))


def _check(kind: ReportKind, wish: ReportWish) -> None:
    said_period(wish.first, wish.last, "Отчёт не составлен.")
    if kind.needs_block and wish.block is None:
        raise UserFacingError(f"{kind.name}: выберите отраслевой блок. Отчёт не составлен.")
    if wish.block is not None and not (kind.takes_block or kind.needs_block):
        raise UserFacingError(f"{kind.name} составляется по всем блокам сразу. Отчёт не составлен.")
    if kind.subject and not wish.subject.strip():
        raise UserFacingError(f"{kind.name}: укажите {kind.subject}. Отчёт не составлен.")


def document_of(report: Report) -> Document:
    """Return the report as a document; equal reports give equal documents."""
    kind = find_kind(report.wish.code)
    drawing = kind.drawing()
    if drawing.document is not None:
        return drawing.document(report.figures)
    sections = tuple(drawing.sections(report.figures, report.words))
    if kind.is_signed:
        sections = (*sections, Signatures(report.letterhead.signers))
    moment = format_moment(report.counted_at, ZoneInfo(report.zone_name))
    about = period_words(kind, report)
    return Document(
        title=kind.title,
        subtitle=tuple(line for line in _subtitle(kind, report, about, moment) if line),
        letterhead=report.letterhead,
        sections=sections,
        footer=_footer(kind, report, about, moment),
        corner=_corner(report) if kind.is_signed else (),
        number=report.number,
        mark=_mark(kind, report, about),
        has_contents=kind.has_contents,
        is_landscape=kind.is_landscape,
        emblem=report.emblem,
        made_at=report.counted_at.astimezone(UTC),
    )


def _subtitle(kind: ReportKind, report: Report, about: str, moment: str) -> tuple[str, ...]:
    said = "" if kind.period is PeriodKind.ON_DAY else about  # the moment of counting says it better
    return said, _about(report), f"по данным на {moment}"


def period_words(kind: ReportKind, report: Report) -> str:
    """Return the days as the title says them: «за октябрь 2026 года», «с 16 по 22 ноября 2026 года»."""
    if kind.period is PeriodKind.ON_DAY:
        return f"на {report.wish.last:%d.%m.%Y}"
    words = Period(report.wish.first, report.wish.last).words()
    return words if words.startswith(("с ", "за ")) else f"за {words}"


def _about(report: Report) -> str:
    """Return what the report is of, beside its days: a block, or a case."""
    figures = report.figures
    if isinstance(figures, CaseSheet):
        return f"сообщение № {figures.number}"
    is_of_block = isinstance(figures, PeriodFigures | DailyFigures) and figures.block_title
    return f"Отраслевой блок: {figures.block_title}" if is_of_block else ""


def _footer(kind: ReportKind, report: Report, about: str, moment: str) -> str:
    if not report.number:
        return f"Проект. {kind.name} {about}. Подсчитано {moment}."
    said = (
        f"{kind.name} № {report.number} {about}",
        f"Подсчитано {moment}",
        f"Контрольная сумма {report.seal}",
        report.journal,
    )
    return ". ".join(part for part in said if part) + "."


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
