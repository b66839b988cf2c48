"""Приложение 2 as a DOCX in the decree's form, for people who edit drafts."""

import unicodedata
from pathlib import Path
from typing import Any

from mcu_desktop.reports.roster_document import HEAD, WIDTHS, RosterDocument
from mcu_desktop.reports.writing import write_whole

_FACE = "Times New Roman"  # on every workstation; Liberation Serif has its measures
_LINE = 180  # millimetres: A4 less the margins of 20 and 10
_BODY, _CELL = 13, 12  # points


def write_roster_docx(document: RosterDocument, path: Path) -> Path:
    """Write the annex whole or raise UserFacingError and keep the old file."""
    file = new_document()
    add_roster(file, document)
    return write_whole(path, file.save, "Документ")


def new_document() -> Any:
    """Return an empty A4 document with the margins of ГОСТ Р 7.0.97-2025."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)  # the library's own is Letter
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    look = file.styles["Normal"]
    look.font.name, look.font.size = _FACE, Pt(_BODY)
    look.element.rPr.rFonts.set(qn("w:eastAsia"), _FACE)
    look.paragraph_format.space_after = Pt(0)
    _number_pages(section)
    return file


def add_roster(file: Any, document: RosterDocument) -> None:
    """Add the annex to a document."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    for line in document.mark:
        file.add_paragraph(writable(line)).paragraph_format.left_indent = Mm(95)
    file.add_paragraph()
    for line in document.title:
        paragraph = file.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(writable(line)).bold = True
    file.add_paragraph()
    table = file.add_table(rows=0, cols=len(HEAD), style="Table Grid")
    table.autofit = False
    for column, share in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(_LINE * share)
    for place, texts in enumerate((HEAD, *document.cells)):
        row = table.add_row()
        _keep_whole(row, repeats=place == 0)
        for cell, text, share in zip(row.cells, texts, WIDTHS, strict=True):
            cell.width = Mm(_LINE * share)
            run = cell.paragraphs[0].add_run(writable(text))
            run.font.size, run.bold = Pt(_CELL), place == 0
    file.add_paragraph()
    signature = file.add_paragraph(writable(f"{document.signer}\t{document.head_name}"))
    signature.paragraph_format.tab_stops.add_tab_stop(Mm(130))
    signature.paragraph_format.space_before = Pt(24)


def writable(text: str) -> str:
    """Return a text without the signs that a document of XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"})


def _number_pages(section: Any) -> None:
    """Number the pages at the top, in the middle, from the second on."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 -- the library has no word for it


def _keep_whole(row: Any, *, repeats: bool) -> None:
    """Let a row stand on one page, and the head on each."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- the library has no word for it
    for name in ("w:cantSplit", *(("w:tblHeader",) if repeats else ())):
        properties.append(OxmlElement(name))
