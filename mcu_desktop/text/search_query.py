"""What a person has typed into the search, understood: filters, phrases, and for each word what would do for it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mcu_desktop.text.search_words import is_known, plain_words, query_words, stems_of_all_forms

_PART = re.compile(r'(?P<key>[а-яёa-z]{2,12}):(?:"(?P<quoted>[^"]*)"|(?P<value>\S+))|"(?P<phrase>[^"]*)"|(?P<word>\S+)',
                   re.IGNORECASE)  # fmt: skip
FILTERS = {
    "блок": "block",
    "срок": "standing",
    "канал": "channel",
    "состояние": "state",
    "получатель": "recipient",
    "тема": "topic",
    "метка": "tag",
    "место": "place",
    "номер": "number",
    "от": "since",
    "до": "until",
    "итог": "outcome",
}
# Words that one writes before an address and another leaves out.
_OF_ADDRESS = frozenset(
    {"ул", "улица", "улице", "улицы", "улицу", "пр", "просп", "проспект", "проспекте", "проспекта"}
    | {"пер", "переулок", "переулке", "переулка", "наб", "пл", "бул", "д", "г", "гор", "пос", "с", "дер"}
    | {"кв", "корп", "стр"}
)
_HOUSE = frozenset({"дом", "дома", "доме", "дому", "д"})
_PREFIX_LETTERS, _PREFIX_DIGITS, _OWN_DIGITS = 2, 4, 6


@dataclass(frozen=True, slots=True)
class Term:
    """One stem, or the beginning of one."""

    stem: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: for each word the terms of which one must be there; phrases as plain words.

    Filters are (kind of `FILTERS`, value as typed).
    """

    filters: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[Term, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    typed: tuple[str, ...] = ()  # the words as they were typed, in small letters, without those of filters

    @property
    def stems(self) -> tuple[Term, ...]:
        """All terms, to mark what was found."""
        return tuple(term for word in self.words for term in word)


@lru_cache(maxsize=64)
def parse_query(text: str) -> SearchQuery:
    """Return what a person looks for; an unknown prefix and a lone quotation mark are words like others."""
    filters: list[tuple[str, str]] = []
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for found in _PART.finditer(text):
        key = (found["key"] or "").casefold().replace("ё", "е")
        value = found["quoted"] if found["quoted"] is not None else found["value"]
        if key in FILTERS and value:
            if FILTERS[key] == "place":
                words += plain_words(value)
            else:
                filters.append((FILTERS[key], value))
        elif found["phrase"] is not None:
            phrase = tuple(plain_words(found["phrase"]))
            words += phrase
            if len(phrase) > 1:
                phrases.append(phrase)
        else:
            words += plain_words(found[0])
    ends_open = not text.endswith((" ", '"'))
    kept = _without_address_words(words)
    wanted = [_terms(word, is_last=ends_open and place == len(kept) - 1) for place, word in enumerate(kept)]
    return SearchQuery(tuple(filters), tuple(dict.fromkeys(wanted)), tuple(phrases), tuple(words))


def found_places(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Return (start, length) of each word of a text that one of the terms means."""
    exact = {term.stem for term in terms if not term.is_prefix}
    prefixes = tuple(term.stem for term in terms if term.is_prefix)
    places = []
    for found in re.finditer(r"\w+", text):
        word = found[0].casefold().replace("ё", "е")
        [stem] = query_words(word) or [word]
        if stem in exact or (prefixes and (stem.startswith(prefixes) or word.startswith(prefixes))):
            places.append((found.start(), len(found[0])))
    return places


def typo_variants(word: str) -> tuple[str, ...]:
    """Return what a word of letters may have been meant to be with one letter more, less, other, or two swapped."""
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюя" if not word.isascii() else "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = [begin + rest[1:] for begin, rest in cuts if rest]
    found += [begin + rest[1] + rest[0] + rest[2:] for begin, rest in cuts if len(rest) > 1]
    found += [begin + letter + rest[1:] for begin, rest in cuts if rest for letter in letters]
    found += [begin + letter + rest for begin, rest in cuts for letter in letters]
    return tuple(variant for variant in dict.fromkeys(found) if variant != word)


def _without_address_words(words: list[str]) -> list[str]:
    """Leave out «ул.», «улица», «д.» and «дом» before a number, and join «12 а», where anything else is looked for."""
    kept: list[str] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        before_number = word in _HOUSE and following[:1].isdigit()
        if word in _OF_ADDRESS or before_number:
            continue
        if len(word) == 1 and word.isalpha() and kept and kept[-1].isdigit():
            kept[-1] += word
            continue
        kept.append(word)
    return kept or words


def _terms(word: str, *, is_last: bool) -> tuple[Term, ...]:
    if word.isdigit():
        # The end of an own number is typed without its zeros: «123» means МЦУ-2026-000123, too.
        terms = [Term(word, is_prefix=len(word) >= _PREFIX_DIGITS)]
        return (*terms, Term(word.zfill(_OWN_DIGITS))) if len(word) < _OWN_DIGITS else tuple(terms)
    stems = tuple(Term(stem) for stem in stems_of_all_forms(word))
    if is_last and len(word) >= _PREFIX_LETTERS and not is_known(word):
        return (*stems, Term(word, is_prefix=True))  # perhaps not typed to its end
    return stems
