"""Приложение 2 out of a file: DOCX, XLSX or text, by content and not by name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from mcu_desktop.intake.child import read_apart
from mcu_desktop.intake.delimited import find_encoding
from mcu_desktop.intake.roster_text import ReadRoster, names_of, read_order, read_roster_text, with_remarks
from mcu_desktop.intake.xlsx_guard import guard_xlsx
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.roster import RosterRow
from mcu_desktop.text.cleaning import readable_text

_ZIP = b"PK\x03\x04"
_LARGEST_PART = 50_000_000  # bytes of a document unpacked
_HEADS = (("фио", "ф.и.о."), ("должность",), ("роль",))


def read_roster_file(path: Path) -> ReadRoster:
    """Return what a file says of the roster; `UserFacingError` where it has no such table. Nothing is stored."""
    return read_apart(path, _read)


def _read(path: Path) -> ReadRoster:
    with path.open("rb") as stream:
        is_zip = stream.read(len(_ZIP)) == _ZIP
    if not is_zip:
        content = path.read_bytes()
        return read_roster_text(content.decode(find_encoding(content), errors="replace"))
    try:
        with ZipFile(path) as archive:
            names = {entry.filename: entry.file_size for entry in archive.infolist()}
    except BadZipFile as error:
        raise UserFacingError(
            f"Файл «{path.name}» повреждён: он обрезан или это не документ. Ничего не изменено. Сохраните его заново."
        ) from error
    if "word/document.xml" in names:
        if max(names.values()) > _LARGEST_PART:
            raise UserFacingError(f"Файл «{path.name}» слишком велик для Приложения 2. Ничего не изменено.")
        return _read_document(path)
    guard_xlsx(path)
    return _of_table(path, _sheet_rows(path), "")


def _read_document(path: Path) -> ReadRoster:
    from docx import Document

    document = Document(str(path))
    before = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if _head_of(rows) is not None:
            return _of_table(path, rows, before)
    return read_roster_text(before)


def _sheet_rows(path: Path) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        return [
            [str(cell) for cell in row] for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows()
        ]


def _head_of(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[int, int, int]] | None:
    """Return where the heads stand, and the columns of name, post and role."""
    for at, row in enumerate(rows):
        cells = [" ".join(cell.split()).casefold() for cell in row]
        name, title, role = (_place(cells, heads) for heads in _HEADS)
        if min(name, title, role) >= 0:
            return at, (name, title, role)
    return None


def _place(cells: Sequence[str], heads: tuple[str, ...]) -> int:
    return next((at for at, cell in enumerate(cells) if cell.startswith(heads)), -1)


def _of_table(path: Path, rows: Sequence[Sequence[str]], before: str) -> ReadRoster:
    head = _head_of(rows)
    if head is None:
        raise UserFacingError(
            f"В файле «{path.name}» нет таблицы с колонками «ФИО», «Должность» и «Роль в проектном офисе МЦУ». "
            "Ничего не изменено. Выберите файл с Приложением 2."
        )
    at, columns = head
    order = read_order(before)
    found = list(_filled(rows[at + 1 :], columns))
    numbers = [int(number) for number, _row in found if number.isdigit()]
    return with_remarks([row for _number, row in found], numbers, *order)


def _filled(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> Iterator[tuple[str, RosterRow]]:
    """Return each row that says something, with its number; a merged cell, repeated by its reader, counts once."""
    last: tuple[str, ...] = ()
    for row in rows:
        name, *others = (row[at] if at < len(row) else "" for at in columns)
        cells = (names_of([_cell(line) for line in name.split("\n")]), *(_cell(other) for other in others))
        is_heading = len(set(cells)) == 1  # one cell merged over all columns
        if not any(cells) or is_heading or cells == last:
            continue
        last = cells
        number = _cell(row[0]).removesuffix(".0").rstrip(".") if row else ""
        name, title, role = cells
        yield number, RosterRow(name, title, role)


def _cell(text: str) -> str:
    return " ".join(readable_text(text).split())
