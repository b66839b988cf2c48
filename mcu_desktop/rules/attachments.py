"""Files of a case: what they may be called, how large they may be, what they are by their first bytes."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.russian import format_decimal

LARGEST_FILE: Final = 25 * 1024 * 1024  # bytes
MOST_FILES: Final = 50
_LONGEST_NAME = 120
_PATHS = re.compile(r"[\\/]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NAMELESS = "файл"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02\x00")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"RIFF")
_TEXT_ENDINGS = frozenset({"txt", "csv", "log", "md"})
_PROGRAM_ENDINGS = frozenset(
    {"exe", "com", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "msi", "scr", "pif", "jar", "lnk", "hta"}
    | {"cpl", "reg", "sh", "desktop", "appimage", "py", "dll", "url", "chm", "docm", "xlsm"}
)


class FileKind(StrEnum):
    """What can be done with a file inside the program."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    PROGRAM = "program"  # kept, never shown or opened
    OTHER = "other"


def safe_name(given: str) -> str:
    """Return a label for a file that came under any name: it is never a path, and hides no ending."""
    last = _PATHS.split(given)[-1]
    shown = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    name = _FORBIDDEN.sub("_", " ".join(shown.split())).lstrip(" .-").rstrip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    if len(name) > _LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        keeps = dot and len(ending) < 10  # noqa: PLR2004 -- a longer one is no ending
        name = stem[: _LONGEST_NAME - len(ending) - 2] + "…." + ending if keeps else name[: _LONGEST_NAME - 1] + "…"
    return name or _NAMELESS


def file_kind(name: str, head: bytes) -> FileKind:
    """Return what a file is: by its first bytes, and never more trusted than its ending says."""
    ending = name.rpartition(".")[2].casefold()
    if head.startswith(_PROGRAMS) or ending in _PROGRAM_ENDINGS:
        return FileKind.PROGRAM
    if head.startswith(_PICTURES) and ending in {"png", "jpg", "jpeg", "gif", "bmp", "webp"}:
        return FileKind.PICTURE
    if head.startswith(b"%PDF-") and ending == "pdf":
        return FileKind.PDF
    if ending in _TEXT_ENDINGS and b"\0" not in head:
        return FileKind.TEXT
    return FileKind.OTHER


def size_words(size: int) -> str:
    """Return a size as people say it: «310 КБ», «2,4 МБ»."""
    if size < 1024 * 1024:
        return f"{max(round(size / 1024), 1)} КБ"
    return f"{format_decimal(size / 1024 / 1024)} МБ"
