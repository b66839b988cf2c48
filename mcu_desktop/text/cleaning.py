"""People's texts made safe to keep and pleasant to read; the text as received is kept beside."""

import html
import re
import unicodedata

# What no store, XML or paper holds: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.
_UNSTORABLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_PAGE_BREAKS = re.compile("[\x0b\x0c\x85]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
# Marks nobody sees: some turn the order of the letters around, all of them hide a word from the search.
# U+200C and U+200D stay: emoji and some languages are written with them.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li)\s*(?:/\s*)?>", re.IGNORECASE)
# Only real tags go: «улица <Ленина>» is a citizen's own way of writing.
_TAGS = re.compile(
    r"</?(?:p|span|div|b|i|u|s|a|em|strong|ul|ol|li|img|font|table|tbody|tr|td|th|h[1-6]|blockquote|br|script|style)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# No bracket inside: a text of a million «[club1|» would be searched to its end a million times.
_VK = re.compile(r"\[(?:club|id|public)\d+\|([^\[\]\n]*)\]")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n+")


def storable_text(text: str) -> str:
    """Return the text as it came, but for what stores, XML and papers cannot hold."""
    if text.isprintable():  # most cells: one look by the interpreter itself
        return text
    return _UNSTORABLE.sub("", _PAGE_BREAKS.sub("\n", text))


def clean_text(text: str) -> str:
    """Return the storable text in NFC with plain line ends and without invisible marks; no word is lost."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", storable_text(text)))
    return unicodedata.normalize("NFC", text)


def readable_text(text: str) -> str:
    """Return the text as people are shown it: no markup, no marks of networks, no leading apostrophe."""
    plain = clean_text(text).removeprefix("'")
    if "<" in plain:
        plain = _TAGS.sub("", _BREAKS.sub("\n", plain))
    if "&" in plain:
        plain = clean_text(html.unescape(plain))
    if "[" in plain:
        plain = _VK.sub(r"\1", plain)
    if "  " in plain or not plain.isprintable():  # line ends, tabs and no-break blanks are not printable
        plain = _EMPTY_LINES.sub("\n\n", _BLANKS.sub(" ", plain))
        plain = "\n".join(line.strip() for line in plain.split("\n"))
    return plain.strip()


def excerpt(text: str, limit: int) -> str:
    """Return the beginning of a text in one line of at most `limit` characters."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
