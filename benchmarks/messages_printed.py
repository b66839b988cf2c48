"""Ten thousand strange messages, one of a megabyte, into a PDF and back: `python -m benchmarks.messages_printed`."""

import argparse
import re
import sys
import tempfile
import unicodedata
from pathlib import Path
from time import process_time

import pypdfium2

from benchmarks.strange_texts import strange_texts
from mcu_desktop.reports.files import write_document
from mcu_desktop.reports.paragraphs import printable
from mcu_desktop.reports.sections import Document, Grid, GridColumn, Letterhead

_TITLE, _HEADS = "Тексты", ("№", "Текст")
_SAME_MARKS = re.compile("([\u0300-\u036f])\\1+")
_SHOWN = 60  # signs of what differs


def print_texts(texts: list[str], path: Path) -> Path:
    """Print the texts as the rows of one table."""
    columns = tuple(GridColumn(head, share) for head, share in zip(_HEADS, (0.1, 0.9), strict=True))
    keys = tuple(str(place) for place in range(len(texts)))
    grid = Grid(_TITLE, columns, tuple(("", text) for text in texts), keys=keys)
    return write_document(Document(_TITLE, (), Letterhead(), (grid,), ""), path)


def bare(text: str) -> str:
    """Return a text without what a line's end adds or takes: blanks and hyphens, seen or not.

    Of equal marks drawn above one another a reader of PDF tells one.
    """
    kept = "".join(sign for sign in text if not sign.isspace() and sign not in "-\u00ad\u2010\u2011\ufffe\x02")
    return _SAME_MARKS.sub(r"\1", kept)


def expected(texts: list[str]) -> str:
    """Return what is to be read on paper."""
    return bare("".join(map(printable, texts)))


def read_back(path: Path) -> str:
    """Return the words of a PDF without its heads and page numbers, bare."""
    file = pypdfium2.PdfDocument(path)
    try:
        pages = []
        for place, page in enumerate(file, 1):
            words = bare(page.get_textpage().get_text_bounded())
            pages.append(words.removeprefix(_TITLE if place == 1 else str(place)).removeprefix("".join(_HEADS)))
            page.close()
        return unicodedata.normalize("NFC", "".join(pages))
    finally:
        file.close()


def main() -> None:
    """Print, read back, compare; exit 1 and show the first difference where there is one."""
    parser = argparse.ArgumentParser("python -m benchmarks.messages_printed")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=8)
    wanted = parser.parse_args()
    texts = list(strange_texts(wanted.messages, seed=wanted.seed, with_megabyte=True))
    with tempfile.TemporaryDirectory() as folder:
        begun = process_time()
        path = print_texts(texts, Path(folder) / "тексты.pdf")
        printed = process_time()
        back, wished = read_back(path), expected(texts)
        size = path.stat().st_size
    signs = sum(map(len, texts))
    print(f"{len(texts)} messages, {signs} signs: printed in {printed - begun:.1f} s, "
          f"read in {process_time() - printed:.1f} s of one core, {size / 1e6:.1f} MB")  # fmt: skip
    if back == wished:
        print("the text read back is the text that was given")
        return
    place = next((at for at, pair in enumerate(zip(back, wished, strict=False)) if pair[0] != pair[1]), len(back))
    around = slice(max(place - _SHOWN, 0), place + _SHOWN)
    print(f"differs at {place} of {len(wished)}:\n{wished[around]!r}\n{back[around]!r}")
    sys.exit(1)


if __name__ == "__main__":
    main()
