"""A draft order «О внесении изменений в распоряжение …», made of the difference of two editions."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from mcu_desktop.reports.docx_page import new_document, writable
from mcu_desktop.reports.docx_writer import add_document
from mcu_desktop.reports.roster_document import RosterDocument
from mcu_desktop.reports.writing import write_whole
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import VACANCY, Edition, RosterRow, compare
from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.text.declension import decline_name, decline_title

Forms = Mapping[tuple[str, GrammaticalCase], str]
_NO_FORMS: Forms = {}
_INDENT = 12.5  # millimetres


def order_points(before: Edition, after: Edition, forms: Forms = _NO_FORMS) -> tuple[str, ...]:
    """Return the changes as an order states them; `forms` are names that people have declined themselves."""
    found = compare(before.rows, after.rows)
    if found.is_empty:
        raise UserFacingError("Состав не изменился: вносить в распоряжение нечего. Файл не записан.")
    points = [
        *(f"вывести из состава МЦУ {_whom(row, forms)};" for row in found.removed),
        *(f"включить в состав МЦУ {_whom(row, forms)}, определив роль: «{row.role_text}»;" for row in found.added),
        *(point for pair in found.changed for point in _changes(*pair, forms)),
    ]
    if found.moved:
        points.append("изменить порядок строк в соответствии с приложением;")
    return (*points[:-1], points[-1].rstrip(";") + ".")


def write_amending_order(before: RosterDocument, after: RosterDocument, path: Path, forms: Forms = _NO_FORMS) -> Path:
    """Write the draft with the annex in its new edition; `UserFacingError` where nothing has changed.

    The order that is changed is named as it was called in its day.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    points = order_points(before.edition, after.edition, forms)
    file = new_document()
    for line in (after.administration.upper(), "РАСПОРЯЖЕНИЕ", ""):
        paragraph = file.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(writable(line)).bold = True
    file.add_paragraph("от ______________\t№ ________").paragraph_format.tab_stops.add_tab_stop(Mm(130))
    heading = file.add_paragraph(writable(f"\nО внесении изменений в распоряжение {_named(before)}\n"))
    heading.paragraph_format.right_indent = Mm(80)
    for line in _body(before, after, points):
        paragraph = file.add_paragraph(writable(line))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(_INDENT)
    signature = file.add_paragraph(writable(f"\n\n{after.signer}\t{after.head_name}"))
    signature.paragraph_format.tab_stops.add_tab_stop(Mm(130))
    file.add_page_break()
    add_document(file, after.document())
    return write_whole(path, file.save, "Документ")


def _body(before: RosterDocument, after: RosterDocument, points: tuple[str, ...]) -> Iterator[str]:
    yield f"1. Внести в Приложение 2 к распоряжению {_named(before)} следующие изменения:"
    yield from (f"{place}) {point}" for place, point in enumerate(points, 1))
    yield "2. Изложить Приложение 2 в новой редакции (прилагается)."
    yield f"3. Настоящее распоряжение вступает в силу с {after.edition.valid_from:%d.%m.%Y}."


def _named(document: RosterDocument) -> str:
    return f"{document.of_administration} {document.order}".strip()


def _whom(row: RosterRow, forms: Forms) -> str:
    if not row.full_name:
        return f"вакансию ({row.job_title})"
    name = _declined(row.full_name, GrammaticalCase.ACCUSATIVE, forms)
    title = decline_title(row.job_title, GrammaticalCase.ACCUSATIVE)
    return f"{name}, {title}" if title else name


def _declined(full_name: str, case: GrammaticalCase, forms: Forms) -> str:
    return forms.get((full_name, case)) or decline_name(full_name, case)


def _changes(before: RosterRow, after: RosterRow, forms: Forms) -> Iterator[str]:
    whose = _declined(before.full_name, GrammaticalCase.GENITIVE, forms) or VACANCY
    if before.full_name != after.full_name:
        yield f"слова «{before.full_name or VACANCY}» заменить словами «{after.full_name or VACANCY}»;"
    if before.job_title != after.job_title:
        yield f"должность {whose} изложить в следующей редакции: «{after.job_title}»;"
    if before.role_text != after.role_text:
        yield f"роль {whose} изложить в следующей редакции: «{after.role_text}»;"
