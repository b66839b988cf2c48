"""A draft order «О внесении изменений в распоряжение …», made of the difference of two editions."""

from collections.abc import Iterator
from pathlib import Path

from mcu_desktop.reports.docx_page import new_document, writable
from mcu_desktop.reports.docx_writer import add_document
from mcu_desktop.reports.roster_document import RosterDocument
from mcu_desktop.reports.writing import write_whole
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import Edition, RosterRow, compare
from mcu_desktop.rules.terms import GrammaticalCase, Role
from mcu_desktop.text.declension import NO_FORMS, Forms, decline_name, decline_title

_INDENT = 12.5  # millimetres
_HIGH_POSTS = ("Глава", "Первый")  # the decree writes «возложить на Первого заместителя Главы …»


def order_points(before: Edition, after: Edition, forms: Forms = NO_FORMS) -> tuple[str, ...]:
    """Return the changes as an order states them; `forms` are names that people have declined themselves."""
    found = compare(before.rows, after.rows)
    if found.is_empty:
        raise UserFacingError("Состав не изменился: вносить в распоряжение нечего. Файл не записан.")
    points = [
        *(f"вывести из состава МЦУ {_whom(row, forms)};" for row in found.removed),
        *(_including(row, forms) for row in found.added),
        *(point for pair in found.changed for point in _changes(*pair, forms)),
    ]
    if found.moved:
        points.append("изменить порядок строк в соответствии с приложением;")
    return (*points, "изложить Приложение 2 в новой редакции (прилагается).")


def write_amending_order(before: RosterDocument, after: RosterDocument, path: Path, forms: Forms = NO_FORMS) -> Path:
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
    for line in _body(before, after, points, forms):
        paragraph = file.add_paragraph(writable(line))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(_INDENT)
    paragraph.paragraph_format.keep_with_next = True  # a signature alone on a page signs nothing
    signature = file.add_paragraph(writable(f"\n\n{after.signer}\t{after.head_name}"))
    signature.paragraph_format.tab_stops.add_tab_stop(Mm(130))
    file.add_page_break()
    add_document(file, after.document())
    return write_whole(path, file.save, "Документ")


def _body(before: RosterDocument, after: RosterDocument, points: tuple[str, ...], forms: Forms) -> Iterator[str]:
    yield f"1. Внести в Приложение 2 к распоряжению {_named(before)} следующие изменения:"
    yield from (f"{place}) {point}" for place, point in enumerate(points, 1))
    site = f" муниципального образования {after.municipality}" if after.municipality else ""
    yield (
        f"2. Настоящее распоряжение вступает в силу с {after.edition.valid_from:%d.%m.%Y}, подлежит размещению на "
        f"официальном сайте{site} в информационно-телекоммуникационной сети «Интернет»."
    )
    yield f"3. Контроль за исполнением настоящего распоряжения возложить на {_controller(after.edition, forms)}"


def _controller(edition: Edition, forms: Forms) -> str:
    """Return who watches over the order, as the decree has it: the curator of the new edition."""
    curators = (row for row in edition.rows if row.full_name and any(g.role is Role.CURATOR for g in row.grants))
    curator = next(curators, None)
    if curator is None:
        return "____________________."
    family, *others = _declined(curator.full_name, GrammaticalCase.ACCUSATIVE, forms).split()
    initials = "".join(f"{name[0]}." for name in others)
    return f"{_post(curator.job_title, forms)} {family} {initials}".strip().rstrip(".") + "."


def _named(document: RosterDocument) -> str:
    return f"{document.of_administration} {document.order}".strip()


def _including(row: RosterRow, forms: Forms) -> str:
    if not row.full_name:
        return f"предусмотреть в составе МЦУ вакансию: «{row.job_title}», роль: «{row.role_text}»;"
    return f"включить в состав МЦУ {_whom(row, forms)}, определив роль: «{row.role_text}»;"


def _whom(row: RosterRow, forms: Forms) -> str:
    if not row.full_name:
        return f"вакансию «{row.job_title}»"
    name, title = _declined(row.full_name, GrammaticalCase.ACCUSATIVE, forms), _post(row.job_title, forms)
    return f"{name}, {title}" if title else name


def _post(job_title: str, forms: Forms) -> str:
    """Return a post in the accusative as it stands within a sentence."""
    kept = forms.get((job_title, GrammaticalCase.ACCUSATIVE))
    title = kept or decline_title(job_title, GrammaticalCase.ACCUSATIVE)
    return title if kept or job_title.startswith(_HIGH_POSTS) else title[:1].lower() + title[1:]


def _declined(full_name: str, case: GrammaticalCase, forms: Forms) -> str:
    return forms.get((full_name, case)) or decline_name(full_name, case)


def _changes(before: RosterRow, after: RosterRow, forms: Forms) -> Iterator[str]:
    whose = _declined(after.full_name, GrammaticalCase.GENITIVE, forms) or "по вакансии"
    if before.full_name != after.full_name:
        yield f"слова «{before.full_name}» заменить словами «{after.full_name}»;"
    if before.job_title != after.job_title:
        yield f"должность {whose} изложить в следующей редакции: «{after.job_title}»;"
    if before.role_text != after.role_text:
        yield f"роль {whose} изложить в следующей редакции: «{after.role_text}»;"
