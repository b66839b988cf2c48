"""Where a Russian word may be broken at the end of a line, by the plain rules of spelling."""

import re

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_VOWELS = "аеёиоуыэюя"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
_SHORTEST, _LONGEST = 6, 60  # a shorter word gains nothing; a longer one is none, and costs the square of its parts
_NO_WORD = re.compile(rf"\S{{{2 * _LONGEST},}}")
_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)
# A part has a vowel; й, ь and ъ stay with what stands before them; of two consonants one goes with each part.
_BREAKS = (
    re.compile(f"(?<=[{_VOWELS}])(?=[{_CONSONANTS}][{_VOWELS}])", re.IGNORECASE),
    re.compile(f"(?<=[{_VOWELS}][{_CONSONANTS}])(?=[{_CONSONANTS.replace('й', '')}][{_VOWELS}])", re.IGNORECASE),
    re.compile(f"(?<=[йьъ])(?=[{_CONSONANTS}])", re.IGNORECASE),
)


def with_soft_hyphens(text: str) -> str:
    """Return the text with a soft hyphen at each place where a word may be broken."""
    return _WORD.sub(_broken, text)


def without_many_soft_hyphens(text: str) -> str:
    """Return the text without the soft hyphens of what is too long to be a word, whoever has put them there."""
    return _NO_WORD.sub(lambda found: found[0].replace(SOFT_HYPHEN, ""), text)


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    if not _SHORTEST <= len(word) <= _LONGEST or word.isupper():
        return word
    places = sorted({place.start() for pattern in _BREAKS for place in pattern.finditer(word)})
    kept = [place for place in places if _may_stand(word[:place]) and _may_stand(word[place:])]
    return SOFT_HYPHEN.join(word[start:end] for start, end in zip([0, *kept], [*kept, len(word)], strict=True))


def _may_stand(part: str) -> bool:
    """Whether a part may stand alone on a line: two letters or more, one of them a vowel."""
    return len(part) > 1 and any(letter in _VOWELS for letter in part.lower())
