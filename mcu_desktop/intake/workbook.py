"""Workbooks (.xlsx, .xls, .ods): the first visible sheet that holds a table."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from mcu_desktop.intake.table import Cells, Table, table_in_pieces
from mcu_desktop.rules.errors import UserFacingError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

COMPOUND = b"\xd0\xcf\x11\xe0"  # begins an .xls, and a locked .xlsx too
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path) -> Iterator[Table]:
    """Return the table of a workbook in pieces; `UserFacingError` where it is locked, broken or has no table."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    content = path.read_bytes()
    if content.startswith(COMPOUND) and _LOCKED in content:
        raise UserFacingError(
            f"Файл «{path.name}» закрыт паролем. Ничего не сохранено. Снимите пароль в таблице и повторите."
        )
    try:
        # Given bytes, calamine tells the kind by content; given a path, it would by the name's end.
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except CalamineError as error:
        raise UserFacingError(
            f"Файл «{path.name}» повреждён, закрыт паролем или не таблица. Ничего не сохранено. "
            "Откройте его в таблице, снимите пароль, сохраните как .xlsx и повторите."
        ) from error
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]
    sheets = {name: workbook.get_sheet_by_name(name) for name in names}
    filled = [name for name, sheet in sheets.items() if sheet.end is not None and sheet.end[0] > 0]
    if not filled:
        return table_in_pieces(_rows(next(iter(sheets.values()))) if sheets else ())
    others = ", ".join(f"«{name}»" for name in filled[1:])
    notes = (f"Прочитан лист «{filled[0]}». Не прочитаны: {others}.",) if others else ()
    return table_in_pieces(_rows(sheets[filled[0]]), notes)


def _rows(sheet: "CalamineSheet") -> Iterator[Cells]:
    """Return all rows; equal texts become one object, so that a piece crosses to its reader in half the time."""
    texts: dict[str, str] = {}
    once = texts.setdefault
    left = ("",) * (0 if sheet.start is None else sheet.start[1])
    for row in sheet.iter_rows():
        yield (*left, *[once(cell, cell) if isinstance(cell, str) else cell for cell in row])
