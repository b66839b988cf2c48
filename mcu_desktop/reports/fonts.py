"""The faces every document embeds; the standard PDF faces have no Cyrillic."""

from functools import cache

from mcu_desktop.resources import resource

BODY = "PTSerif"
BOLD = "PTSerif-Bold"
BOX = "□"
_FILES = {
    BODY: "PTSerif-Regular.ttf",
    BOLD: "PTSerif-Bold.ttf",
}


@cache
def load_faces() -> dict[str, frozenset[int]]:
    """Register the faces once and return the code points each can draw, by the name of the face."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    faces = {}
    for name, file in _FILES.items():
        font = TTFont(name, str(resource("fonts", file)))
        # PT has no «□», but its glyph 0 (.notdef) is a box: name it, so that it is drawn and read back.
        font.face.charToGlyph[ord(BOX)] = 0
        font.face.charWidths[ord(BOX)] = font.face.defaultWidth
        pdfmetrics.registerFont(font)
        faces[name] = frozenset(font.face.charToGlyph)
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=BODY, boldItalic=BOLD)
    return faces
