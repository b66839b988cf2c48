"""Reports that were issued: the list of them, and each as it was."""

from dataclasses import dataclass, replace
from datetime import datetime

from mcu_desktop.queries.letterhead import read_emblem
from mcu_desktop.queries.report_kinds import find_kind
from mcu_desktop.reports.kept_report import kept_report, kept_wish
from mcu_desktop.reports.report import Report, content_seal
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.reading import Reader, as_moment

_MOST = 500


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One issued report in the list; the moment is UTC."""

    issued_id: int
    number: str
    title: str
    issued_at: datetime
    actor: str
    seal: str


def read_issued_lines(reader: Reader) -> tuple[IssuedLine, ...]:
    """Return the last issued reports, the newest first."""
    rows = reader.rows(
        "SELECT id, number, title, issued_at, actor, seal FROM issued_reports ORDER BY issued_at DESC, id DESC"
        " LIMIT :most",
        most=_MOST,
    )
    return tuple(IssuedLine(row[0], row[1], row[2], as_moment(row[3]), row[4], row[5]) for row in rows)


def read_issued_report(reader: Reader, issued_id: int) -> Report:
    """Return a report as it was issued; `UserFacingError` where what is kept is not what was issued."""
    rows = reader.rows(
        "SELECT number, content, texts, counted_at, seal FROM issued_reports WHERE id = :issued_id",
        issued_id=issued_id,
    )
    if not rows:
        raise UserFacingError("Этого отчёта в хранилище нет.")
    number, content, texts, counted_at, seal = rows[0]
    report = kept_report(
        content,
        texts,
        figures=find_kind(kept_wish(content).code).drawing().figures,
        counted_at=as_moment(counted_at),
        number=number,
        seal=seal,
    )
    if content_seal(report) != seal:
        raise UserFacingError(
            f"Отчёт № {number} после выдачи изменили в обход программы: контрольная сумма не сходится. "
            "Он не показан. Сообщите администратору и составьте отчёт заново."
        )
    return replace(report, emblem=read_emblem(reader, report.letterhead))
