"""People's words on paper: never markup, never a glyph that vanishes, never too long for a page."""

import unicodedata
from typing import Any
from xml.sax.saxutils import escape

from mcu_desktop.reports.fonts import BODY, BOLD, BOX, load_faces

MM = 72 / 25.4  # points
# A long paragraph costs reportlab the square of its length.
_PIECE = 1_500
_LOOKS = {
    "top": {"fontName": BOLD, "fontSize": 12, "leading": 15, "alignment": 1},
    "title": {"fontName": BOLD, "fontSize": 14, "leading": 18, "alignment": 1},
    "centre": {"fontName": BODY, "fontSize": 12, "leading": 16, "alignment": 1},
    "body": {
        "fontName": BODY, "fontSize": 12, "leading": 16, "alignment": 4,
        "firstLineIndent": 12.5 * MM, "spaceAfter": 6,
    },
    "section": {
        "fontName": BOLD, "fontSize": 12, "leading": 15,
        "spaceBefore": 12, "spaceAfter": 5, "keepWithNext": 1,
    },
    "mark": {"fontName": BODY, "fontSize": 12, "leading": 15, "leftIndent": 95 * MM},
    "signature": {"fontName": BODY, "fontSize": 12, "leading": 15},
    "cell": {"fontName": BODY, "fontSize": 10, "leading": 12.5, "splitLongWords": 1},
    "number": {"fontName": BODY, "fontSize": 10, "leading": 12.5, "alignment": 2},
    "head": {"fontName": BOLD, "fontSize": 10, "leading": 12.5, "alignment": 1},
}  # fmt: skip


def style(name: str) -> Any:
    """Return the paragraph style of that name; sizes in points."""
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(name, **_LOOKS[name])


def printable(text: str, face: str = BODY) -> str:
    """Return the text with «□» for each character the face lacks; line ends are unified, tabs are blanks."""
    known = load_faces()[face]
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    # C0 and C1 controls stand in some faces' cmap as empty glyphs.
    return "".join(
        sign if sign == "\n" or (ord(sign) in known and unicodedata.category(sign) != "Cc") else BOX for sign in lines
    )


def para(text: str, look: Any) -> list[Any]:
    """Return the text as flowables of at most 1,500 characters each; `look` is a paragraph style."""
    from reportlab.platypus import Paragraph

    ready = printable(text, look.fontName)
    pieces = [ready[start : start + _PIECE] for start in range(0, len(ready), _PIECE)] or [""]
    return [Paragraph(escape(piece).replace("\n", "<br/>"), look) for piece in pieces]
