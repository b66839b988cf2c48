"""Texts of people as cells of a table program: never run, never too long, never of signs it cannot open."""

from mcu_desktop.text.cleaning import storable_text

LONGEST_CELL = 32_767  # Excel cuts longer ones without a word
_CUT = " … [текст сокращён]"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sheet_text(text: str) -> str:
    """Return a text that a workbook can hold; one that is cut says so."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")  # a workbook would spell a lone \r out: «_x000D_»
    clean = storable_text(lines).encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - len(_CUT)] + _CUT


def inert(text: str) -> str:
    """Return a text that a table program takes for text: one that begins like a formula would be run."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
