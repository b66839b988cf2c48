"""People's words on paper: never markup, never a glyph that vanishes, never too long for a page."""

import re
import unicodedata
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from mcu_desktop.reports.fonts import BODY, BOLD, BOX, load_faces
from mcu_desktop.text.hyphens import SOFT_HYPHEN, with_soft_hyphens, without_many_soft_hyphens

MM = 72 / 25.4  # points
# A long paragraph costs reportlab the square of its length.
_PIECE = 1_500
_NARROWER = 0.7  # the widest sign is no wider than 1 / 0.7 of its height
_LOOKS = {
    "top": {"fontName": BOLD, "fontSize": 12, "leading": 15, "alignment": 1},
    "title": {"fontName": BOLD, "fontSize": 14, "leading": 18, "alignment": 1},
    "centre": {"fontName": BODY, "fontSize": 12, "leading": 16, "alignment": 1},
    "body": {
        "fontName": BODY, "fontSize": 12, "leading": 16, "alignment": 4,
        "firstLineIndent": 12.5 * MM, "spaceAfter": 6, "embeddedHyphenation": 1,
    },
    "small": {"fontName": BODY, "fontSize": 10, "leading": 13, "spaceBefore": 3, "spaceAfter": 6},
    "plain": {"fontName": BODY, "fontSize": 12, "leading": 16, "splitLongWords": 1},
    "section": {
        "fontName": BOLD, "fontSize": 12, "leading": 15,
        "spaceBefore": 12, "spaceAfter": 5, "keepWithNext": 1,
    },
    "contents": {"fontName": BODY, "fontSize": 12, "leading": 16},
    "mark": {"fontName": BODY, "fontSize": 12, "leading": 15, "leftIndent": 95 * MM},
    "signature": {"fontName": BODY, "fontSize": 12, "leading": 15},
    "cell": {"fontName": BODY, "fontSize": 10, "leading": 12.5, "splitLongWords": 1},
    "number": {"fontName": BODY, "fontSize": 10, "leading": 12.5, "alignment": 2},
    "head": {"fontName": BOLD, "fontSize": 10, "leading": 12.5, "alignment": 1},
    "total": {"fontName": BOLD, "fontSize": 10, "leading": 12.5},
    "total-number": {"fontName": BOLD, "fontSize": 10, "leading": 12.5, "alignment": 2},
}  # fmt: skip


@cache
def style(name: str) -> Any:
    """Return the paragraph style of that name; sizes in points."""
    from reportlab.lib.styles import ParagraphStyle

    load_faces()
    return ParagraphStyle(name, **_LOOKS[name])


class _Glyphs(dict[int, int]):
    """What each sign becomes in a face: itself, or «□» where the face cannot draw it."""

    def __init__(self, known: frozenset[int]) -> None:
        super().__init__({10: 10})
        self._known = known

    def __missing__(self, sign: int) -> int:
        # Controls stand in some faces' cmap as empty glyphs, U+FFFF in each as the end of it.
        drawn = sign in self._known and unicodedata.category(chr(sign)) not in {"Cc", "Cn"}
        self[sign] = sign if drawn else ord(BOX)
        return self[sign]


@cache
def _glyphs(face: str) -> _Glyphs:
    return _Glyphs(load_faces()[face])


def printable(text: str, face: str = BODY) -> str:
    """Return the text with «□» for each character the face lacks; line ends are unified, tabs are blanks."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return lines.translate(_glyphs(face))


def para(text: str, look: Any, width: float = 0.0) -> list[Any]:
    """Return the text as flowables of at most 1,500 characters each; `look` is a paragraph style.

    On lines of `width` points a word wider than that is broken where spelling allows, and what is no word where the
    line is full.
    """
    from mcu_desktop.reports.firm_paragraph import FirmParagraph

    pieces = _pieces(without_many_soft_hyphens(printable(text, look.fontName)))
    if look.embeddedHyphenation:
        pieces = [with_soft_hyphens(piece) for piece in pieces]
    elif width:
        broken = [broken_words(piece, look, width) for piece in pieces]
        if broken != pieces:
            pieces, look = broken, _breaking(look.name)
    if width:
        pieces = [_cut(piece, look, width - look.firstLineIndent) for piece in pieces]
    return [FirmParagraph(escape(piece).replace("\n", "<br/>"), look) for piece in pieces]


def broken_words(text: str, look: Any, width: float) -> str:
    """Return the text with soft hyphens in the words that are wider than a column of `width` points."""

    def is_too_wide(word: str) -> bool:
        return _width(word, look) > width

    def fitted(found: re.Match[str]) -> str:
        word = found[0]
        if not is_too_wide(word):
            return word
        halves = word.split("-")
        if len(halves) == 2 and not any(is_too_wide(f"{half}-") for half in halves):  # noqa: PLR2004 -- one hyphen
            return SOFT_HYPHEN.join(halves)  # broken at its own hyphen, which is drawn: the word fits no line whole
        return with_soft_hyphens(word)

    letters = max(1, int(width / look.fontSize))  # so many fit whatever they are
    # Russian words alone: of what else is long, such as an address of a page, no sign is added.
    return re.sub(rf"(?<!\S)[А-ЯЁа-яё-]{{{letters},}}(?=[.,;:!?)»]?(?:\s|$))", fitted, text)


def _cut(text: str, look: Any, width: float) -> str:
    """Return the text with blanks in what is wider than a line, where a line is full: they are never seen.

    Reportlab does not cut what has a hyphen in it, and draws it over the edge of the page.
    """

    def fitted(found: re.Match[str]) -> str:
        run = found[0]
        if all(_width(part, look) + _width("-", look) <= width for part in run.split(SOFT_HYPHEN)):
            return run
        return _full_lines(run.replace(SOFT_HYPHEN, ""), look, width)

    signs = max(1, int(width / look.fontSize * _NARROWER))  # so many fit whatever they are
    return re.sub(rf"\S{{{signs},}}", fitted, text)


def _full_lines(run: str, look: Any, width: float) -> str:
    lines, filled = [""], 0.0
    for sign in run:
        filled += _width(sign, look)
        if filled > width and lines[-1]:
            lines.append("")
            filled = _width(sign, look)
        lines[-1] += sign
    return " ".join(lines)


def _width(text: str, look: Any) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, look.fontName, look.fontSize))


@cache
def _breaking(name: str) -> Any:
    """Return the style of that name in which soft hyphens break words."""
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(f"{name}-breaking", parent=style(name), embeddedHyphenation=1)


def _pieces(text: str) -> list[str]:
    """Cut a text where a line or a word ends, or else where the piece is full; no sign is lost but that blank."""
    pieces, start = [], 0
    while len(text) - start > _PIECE:
        end = start + _PIECE
        cut = max(text.rfind("\n", start + 1, end), text.rfind(" ", start + 1, end))
        pieces.append(text[start : cut if cut > start else end])
        start = cut + 1 if cut > start else end
    return [*pieces, text[start:]]
