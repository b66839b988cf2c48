"""Two hundred words of the trade, and all their forms."""

from functools import cache
from pathlib import Path

from pymorphy3 import MorphAnalyzer

TRADE_WORDS = tuple(Path(__file__).with_name("trade_words.txt").read_text(encoding="utf-8").split())


@cache
def _morphology() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def forms_of(word: str) -> tuple[str, ...]:
    """Return the forms of a word that is given in its dictionary form."""
    reading = next(found for found in _morphology().parse(word) if found.normal_form == word)
    return tuple(sorted({form.word for form in reading.lexeme if len(form.word) >= 3}))
