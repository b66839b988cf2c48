"""A look at an XLSX before it is opened: some small files would take all memory and end the process."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from mcu_desktop.rules.errors import UserFacingError

_LARGEST_BYTES = 500_000_000  # a sheet of 100,000 incidents and its strings, unpacked
_LARGEST_RATIO = 100
_RATIO_FROM = 5_000_000
_PIECE = 1 << 20
_LONGEST_CELL = 40
_BOOKS = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
# A cell right of column IV (the 256th) or below row 299,999; matching nothing but these keeps the look short.
_FAR_CELL = re.compile(rb"""r=["']((?:[A-Z]{3,}|[J-Z][A-Z]|I[W-Z])\d+|[A-Z]{1,2}(?:\d{7,}|[3-9]\d{5}))["']""")


def guard_xlsx(path: Path) -> None:
    """Refuse a file that is cut, swollen, locked, no workbook, or has cells far outside any table."""
    try:
        with zipfile.ZipFile(path) as archive:
            _guard_size(path, archive.infolist())
            for entry in archive.infolist():
                if entry.filename.startswith("xl/worksheets/"):
                    with archive.open(entry) as stream:
                        _guard_sheet(path, stream)
            if _BOOKS.isdisjoint(archive.namelist()):
                raise UserFacingError(
                    f"Файл «{path.name}» — не таблица. Ничего не сохранено. Выберите файл выгрузки (.xlsx, .xls, .csv)."
                )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UserFacingError(
            f"Файл «{path.name}» повреждён, обрезан или закрыт паролем. Ничего не сохранено. "
            "Выгрузите его ещё раз без пароля."
        ) from error


def _guard_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if unpacked > _LARGEST_BYTES or (unpacked > _RATIO_FROM and unpacked / packed > _LARGEST_RATIO):
        raise UserFacingError(
            f"Файл «{path.name}» при распаковке слишком велик. Ничего не сохранено. "
            "Выгрузите меньший период или проверьте, откуда файл."
        )


def _guard_sheet(path: Path, stream: IO[bytes]) -> None:
    tail = b""
    while piece := stream.read(_PIECE):
        if far := _FAR_CELL.search(tail + piece):
            raise UserFacingError(
                f"В файле «{path.name}» есть ячейка {far[1][:_LONGEST_CELL].decode()}: таблица больше 256 столбцов "
                "или 299 999 строк. Ничего не сохранено. Удалите лишние ячейки или выгрузите файл ещё раз."
            )
        tail = piece[-_LONGEST_CELL:]
