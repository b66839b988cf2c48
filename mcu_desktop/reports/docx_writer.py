"""A document as DOCX, for people who edit drafts: real styles, and the same charts as pictures."""

import io
from typing import Any, BinaryIO

from mcu_desktop.reports.charts import chart_png
from mcu_desktop.reports.docx_page import (
    LINE,
    LONG_LINE,
    NOTE_STYLE,
    add_foot,
    centre,
    new_document,
    put_text,
    writable,
)
from mcu_desktop.reports.docx_table import add_signatures, add_table
from mcu_desktop.reports.paragraphs import MM
from mcu_desktop.reports.qr_mark import qr_png
from mcu_desktop.reports.sections import Document, Grid, Heading, NewPage, Section, Signatures, Words
from mcu_desktop.reports.writing import Progress
from mcu_desktop.rules.chart import Chart

_EMBLEM_HEIGHT, _CORNER_INDENT = 20, 95  # millimetres
_STYLES = {"body": "Body Text", "small": NOTE_STYLE}


def draw_docx(document: Document, stream: BinaryIO, progress: Progress | None = None) -> None:
    """Write the document; `progress` hears per cent and may stop the work by raising."""
    file = new_document(is_landscape=document.is_landscape)
    _name_file(file, document)
    add_document(file, document, progress)
    add_foot(file, document.footer, qr_png(document.mark) if document.mark else b"", _width(document))
    file.save(stream)


def add_document(file: Any, document: Document, progress: Progress | None = None) -> None:
    """Add the head and the sections of a document to a file."""
    _add_head(file, document)
    failed: list[str] = []
    for place, section in enumerate(document.sections):
        if progress is not None:
            progress(place * 99 // len(document.sections))
        _add_section(file, section, _width(document), failed)
    if failed:
        _paragraph(file, "Не удалось напечатать сообщения: " + ", ".join(failed) + ".", "Body Text")


def _width(document: Document) -> int:
    return LONG_LINE if document.is_landscape else LINE


def _name_file(file: Any, document: Document) -> None:
    named = file.core_properties
    named.title = writable(" ".join(document.title.split()))[:255]
    named.author = named.last_modified_by = writable(document.letterhead.name)[:255]
    named.created = named.modified = document.made_at.replace(tzinfo=None)
    named.comments, named.language = "", "ru-RU"


def _add_head(file: Any, document: Document) -> None:
    from docx.shared import Mm

    letterhead = document.letterhead
    if document.emblem:
        picture = file.add_paragraph()
        picture.add_run().add_picture(io.BytesIO(document.emblem), height=Mm(_EMBLEM_HEIGHT))
        centre(picture)
    for name in (letterhead.administration.upper(), letterhead.centre):
        if name:
            line = _paragraph(file, name, "Normal")
            line.runs[0].bold = True
            centre(line)
    if document.corner and letterhead.name:
        file.add_paragraph()
    for words in document.corner:
        _paragraph(file, words, "Normal").paragraph_format.left_indent = Mm(_CORNER_INDENT)
    file.add_paragraph()
    _paragraph(file, document.title, "Title")
    for words in (*document.subtitle, f"№ {document.number}" if document.number else ""):
        if words:
            centre(_paragraph(file, words, "Normal"))
    file.add_paragraph()


def _add_section(file: Any, section: Section, width: int, failed: list[str]) -> None:
    if isinstance(section, Heading):
        _paragraph(file, section.text, "Heading 1")
    elif isinstance(section, Words):
        for line in section.text.split("\n"):
            _add_words(file, line, section.look)
    elif isinstance(section, Grid):
        add_table(file, section, width, failed)
    elif isinstance(section, Chart):
        _add_chart(file, section, width)
    elif isinstance(section, Signatures):
        add_signatures(file, section, width)
    elif isinstance(section, NewPage):
        file.add_page_break()


def _add_words(file: Any, line: str, look: str) -> None:
    paragraph = _paragraph(file, line, _STYLES.get(look, "Normal"))
    if look == "centre":
        centre(paragraph)


def _add_chart(file: Any, chart: Chart, width: int) -> None:
    """Add the drawing of the PDF; who cannot see it hears its figures."""
    from docx.shared import Mm

    picture = file.add_paragraph().add_run().add_picture(io.BytesIO(chart_png(chart, width * MM)), width=Mm(width))
    said = (chart.words(one, place) for one in range(len(chart.series)) for place in range(len(chart.labels)))
    properties = picture._inline.docPr  # noqa: SLF001 -- the library has no word for it
    properties.set("descr", writable(" ".join(f"{chart.title}: {'; '.join(said)}".split())))


def _paragraph(file: Any, text: str, look: str) -> Any:
    paragraph = file.add_paragraph(style=look)
    put_text(paragraph.add_run()._r, text)  # noqa: SLF001 -- the library has no word for it
    return paragraph
