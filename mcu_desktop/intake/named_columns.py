"""Tables whose columns are known by a few words each, in any order: small catalogues as people make them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcu_desktop.intake.layout import plain_header
from mcu_desktop.intake.table import Table
from mcu_desktop.rules.errors import UserFacingError

KEPT = "Ничего не изменено."
Words = Mapping[str, tuple[str, ...]]  # field → how its column may be called, plainly


def named_rows(
    pieces: Iterable[Table], words: Words, needed: Mapping[str, str], name: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row as (number, field → text); a refusal where a needed column, field → title, is not there."""
    for piece in pieces:
        columns = named_columns([plain_header(header) for header in piece.headers], words, needed, name)
        for row in piece.rows:
            texts = row.texts
            yield row.number, {field: texts[at] if at < len(texts) else "" for field, at in columns.items()}


def named_columns(heads: Sequence[str], words: Words, needed: Mapping[str, str], name: str) -> dict[str, int]:
    """Return where the columns of the fields are."""
    found = {
        field: next(heads.index(word) for word in of_field if word in heads)
        for field, of_field in words.items()
        if any(word in heads for word in of_field)
    }
    missing = [title for field, title in needed.items() if field not in found]
    if missing:
        raise UserFacingError(f"В файле «{name}» нет столбцов: {', '.join(missing)}. {KEPT} Назовите их так в шапке.")
    return found
