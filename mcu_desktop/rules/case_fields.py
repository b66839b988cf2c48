"""The fields of a case that people edit, and how two people's edits of one case come together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mcu_desktop.rules.errors import UserFacingError


class CaseField(StrEnum):
    """A field of the card. Values: text; topic an id or None; block a code or None; marks bool; tags a tuple."""

    GIST = "gist"
    TOPIC = "topic"
    BLOCK = "block"
    RECIPIENT = "recipient"
    SETTLEMENT = "settlement"
    STREET = "street"
    HOUSE = "house"
    IMPORTANT = "important"
    FAST_TRACK = "fast_track"
    CONFLICT = "conflict"
    FORMAL_ANSWER = "formal_answer"
    TAGS = "tags"


FIELDS: Final = {
    CaseField.GIST: "Суть",
    CaseField.TOPIC: "Тема",
    CaseField.BLOCK: "Отраслевой блок",
    CaseField.RECIPIENT: "Получатель",
    CaseField.SETTLEMENT: "Населённый пункт",
    CaseField.STREET: "Улица",
    CaseField.HOUSE: "Дом",
    CaseField.IMPORTANT: "Важное",
    CaseField.FAST_TRACK: "Ускоренный порядок",
    CaseField.CONFLICT: "Конфликтное",
    CaseField.FORMAL_ANSWER: "Формальный ответ",
    CaseField.TAGS: "Метки",
}
_LONGEST = {
    CaseField.GIST: 2_000,
    CaseField.RECIPIENT: 500,
    CaseField.SETTLEMENT: 200,
    CaseField.STREET: 200,
    CaseField.HOUSE: 60,
}
_LONGEST_TAG, _MOST_TAGS = 80, 20


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """What a person has made of a field, and what the field was when the person began."""

    field: CaseField
    seen: object
    new: object


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else has changed meanwhile, in words."""

    field: CaseField
    theirs: str
    mine: str


class ClashError(UserFacingError):
    """An edit of fields that others have changed meanwhile; nothing of it was stored."""

    def __init__(self, number: str, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        lines = [f"{FIELDS[clash.field]}: там «{clash.theirs}», у вас «{clash.mine}»" for clash in clashes]
        super().__init__(
            f"Пока вы правили {number}, это изменили другие:\n" + "\n".join(lines) + "\nВаше осталось в форме."
        )


def cleaned(field: CaseField, value: object) -> object:
    """Return a value as the store keeps it; one that does not fit is refused with the reason."""
    if field is CaseField.TAGS:
        return clean_tags(value if isinstance(value, tuple) else ())
    if not isinstance(value, str) or field is CaseField.BLOCK:
        return value
    words = value.replace("\0", "").strip() if field is CaseField.GIST else " ".join(value.replace("\0", "").split())
    longest = _LONGEST[field]
    if len(words) > longest:
        raise UserFacingError(
            f"«{FIELDS[field]}»: {len(words)} знаков, а помещается {longest}. Ничего не сохранено, сократите текст."
        )
    return words


def clean_tags(tags: Sequence[object]) -> tuple[str, ...]:
    """Return the tags in alphabetic order, each once, without «#» and needless blanks."""
    words = {" ".join(str(tag).replace("\0", "").lstrip("#").split()).casefold() for tag in tags} - {""}
    if len(words) > _MOST_TAGS or any(len(word) > _LONGEST_TAG for word in words):
        raise UserFacingError(
            f"Меток не больше {_MOST_TAGS}, каждая не длиннее {_LONGEST_TAG} знаков. Ничего не сохранено."
        )
    return tuple(sorted(words))


def changed_fields(
    edits: Sequence[FieldEdit], stored: Mapping[CaseField, object]
) -> tuple[dict[CaseField, object], tuple[CaseField, ...]]:
    """Return what is to be written, and the fields where another's change would be lost.

    A field the person has left as it was changes nothing, whatever others have made of it.
    """
    wanted: dict[CaseField, object] = {}
    clashes = []
    for edit in edits:
        new, now = cleaned(edit.field, edit.new), stored[edit.field]
        if new in (edit.seen, now):
            continue
        if now != edit.seen:
            clashes.append(edit.field)
        wanted[edit.field] = new
    return wanted, tuple(clashes)
