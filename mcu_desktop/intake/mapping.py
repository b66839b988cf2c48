"""Any other table: a person says which column is which of our fields."""

from collections.abc import Iterable, Sequence
from functools import partial

from mcu_desktop.intake.cells import RowCells, RowError
from mcu_desktop.intake.incoming import ColumnMapping, IncomingCase
from mcu_desktop.intake.layout import Layout, plain_header
from mcu_desktop.intake.moments import is_dated
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.places import MICRO, as_degrees, coordinate_fault
from mcu_desktop.rules.terms import SourceSystem
from mcu_desktop.text.cleaning import readable_text

CODE = "registry"
SYSTEM = SourceSystem.REGISTRY
FIELDS = (
    ("external_number", "Номер", True),
    ("received_at", "Поступило", True),
    ("text", "Текст", True),
    ("topic_group", "Группа тем", False),
    ("topic", "Тема", False),
    ("recipient", "Получатель", False),
    ("settlement", "Населённый пункт", False),
    ("street", "Улица", False),
    ("house", "Дом", False),
    ("latitude", "Широта", False),
    ("longitude", "Долгота", False),
    ("answer_text", "Ответ", False),
    ("closed_at", "Завершено", False),
)
_LOOKED_AT = 50
_ENOUGH = {"received_at": 0.8, "text": 8.0}  # a share of moments, a mean length in characters
_SYNONYMS = {
    "external_number": (
        "номер инцидента",
        "номер обращения",
        "номер сообщения",
        "№ рк",
        "рег. номер",
        "рег. №",
        "номер",
        "№",
        "id",
    ),
    "received_at": ("поступило", "дата поступления", "дата создания", "дата рег.", "дата"),
    "text": ("текст", "текст инцидента", "содержание", "сообщение", "суть"),
    "topic_group": ("группа тем", "категория"),
    "topic": ("тема", "тематика", "рубрика"),
    "recipient": ("исполнитель", "ответственное лицо", "получатель"),
    "settlement": ("населенный пункт",),
    "street": ("улица",),
    "house": ("дом",),
    "latitude": ("широта", "lat", "latitude"),
    "longitude": ("долгота", "lon", "lng", "longitude"),
    "answer_text": ("ответ", "общий текст первого ответа"),
    "closed_at": ("завершено", "дата окончания", "дата закрытия"),
}


def guess_mapping(table: Table) -> ColumnMapping:
    """Return the mapping that the headers suggest, and where they are silent, the cells."""
    by_name = {plain_header(header): header for header in reversed(table.headers)}
    columns = {}
    for code, _, _ in FIELDS:
        found = next((by_name[word] for word in _SYNONYMS[code] if word in by_name), None)
        if found is not None:
            columns[code] = found
    for code, fits in (("received_at", _moments_share), ("text", _mean_length)):
        if code not in columns:
            free = [at for at, header in enumerate(table.headers) if header not in columns.values()]
            best = max(free, key=lambda at: fits(_sample(table, at)), default=None)
            if best is not None and fits(_sample(table, best)) > _ENOUGH[code]:
                columns[code] = table.headers[best]
    return ColumnMapping("", columns)


def _sample(table: Table, at: int) -> list[str]:
    return [row.texts[at] for row in table.rows[:_LOOKED_AT] if at < len(row.texts) and row.texts[at]]


def _moments_share(sample: Sequence[str]) -> float:
    """Return which part of the cells are moments."""
    return sum(map(is_dated, sample)) / max(len(sample), 1)


def _mean_length(sample: Sequence[str]) -> float:
    return sum(map(len, sample)) / max(len(sample), 1)


def mapped_layout(mapping: ColumnMapping) -> Layout:
    """Return the layout of a table whose columns a person has named."""
    return Layout(
        code=CODE,
        title=f"Таблица «{mapping.name}»",
        system=SYSTEM,
        needed=frozenset(mapping.columns.values()),
        known=frozenset(mapping.columns.values()),
        start=lambda: partial(read_mapped, mapping=mapping),
    )


def known_mapping(table: Table, mappings: Iterable[ColumnMapping]) -> ColumnMapping | None:
    """Return the mapping whose columns are all there; of several, the one that explains most."""
    headers = set(table.headers)
    fitting = [mapping for mapping in mappings if headers.issuperset(mapping.columns.values())]
    return max(fitting, key=lambda mapping: len(mapping.columns), default=None)


def read_mapped(row: RowCells, mapping: ColumnMapping) -> IncomingCase:
    """Return the case of a row; `RowError` says why there is none."""
    columns = mapping.columns
    missing = [title for code, title, required in FIELDS if required and code not in columns]
    if missing:
        raise RowError(f"не выбраны столбцы: {', '.join(missing)}")

    def text(code: str) -> str:
        return row.text(columns[code]) if code in columns else ""

    row.required(columns["text"])
    received_text = row.received(columns["text"])
    closed_at = row.moment(columns["closed_at"]) if "closed_at" in columns else None
    latitude, longitude = _spot(text("latitude"), text("longitude"))
    return IncomingCase(
        row_number=row.row_number,
        system=SYSTEM,
        external_number=f"{mapping.name}: {row.required(columns['external_number'])}",
        channel_code=mapping.channel_code,
        kind=mapping.kind,
        received_at=row.required_moment(columns["received_at"]),
        received_text=received_text,
        clean_text=readable_text(received_text),
        topic_group=text("topic_group"),
        topic=text("topic"),
        recipient=text("recipient"),
        settlement=text("settlement"),
        street=text("street"),
        house=text("house"),
        latitude=latitude,
        longitude=longitude,
        answer_text=text("answer_text"),
        answered_at=closed_at,
        closed_at=closed_at,
        source_fields=row.rest(columns.values()),
    )


def _spot(latitude: str, longitude: str) -> tuple[int, int] | tuple[None, None]:
    """Return where a case is, in millionths of a degree; nothing where the columns say nothing."""
    if not latitude and not longitude:
        return None, None
    found = as_degrees(latitude), as_degrees(longitude)
    if found[0] is None or found[1] is None:
        raise RowError(f"координаты не поняты: «{latitude}» и «{longitude}», нужны градусы: 57,5888 и 34,5685")
    fault = coordinate_fault(found[0] / MICRO, found[1] / MICRO)
    if fault:
        raise RowError(fault)
    return found[0], found[1]
