"""What a DOCX of the centre stands on: A4, margins and faces of ГОСТ Р 7.0.97-2025, styles, page numbers, the foot."""

import io
import unicodedata
from typing import Any

from mcu_desktop.text.hyphens import SOFT_HYPHEN

FACE = "Times New Roman"  # on every workstation; Liberation Serif has its measures
LINE = 180  # millimetres: A4 less the margins of 20 and 10
LONG_LINE = 267  # of a landscape sheet
BODY, NOTE, CELL, FOOT = 13, 10.5, 10.5, 8  # points
NOTE_STYLE = "Примечание"
_INDENT = 12.5  # millimetres
_QR_SIDE, _QR_COLUMN = 22, 26
_PAGE_EDGE = 6  # from the edge of the sheet to the foot; what printers leave white is less


def new_document(*, is_landscape: bool = False) -> Any:
    """Return an empty A4 document with the margins of ГОСТ Р 7.0.97-2025, in Russian."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    file = Document()
    section = file.sections[0]
    sides = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))  # the library's own is Letter
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance, section.footer_distance = Mm(10), Mm(_PAGE_EDGE)
    _shape_styles(file)
    _speak_russian(file)
    _number_pages(section)
    return file


def writable(text: str) -> str:
    """Return a text without the signs that a document of XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"})


def put_text(run: Any, text: str) -> None:
    """Put a text into a run, the element; a soft hyphen has an element of its own: as a sign Word would draw it."""
    from docx.oxml import OxmlElement

    first, *others = writable(text).split(SOFT_HYPHEN)
    run.text = first
    for part in others:
        run.append(OxmlElement("w:softHyphen"))
        if part:
            run.add_t(part)


def centre(paragraph: Any) -> None:
    """Put a paragraph into the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_foot(file: Any, footer: str, mark: bytes, width: int) -> None:
    """Put the footer under each page, and a picture of the QR code at the bottom right of the first one."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    section = file.sections[0]
    _small(section.footer.paragraphs[0].add_run(writable(footer)))
    last = section.first_page_footer.paragraphs[0]
    if not mark:
        _small(last.add_run(writable(footer)))
        return
    table = section.first_page_footer.add_table(1, 2, Mm(width))
    table.autofit = False
    for column, cell, side in zip(table.columns, table.rows[0].cells, (width - _QR_COLUMN, _QR_COLUMN), strict=True):
        column.width = cell.width = Mm(side)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    words, picture = (cell.paragraphs[0] for cell in table.rows[0].cells)
    _small(words.add_run(writable(footer)))
    picture.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    picture.add_run().add_picture(io.BytesIO(mark), width=Mm(_QR_SIDE))
    table._tbl.addnext(last._p)  # noqa: SLF001 -- a table must not be the last of a footer
    last.paragraph_format.line_spacing = Pt(1)


def _small(run: Any) -> None:
    from docx.shared import Pt

    run.font.size = Pt(FOOT)


def _shape_styles(file: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    styles = file.styles
    note = styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    for look, size, bold in (
        (styles["Normal"], BODY, None), (styles["Title"], 14, True), (styles["Heading 1"], BODY, True),
        (styles["Body Text"], BODY, False), (note, NOTE, False),
    ):  # fmt: skip
        _set_face(look, size, bold=bold)
        look.paragraph_format.space_after = Pt(0)
        look.paragraph_format.line_spacing = 1.0
    title = styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _drop(title, "w:pBdr", "w:spacing[@w:val]", "w:kern")
    heading = styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after = Pt(12), Pt(4)
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(3), Pt(6)
    body = styles["Body Text"].paragraph_format
    body.first_line_indent, body.space_after, body.line_spacing = Mm(_INDENT), Pt(6), 1.15
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _set_face(look: Any, size: float, *, bold: bool | None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    look.font.name, look.font.size, look.font.bold = FACE, Pt(size), bold
    look.font.color.rgb = RGBColor(0, 0, 0)
    fonts = look.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FACE)


def _drop(look: Any, *paths: str) -> None:
    for path in paths:
        for found in look.element.xpath(f".//{path}"):
            found.getparent().remove(found)


def _speak_russian(file: Any) -> None:
    """Let a word processor spell and break the words as Russian ones; the library's own language is English."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for language in file.styles.element.xpath("./w:docDefaults//w:lang"):
        language.set(qn("w:val"), "ru-RU")
    breaking = OxmlElement("w:autoHyphenation")
    file.settings.element.xpath("./w:defaultTabStop")[0].addnext(breaking)  # the schema wants it there


def _number_pages(section: Any) -> None:
    """Number the pages at the top, in the middle, from the second on."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    centre(paragraph)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 -- the library has no word for it
