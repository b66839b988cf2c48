"""Tables and signature lines of a DOCX: whole rows, heads that repeat, nothing left alone on the last page."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from mcu_desktop.reports.cells import cell_text, heat_ground
from mcu_desktop.reports.docx_page import CELL, put_text
from mcu_desktop.reports.paragraphs import MM, broken_words, style
from mcu_desktop.reports.sections import Cell, Grid, Signatures

_HEAD_GROUND = "E8EDF3"
_SIDE, _ABOVE = 80, 40  # twentieths of a point around the words of a cell
_ROOM_BESIDE = 2 * _SIDE / 20
_SIGNED_AFTER, _AFTER = 28, 4  # points above a signature, and under a table
_WITH_BELOW = 2  # rows that go on to the next page with what stands below the table
_SIGNATURE = (0.42, 0.32, 0.26)  # shares of the line: post, line to sign on, name


def add_table(file: Any, grid: Grid, width: int, failed: list[str]) -> None:
    """Add the rows by copying one ready row: the library's own way costs the square of their number.

    `width` is the line in millimetres; `failed` gathers the keys of rows that could not be written.
    """
    table = _empty_table(file, [column.share for column in grid.columns], width, rows=2)
    head, pattern = table.rows
    rooms = [column.share * width * MM - _ROOM_BESIDE for column in grid.columns]
    for row, is_head in ((head, True), (pattern, False)):
        _keep_whole(row._tr, repeats=is_head)  # noqa: SLF001 -- the library has no word for it
        for cell, known, room in zip(row.cells, grid.columns, rooms, strict=True):
            _shape_cell(cell, is_head=is_head, is_number=known.is_number)
            if is_head:
                put_text(cell.paragraphs[0].runs[0]._r, broken_words(known.title, style("head"), room))  # noqa: SLF001 -- as above
    ready = pattern._tr  # noqa: SLF001 -- the library has no word for it
    table._tbl.remove(ready)  # noqa: SLF001 -- the library has no word for it
    last = len(grid.rows) - 1 if grid.has_total else -1
    for place, cells in enumerate(grid.rows):
        row = deepcopy(ready)
        _fill(row, _texts(cells, rooms, grid.keys[place] if grid.keys else "", failed), is_bold=place == last)
        for cell, ground in zip(row.tc_lst, map(heat_ground, grid.heat[place] if grid.heat else ()), strict=False):
            _shade(cell, ground)
        table._tbl.append(row)  # noqa: SLF001 -- the library has no word for it
    if len(grid.rows) > 1:
        _keep_with_next(table.rows[1])
    _part(file)


def add_signatures(file: Any, signatures: Signatures, width: int) -> None:
    """Add lines to sign on, on the page of what stands above them."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Pt

    if not signatures.lines:
        return
    _keep_with_below(file)
    table = _empty_table(file, _SIGNATURE, width, rows=len(signatures.lines), look="Normal Table")
    for row, (post, name) in zip(table.rows, signatures.lines, strict=True):
        _keep_whole(row._tr, repeats=False)  # noqa: SLF001 -- the library has no word for it
        for cell, text in zip(row.cells, (post, "_" * 20, name), strict=True):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(_SIGNED_AFTER)
            paragraph.paragraph_format.keep_with_next = True
            put_text(paragraph.add_run()._r, text)  # noqa: SLF001 -- the library has no word for it
    _part(file)


def _empty_table(file: Any, shares: Sequence[float], width: int, *, rows: int, look: str = "Table Grid") -> Any:
    """Add a table as wide as the line; in the middle its edges are those of the text in every word processor."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = file.add_table(rows=rows, cols=len(shares), style=look)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr  # noqa: SLF001 -- the library has no word for it
    whole = properties.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(Mm(width).twips))
    properties.find(qn("w:tblLayout")).addnext(_margins(is_framed=look == "Table Grid"))
    for place, share in enumerate(shares):
        table.columns[place].width = Mm(width * share)
        for cell in table.column_cells(place):
            cell.width = Mm(width * share)
    return table


def _margins(*, is_framed: bool) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", _ABOVE), ("left", _SIDE), ("bottom", _ABOVE), ("right", _SIDE)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room if is_framed else 0))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _keep_whole(row: Any, *, repeats: bool) -> None:
    """Let a row stand on one page, and the head on each; `row` is the element."""
    from docx.oxml import OxmlElement

    properties = row.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if repeats else ())):
        properties.append(OxmlElement(name))


def _shape_cell(cell: Any, *, is_head: bool, is_number: bool) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    run = paragraph.add_run("")
    run.font.size = Pt(CELL)
    if is_head:
        run.bold = True
        paragraph.paragraph_format.keep_with_next = True
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _shade(cell._tc, _HEAD_GROUND)  # noqa: SLF001 -- the library has no word for it
    if is_head or is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_head else WD_ALIGN_PARAGRAPH.RIGHT


def _texts(cells: Sequence[Cell], rooms: Sequence[float], key: str, failed: list[str]) -> list[str]:
    try:
        return [broken_words(cell_text(cell), style("cell"), room) for cell, room in zip(cells, rooms, strict=True)]
    except Exception:
        if not key:
            raise
        failed.append(key)
        return [f"[сообщение № {key} не удалось напечатать]", *("" for _ in cells[1:])]


def _fill(row: Any, texts: Sequence[str], *, is_bold: bool) -> None:
    from docx.oxml import OxmlElement

    for cell, text in zip(row.tc_lst, texts, strict=True):
        run = cell.p_lst[0].r_lst[0]
        put_text(run, text)
        if is_bold:
            run.get_or_add_rPr().insert(0, OxmlElement("w:b"))  # the schema wants it before the size


def _shade(cell: Any, ground: str) -> None:
    """Colour the ground of a cell, the element, where it is not white."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if not ground:
        return
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shading.set(qn(f"w:{name}"), value)
    properties = cell.get_or_add_tcPr()
    aligned = properties.xpath("./w:vAlign")
    if aligned:
        aligned[0].addprevious(shading)  # the schema wants it before
    else:
        properties.append(shading)


def _part(file: Any) -> None:
    """Add the empty line without which two tables are one."""
    from docx.shared import Pt

    gap = file.add_paragraph().paragraph_format
    gap.line_spacing = Pt(_AFTER)


def _keep_with_next(row: Any) -> None:
    for paragraph in (paragraph for cell in row.cells for paragraph in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def _keep_with_below(file: Any) -> None:
    """Let the end of what is written go on to the next page with what follows."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for part in reversed(list(file.iter_inner_content())):
        if isinstance(part, Table):
            for row in part.rows[-_WITH_BELOW:]:
                _keep_with_next(row)
            return
        if isinstance(part, Paragraph):
            part.paragraph_format.keep_with_next = True
            if part.text:
                return
