"""Pages of a PDF as pictures. PDFium serves one thread at a time: whoever in the program wants a page asks here."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PDFIUM = threading.Lock()
Source = Path | bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a page: red, green and blue, a byte each; a line may go on behind the last pixel, to `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes

    def lines(self) -> list[bytes]:
        """Return the lines of pixels, from the top, with nothing behind the last one."""
        starts = range(0, self.height * self.stride, self.stride)
        return [self.pixels[start : start + 3 * self.width] for start in starts]


def page_sizes(source: Source) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points; `ValueError` where this is no PDF, or one with a password."""
    with _opened(source) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def page_picture(source: Source, number: int, *, scale: float) -> Picture:
    """Return one page, counted from 0; scale 1 is 72 dots to the inch."""
    with _opened(source) as document:
        page = document[number]
        drawn = page.render(scale=scale, rev_byteorder=True)
        picture = Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
        drawn.close()
        page.close()
        return picture


@contextmanager
def _opened(source: Source) -> Iterator[Any]:
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(source)
        except pypdfium2.PdfiumError as error:
            raise ValueError("not a PDF that can be opened") from error
        try:
            yield document
        finally:
            document.close()
