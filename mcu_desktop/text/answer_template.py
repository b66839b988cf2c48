"""Answer templates: {fields} filled from a case, names and posts in the case that the sentence wants."""

import re
from collections.abc import Callable, Mapping

from mcu_desktop.rules.terms import GrammaticalCase
from mcu_desktop.text.declension import NO_FORMS, Forms, decline_name, decline_title

_FIELD = re.compile(r"\{([^{}:\n]{1,40})(?::([^{}\n]{1,40}))?\}")
_CASES = {
    "кого": GrammaticalCase.GENITIVE,
    "кому": GrammaticalCase.DATIVE,
    "кем": GrammaticalCase.INSTRUMENTAL,
}
_NAMES = frozenset({"исполнитель"})
_FIELDS = (
    "номер", "поступило", "срок", "сегодня", "тема", "суть", "место", "блок", "получатель", "исполнитель",
)  # fmt: skip
FIELD_HELP = (
    f"Поля: {', '.join(f'{{{name}}}' for name in _FIELDS)}. "
    "Падеж — после двоеточия: {исполнитель:кем}, {исполнитель:кому}, {получатель:кого}."
)


def fill_template(text: str, values: Mapping[str, str], forms: Forms = NO_FORMS) -> tuple[str, tuple[str, ...]]:
    """Return the text with its fields filled, and the fields that the case says nothing for; those stay as written.

    `forms` are names and posts that people have declined themselves.
    """
    empty: list[str] = []

    def fill(found: re.Match[str]) -> str:
        name, case = found[1].strip().casefold(), (found[2] or "").strip().casefold()
        value = values.get(name, "")
        if not value or (case and case not in _CASES):
            empty.append(found[0])
            return found[0]
        if not case:
            return value
        decline: Callable[[str, GrammaticalCase], str] = decline_name if name in _NAMES else decline_title
        return forms.get((value, _CASES[case])) or decline(value, _CASES[case])

    return _FIELD.sub(fill, text), tuple(dict.fromkeys(empty))


def unfilled_fields(text: str) -> tuple[str, ...]:
    """Return the fields of templates that still stand in a text; other words in braces are people's own."""
    found = (field[0] for field in _FIELD.finditer(text) if field[1].strip().casefold() in _FIELDS)
    return tuple(dict.fromkeys(found))
