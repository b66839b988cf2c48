"""The stems a text is found by: lower case, ё as е, Snowball's Russian stems.

The index holds the stems of what was written. A form whose stem differs from that of its other forms («участок»,
«участка») is found all the same, for a question asks for the stems of all forms of its words: so the index stays
small and intake quick, and nothing has to be indexed anew when the dictionary gets better.
"""

import re
from functools import cache, lru_cache
from typing import Any

_WORD = re.compile(r"\w+")
_RUSSIAN = re.compile("[а-яё]+")  # of other signs the dictionary may know no name
_LIKELY = 0.03  # a reading of a word that is rarer than this is not meant


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("russian", 50_000)


@cache
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def search_words(text: str) -> str:
    """Return the stems of a text, each once, joined by blanks, as the search index keeps them."""
    return " ".join(dict.fromkeys(query_words(text)))


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters, е for ё."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def query_words(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text, in their order."""
    return tuple(_stemmer().stemWords(plain_words(text)))


@lru_cache(maxsize=2_000)
def stems_of_all_forms(word: str) -> tuple[str, ...]:
    """Return the stems of all forms of a word, whichever form of it is given; its own stem first."""
    own = query_words(word)[:1]
    if _RUSSIAN.fullmatch(word) is None:
        return own
    forms: list[str] = []
    for reading in _morphology().parse(word):
        if reading.score >= _LIKELY:
            forms += [form.word.replace("ё", "е") for form in reading.lexeme]
    return tuple(dict.fromkeys((*own, *_stemmer().stemWords(forms))))


def is_known(word: str) -> bool:
    """Return whether a word is whole: the dictionary has it."""
    known: bool = _RUSSIAN.fullmatch(word) is not None and _morphology().word_is_known(word)
    return known
