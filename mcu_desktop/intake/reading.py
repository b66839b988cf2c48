"""From a file to cases and refused rows; nothing is stored."""

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mcu_desktop.intake import document_flow, feedback_platform, incident_management, labelled_texts
from mcu_desktop.intake import mapping as any_table
from mcu_desktop.intake.cells import Row, RowCells, RowError, as_text
from mcu_desktop.intake.child import read_table
from mcu_desktop.intake.incoming import ColumnMapping, IncomingCase, ReadFile, RefusedRow
from mcu_desktop.intake.layout import Layout, RowReader
from mcu_desktop.intake.mapping import known_mapping, mapped_layout
from mcu_desktop.intake.table import Cells, Table
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.lengths import length_fault
from mcu_desktop.rules.russian import format_number

_KNOWN = (incident_management.LAYOUT, feedback_platform.LAYOUT, document_flow.LAYOUT, labelled_texts.LAYOUT)
LAYOUTS = {**{layout.code: layout.title for layout in _KNOWN}, any_table.CODE: "Таблица с выбранными столбцами"}


class UnknownLayoutError(UserFacingError):
    """The table was read, but nobody knows yet which column is what."""

    def __init__(self, name: str, table: Table) -> None:
        super().__init__(
            f"Столбцы файла «{name}» не похожи ни на одну известную выгрузку. Ничего не сохранено. "
            "Откройте его в окне программы и укажите, какой столбец что значит: потом такие файлы узнаются сами."
        )
        self.table = table


def read_file(
    path: Path,
    *,
    zone: ZoneInfo,
    now: datetime,
    layout: str = "auto",
    mapping: ColumnMapping | None = None,
    known_mappings: Sequence[ColumnMapping] = (),
    encoding: str | None = None,
    cancel: threading.Event | None = None,
) -> ReadFile:
    """Return the cases and the refused rows of a file; `UserFacingError` where it cannot be read at all.

    A table of no known layout is read by `mapping`, else by the one of `known_mappings` that fits it.
    """
    if layout not in {"auto", *LAYOUTS}:
        raise UserFacingError(f"Вид файла «{layout}» неизвестен. Известны: {', '.join(LAYOUTS)}. Ничего не сохранено.")
    with closing(read_table(path, encoding=encoding, cancel=cancel)) as pieces:
        table = next(pieces)
        found = None
        if mapping is None:
            found, table = _recognise(table, layout)
        if found is not None:
            known = found
        else:
            mapping = mapping or known_mapping(table, known_mappings)
            if mapping is None:
                raise UnknownLayoutError(
                    path.name, replace(table, rows=[row for piece in pieces for row in piece.rows])
                )
            known = mapped_layout(mapping)
        understood = _Understood(table.headers, known.start(), zone, now)
        for piece in pieces:  # the next one is read in the meantime
            understood.add(piece.rows)
            table.rows.extend(piece.rows)
    notes = table.notes if found is None else (*table.notes, *found.unknown_columns(table), *found.notes(table))
    cases, refused = tuple(understood.cases.values()), tuple(understood.refused)
    return ReadFile(
        file_name=path.name,
        file_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
        layout=known.code,
        layout_title=known.title,
        system=known.system,
        cases=cases,
        refused=refused,
        mapping=mapping,
        notes=(*notes, *_note_on_repeats(len(table.rows) - len(cases) - len(refused))),
    )


def _recognise(table: Table, layout: str) -> tuple[Layout | None, Table]:
    """Return the wanted layout or the first that recognises the headers, and the table in its words."""
    for known in _KNOWN:
        if layout in {"auto", known.code}:
            named = known.named(table)
            if known.recognises(named.headers):
                return known, named
            if layout == known.code:
                missing = ", ".join(f"«{header}»" for header in known.missing(named.headers)) or "подходящего набора"
                raise UserFacingError(
                    f"Файл не похож на «{known.title}»: нет столбцов {missing}. Ничего не сохранено. "
                    "Выберите другой вид файла или выгрузите его ещё раз."
                )
    return None, table


class _Understood:
    """What the rows of a file say, one after another: cases by number, and rows refused."""

    def __init__(self, headers: Sequence[str], read_row: RowReader, zone: ZoneInfo, now: datetime) -> None:
        self.cases: dict[str, IncomingCase] = {}
        self.refused: list[RefusedRow] = []
        self._headers = headers
        self._read_row = read_row
        self._zone = zone
        self._now = now

    def add(self, rows: Iterable[Row]) -> None:
        """Understand some more rows."""
        for row in rows:
            try:
                _refuse_cells_beyond_the_headers(self._headers, row.cells)
                case = self._read_row(RowCells.of(self._headers, row, zone=self._zone, now=self._now))
                _refuse_too_long(case)
                _refuse_another_under_its_number(case, self.cases.get(case.external_number))
                self.cases[case.external_number] = case
            except RowError as error:
                self.refused.append(RefusedRow(row.number, str(error), _all_cells(self._headers, row.cells)))


def read_mended(
    cells: Mapping[str, str],
    *,
    layout: str,
    mapping: ColumnMapping | None,
    row_number: int,
    zone: ZoneInfo,
    now: datetime,
) -> IncomingCase:
    """Return the case of a refused row that a person has mended; `UserFacingError` says what is still wrong."""
    found = next((known for known in _KNOWN if known.code == layout), None)
    if found is None:
        if mapping is None:
            raise UserFacingError(f"Вид файла «{layout}» неизвестен этой программе. Строка осталась в списке.")
        found = mapped_layout(mapping)
    try:
        row = Row.of(row_number, tuple(cells.values()))
        case = found.start()(RowCells.of(tuple(cells), row, zone=zone, now=now))
        _refuse_too_long(case)
    except RowError as error:
        raise UserFacingError(f"Строка ещё не исправлена: {error}. Она осталась в списке.") from error
    return case


def _refuse_cells_beyond_the_headers(headers: Sequence[str], values: Cells) -> None:
    if any(values[len(headers) :]):
        raise RowError(
            f"ячеек {len(values)}, а столбцов {len(headers)}: вероятно, в тексте стоит знак, "
            "которым разделены столбцы. Возьмите текст в кавычки или сохраните файл как .xlsx"
        )


def _refuse_too_long(case: IncomingCase) -> None:
    fault = length_fault(case, case.citizen)
    if fault:
        raise RowError(f"{fault}: вероятно, в ячейке стоит не то. Сократите")


def _refuse_another_under_its_number(case: IncomingCase, earlier: IncomingCase | None) -> None:
    if earlier is not None and replace(earlier, row_number=case.row_number) != case:
        raise RowError(
            f"номер {case.external_number} уже есть в строке {earlier.row_number} с другими данными: "
            "оставьте в файле одну из строк"
        )


def _all_cells(headers: Sequence[str], values: Cells) -> dict[str, str]:
    names = (*headers, *(f"столбец {at}" for at in range(len(headers) + 1, len(values) + 1)))
    return {name: as_text(value) for name, value in zip(names, values, strict=False)}


def _note_on_repeats(count: int) -> Sequence[str]:
    if not count:
        return ()
    return (f"Повторяющихся строк: {format_number(count)}; каждая запись учтена один раз.",)
