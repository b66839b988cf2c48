"""What a DOCX of the centre stands on: A4, margins and faces of ГОСТ Р 7.0.97-2025, page numbers, whole rows."""

import unicodedata
from typing import Any

FACE = "Times New Roman"  # on every workstation; Liberation Serif has its measures
LINE = 180  # millimetres: A4 less the margins of 20 and 10
LONG_LINE = 267  # of a landscape sheet
BODY, CELL = 13, 12  # points


def new_document(*, is_landscape: bool = False) -> Any:
    """Return an empty A4 document with the margins of ГОСТ Р 7.0.97-2025."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    file = Document()
    section = file.sections[0]
    sides = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))  # the library's own is Letter
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    look = file.styles["Normal"]
    look.font.name, look.font.size = FACE, Pt(BODY)
    look.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    look.paragraph_format.space_after = Pt(0)
    _number_pages(section)
    return file


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


def keep_whole(row: Any, *, repeats: bool) -> None:
    """Let a row stand on one page, and the head on each; `row` is the element."""
    from docx.oxml import OxmlElement

    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if repeats else ())):
        properties.append(OxmlElement(name))
