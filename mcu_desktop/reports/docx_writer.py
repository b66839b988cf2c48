"""A document as DOCX, for people who edit drafts: real styles, heads that repeat, no chart but its numbers."""

import io
import textwrap
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, BinaryIO

from mcu_desktop.reports.cells import cell_text, heat_ground
from mcu_desktop.reports.docx_page import BODY, CELL, FACE, LINE, LONG_LINE, keep_whole, new_document, writable
from mcu_desktop.reports.qr_mark import qr_png
from mcu_desktop.reports.sections import (
    Bars,
    Cell,
    Document,
    Grid,
    GridColumn,
    Heading,
    NewPage,
    Section,
    Signatures,
    Words,
)

Progress = Callable[[int], None]
_INDENT = 12.5  # millimetres
_POST_LETTERS = 36  # in a line of a post beside the place for its signature
_QR_SIDE = 22


def draw_docx(document: Document, stream: BinaryIO, progress: Progress | None = None) -> None:
    """Write the document; `progress` hears per cent and may stop the work by raising."""
    file = new_document(is_landscape=document.is_landscape)
    _name_file(file, document)
    add_document(file, document, progress)
    _add_foot(file, document)
    file.save(stream)


def add_document(file: Any, document: Document, progress: Progress | None = None) -> None:
    """Add the head and the sections of a document to a file."""
    _shape_styles(file)
    _add_head(file, document)
    failed: list[str] = []
    for place, section in enumerate(document.sections):
        if progress is not None:
            progress(place * 99 // len(document.sections))
        _add_section(file, section, LONG_LINE if document.is_landscape else LINE, failed)
    if failed:
        _paragraph(file, "Не удалось напечатать сообщения: " + ", ".join(failed) + ".", "Body Text")


def _name_file(file: Any, document: Document) -> None:
    file.core_properties.title = writable(" ".join(document.title.split()))[:255]
    file.core_properties.author = writable(document.letterhead.centre or document.letterhead.administration)[:255]
    file.core_properties.language = "ru-RU"


def _shape_styles(file: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for name, size, bold in (("Title", 14, True), ("Heading 1", BODY, True), ("Body Text", BODY, False)):
        look = file.styles[name]
        look.font.name, look.font.size, look.font.bold = FACE, Pt(size), bold
        look.font.color.rgb = RGBColor(0, 0, 0)
        fonts = look.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    title = file.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    file.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    file.styles["Heading 1"].paragraph_format.space_after = Pt(4)
    body = file.styles["Body Text"].paragraph_format
    body.first_line_indent, body.space_after = Mm(_INDENT), Pt(6)
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _add_head(file: Any, document: Document) -> None:
    from docx.shared import Mm

    letterhead = document.letterhead
    if document.emblem:
        picture = file.add_paragraph()
        picture.add_run().add_picture(io.BytesIO(document.emblem), height=Mm(20))
        _centre(picture)
    for name in (letterhead.administration.upper(), letterhead.centre):
        if name:
            _centre(_paragraph(file, name, "Normal", bold=True))
    for line in document.corner:
        _paragraph(file, line, "Normal").paragraph_format.left_indent = Mm(95)
    file.add_paragraph()
    _paragraph(file, document.title, "Title")
    for line in (*document.subtitle, f"№ {document.number}" if document.number else ""):
        if line:
            _centre(_paragraph(file, line, "Normal"))
    file.add_paragraph()


def _add_section(file: Any, section: Section, width: int, failed: list[str]) -> None:
    if isinstance(section, Heading):
        _paragraph(file, section.text, "Heading 1")
    elif isinstance(section, Words):
        for line in section.text.split("\n"):
            _add_words(file, line, section.look)
    elif isinstance(section, Grid):
        _add_table(file, section.columns, section, width, failed)
    elif isinstance(section, Bars):
        columns = (GridColumn(section.title, 0.5), *(GridColumn(name, 0.5 / len(section.series), is_number=True)
                                                     for name, _ in section.series))  # fmt: skip
        rows = tuple(zip(section.labels, *(values for _, values in section.series), strict=True))
        _add_table(file, columns, Grid(section.title, columns, rows), width, failed)
    elif isinstance(section, Signatures):
        _add_signatures(file, section)
    elif isinstance(section, NewPage):
        file.add_page_break()


def _add_words(file: Any, line: str, look: str) -> None:
    paragraph = _paragraph(file, line, "Body Text" if look == "body" else "Normal")
    if look == "centre":
        _centre(paragraph)


def _add_table(file: Any, columns: Sequence[GridColumn], grid: Grid, width: int, failed: list[str]) -> None:
    """Add the rows by copying one ready row: the library's own way costs the square of their number."""
    from docx.shared import Mm, Pt

    table = file.add_table(rows=2, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, known in zip(table.columns, columns, strict=True):
        column.width = Mm(width * known.share)
    head, pattern = table.rows
    for row, is_head in ((head, True), (pattern, False)):
        keep_whole(row._tr, repeats=is_head)  # noqa: SLF001 -- the library has no word for it
        for cell, known in zip(row.cells, columns, strict=True):
            cell.width = Mm(width * known.share)
            run = cell.paragraphs[0].add_run(writable(known.title) if is_head else "")
            run.font.size, run.bold = Pt(CELL - 1), is_head
            if is_head or known.is_number:
                _align(cell.paragraphs[0], is_head=is_head)
    ready = pattern._tr  # noqa: SLF001 -- the library has no word for it
    table._tbl.remove(ready)  # noqa: SLF001 -- the library has no word for it
    last = len(grid.rows) - 1 if grid.has_total else -1
    for place, cells in enumerate(grid.rows):
        key = grid.keys[place] if grid.keys else ""
        row = deepcopy(ready)
        _fill(row, _texts(cells, key, failed), is_bold=place == last)
        if grid.heat:
            _shade(row, grid.heat[place])
        table._tbl.append(row)  # noqa: SLF001 -- the library has no word for it
    _paragraph(file, "", "Normal")


def _texts(cells: Sequence[Cell], key: str, failed: list[str]) -> list[str]:
    try:
        return [writable(cell_text(cell)) for cell in cells]
    except Exception:
        if not key:
            raise
        failed.append(key)
        return [f"[сообщение № {key} не удалось напечатать]", *("" for _ in cells[1:])]


def _fill(row: Any, texts: Sequence[str], *, is_bold: bool) -> None:
    from docx.oxml import OxmlElement

    for cell, text in zip(row.tc_lst, texts, strict=True):
        run = cell.p_lst[0].r_lst[0]
        run.text = text
        if is_bold:
            run.get_or_add_rPr().insert(0, OxmlElement("w:b"))  # the schema wants it before the size


def _shade(row: Any, heat: Sequence[float]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for cell, share in zip(row.tc_lst, heat, strict=True):
        ground = heat_ground(share)
        if ground:
            shading = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
                shading.set(qn(f"w:{name}"), value)
            cell.get_or_add_tcPr().append(shading)


def _add_signatures(file: Any, signatures: Signatures) -> None:
    from docx.shared import Mm, Pt

    _keep_with_next(file)
    for post, name in signatures.lines:
        lines = [part for line in post.split("\n") for part in textwrap.wrap(line, _POST_LETTERS)]
        paragraph = _paragraph(file, "\n".join(lines) + f"\t____________________\t{name}", "Normal")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(85))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(134))
        paragraph.paragraph_format.space_before = Pt(28)


def _keep_with_next(file: Any) -> None:
    """Let the last row or words go to the next page with what follows: a signature alone on a page signs nothing."""
    from docx.oxml.ns import qn

    last = file.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    before = last._p.getprevious()  # noqa: SLF001 -- the library has no word for it
    if before is not None and before.tag == qn("w:tbl"):
        for cell in before.tr_lst[-1].tc_lst:
            for paragraph in cell.p_lst:
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _add_foot(file: Any, document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    section = file.sections[0]
    for footer in (section.footer, section.first_page_footer):
        run = footer.paragraphs[0].add_run(writable(document.footer))
        run.font.size = Pt(8)
    if document.mark:
        paragraph = section.first_page_footer.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run().add_picture(io.BytesIO(qr_png(document.mark)), width=Mm(_QR_SIDE))


def _paragraph(file: Any, text: str, look: str, *, bold: bool = False) -> Any:
    paragraph = file.add_paragraph(style=look)
    run = paragraph.add_run(writable(text))
    if bold:
        run.bold = True
    return paragraph


def _centre(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _align(paragraph: Any, *, is_head: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_head else WD_ALIGN_PARAGRAPH.RIGHT
