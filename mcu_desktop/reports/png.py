"""A picture of pixels as a PNG file, for documents that hold no vectors."""

import struct
import zlib
from collections.abc import Sequence
from typing import Literal

_COLOUR_TYPES = {1: 0, 3: 2}  # grey, and red, green, blue


def as_png(lines: Sequence[bytes], *, colours: Literal[1, 3]) -> bytes:
    """Return lines of pixels, a byte for each colour of a pixel, as a file; equal pixels give equal bytes."""
    pixels = zlib.compress(b"".join(b"\x00" + line for line in lines), 9)
    head = struct.pack(">IIBBBBB", len(lines[0]) // colours, len(lines), 8, _COLOUR_TYPES[colours], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
