"""Names and posts in the cases that orders and letters want: suggestions, for a person to correct."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mcu_desktop.rules.terms import GrammaticalCase

# What people have declined themselves, by the words and the case: it goes before any suggestion.
Forms = Mapping[tuple[str, GrammaticalCase], str]
NO_FORMS: Forms = {}
_TAGS = {
    GrammaticalCase.GENITIVE: "gent",
    GrammaticalCase.DATIVE: "datv",
    GrammaticalCase.ACCUSATIVE: "accs",
    GrammaticalCase.INSTRUMENTAL: "ablt",
}
_RUSSIAN = re.compile(r"[А-Яа-яЁё-]+")
_FULL = 3  # family name, given name, patronymic


def decline_name(full_name: str, case: GrammaticalCase) -> str:
    """Return «Шараповой Наталье Владимировне» for the dative; a name that is not of three words stays as it is."""
    words = full_name.split()
    if len(words) != _FULL:
        return full_name
    from pytrovich.enums import Case, Gender, NamePart

    gender = _detector().detect(firstname=words[1], lastname=words[0], middlename=words[2])
    if gender not in {Gender.MALE, Gender.FEMALE}:
        return full_name
    parts = (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
    wanted = Case[case.name]
    return " ".join(_maker().make(part, gender, wanted, word) for part, word in zip(parts, words, strict=True))


def decline_title(job_title: str, case: GrammaticalCase) -> str:
    """Return «Первому заместителю Главы …» for the dative: the words up to the first noun are declined with it."""
    words = job_title.split(" ")
    found: list[str] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        parsed = _parse(word, is_followed=_parse(following) is not None)
        if parsed is None:  # «Заведующий отделом»: what was declined so far stands for the noun
            return " ".join((*found, *words[place:]))
        form = parsed.inflect({_TAGS[case]} if case is not GrammaticalCase.ACCUSATIVE else {"accs", "anim"})
        form = form or parsed.inflect({_TAGS[case]})
        found.append(word if form is None else _like(word, form.word))
        if parsed.tag.POS == "NOUN":
            return " ".join((*found, *words[place + 1 :]))
    return " ".join(found)


def _parse(word: str, *, is_followed: bool = False) -> Any:
    """Return the reading of a word as an adjective or a noun in the nominative singular; None where there is none.

    «Старший» and «Учёный» are read as nouns first, but before another word in the nominative they go with it.
    """
    if _RUSSIAN.fullmatch(word) is None:  # of other signs the library may know no name
        return None
    found = [
        parsed
        for parsed in _morphology().parse(word)
        if parsed.tag.POS in {"NOUN", "ADJF", "PRTF"} and {"nomn", "sing"} in parsed.tag
    ]
    if is_followed:
        found.sort(key=lambda parsed: parsed.tag.POS != "ADJF")
    return found[0] if found else None


def _like(word: str, form: str) -> str:
    """Return a form with the beginning of the word as it was typed: capitals, and «е» that was never «ё»."""
    same = 0
    for typed, said in zip(word.lower().replace("ё", "е"), form.replace("ё", "е"), strict=False):
        if typed != said:
            break
        same += 1
    return word[:same] + form[same:]


@lru_cache(maxsize=1)
def _morphology() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1)
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


@lru_cache(maxsize=1)
def _detector() -> Any:
    from pytrovich.detector import PetrovichGenderDetector

    return PetrovichGenderDetector()
