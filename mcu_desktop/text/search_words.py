"""The stems a text is found by: lower case, ё as е, Snowball's Russian stems."""

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"\w+")


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("russian", 50_000)


def search_words(text: str) -> str:
    """Return the stems of a text, each once, joined by blanks, as the search index keeps them."""
    return " ".join(dict.fromkeys(query_words(text)))


def query_words(text: str) -> tuple[str, ...]:
    """Return the stems of what a person looks for."""
    words = _WORD.findall(text.casefold().replace("ё", "е"))
    return tuple(_stemmer().stemWords(words))
