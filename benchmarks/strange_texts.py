"""Messages as people, machines and attackers write them, made of a seed: for proofs that nothing in a text stops us."""

from collections.abc import Callable, Iterator
from random import Random

_VOWELS, _CONSONANTS = "аеёиоуыэюя", "бвгджзйклмнпрстфхцчшщ"
_MARKUP = (
    "<b>", "</b>", "<i", "<br/>", "<para>", "<font color='red'>", "<img src='/etc/passwd'/>", "<onDraw name='x'/>",
    "<a href='file:///'>", "&amp;", "&lt;", "&#1071;", "&", "<", ">", "]]>", "<!--", "{0}", "%s", "${PATH}", "$(ls)",
    "=1+1", "@SUM(A1)", "'; DROP TABLE cases; --", "\\", "/", "C:\\x\\..", "</w:t>", "<?xml?>",
)  # fmt: skip
_SIGNS = "№§–—«»…’“”„!?.,:;()[]{}*#^~`|°±×÷½€₽™©®•¶†‡"
_COMBINING = "\u0300\u0301\u0306\u0308\u0327\u0336\u20dd"
_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\ufe0f\ufeff\u2028\u2029\u00a0\u3000"
# Blocks of Unicode: Arabic, Hebrew, Devanagari, Thai, Chinese, Korean, private use, emoji, mathematics, flags, unknown.
_BLOCKS = (
    (0x0600, 0x06FF), (0x0590, 0x05FF), (0x0900, 0x097F), (0x0E00, 0x0E7F), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xE000, 0xE0FF), (0x1F300, 0x1F64F), (0x1D400, 0x1D4FF), (0x1F1E6, 0x1F1FF), (0xFFF0, 0xFFFF),
    (0x10FFF0, 0x10FFFF),
)  # fmt: skip
_LONGEST = 30  # pieces of a usual message
_MEGABYTE = 1_000_000


def strange_texts(count: int, *, seed: int, with_megabyte: bool = False) -> Iterator[str]:
    """Yield so many messages, the same for the same seed; the middle one may have a million signs and more."""
    chance = Random(seed)  # noqa: S311 -- the same each time
    for place in range(count):
        if with_megabyte and place == count // 2:
            yield "".join(_pieces(chance, _MEGABYTE))
        else:
            pieces = (_piece(chance) for _ in range(chance.randint(0, _LONGEST)))
            yield "".join(pieces)


def _pieces(chance: Random, length: int) -> Iterator[str]:
    made = 0
    while made < length:
        piece = _piece(chance)
        made += len(piece)
        yield piece


def _piece(chance: Random) -> str:
    makers: tuple[tuple[Callable[[Random], str], int], ...] = (
        (_words, 60), (_markup, 10), (_number, 8), (_foreign, 8), (_sign, 8), (_accented, 5), (_hidden, 5),
        (_control, 3), (_long_word, 2), (_lines, 5), (_broken, 2),
    )  # fmt: skip
    maker = chance.choices([maker for maker, _weight in makers], [weight for _maker, weight in makers])[0]
    return maker(chance) + chance.choice((" ", " ", " ", "", "-", "\t", "\u00a0"))


def _word(chance: Random, syllables: int) -> str:
    word = "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables))
    return chance.choice((word, word, word, word.capitalize(), word.upper()))


def _words(chance: Random) -> str:
    return " ".join(_word(chance, chance.randint(1, 5)) for _ in range(chance.randint(1, 8)))


def _long_word(chance: Random) -> str:
    letter = chance.choice(("a", "W", "0", "-", "ё", "漢", _word(chance, 3)))
    return letter * chance.randint(50, 400)


def _markup(chance: Random) -> str:
    return chance.choice(_MARKUP)


def _number(chance: Random) -> str:
    return chance.choice(("+7 900 ", "-", "№ ", "1e", "д. ", "0x")) + str(chance.randint(0, 10**9))


def _foreign(chance: Random) -> str:
    first, last = chance.choice(_BLOCKS)
    return "".join(chr(chance.randint(first, last)) for _ in range(chance.randint(1, 12)))


def _sign(chance: Random) -> str:
    return "".join(chance.choice(_SIGNS) for _ in range(chance.randint(1, 6)))


def _accented(chance: Random) -> str:
    marks = (chance.choice(_COMBINING) * chance.randint(0, 3) for _ in range(6))
    return "".join(letter + mark for letter, mark in zip(_word(chance, 3), marks, strict=True))


def _hidden(chance: Random) -> str:
    return chance.choice(_HIDDEN) + _word(chance, 2) + chance.choice(_HIDDEN)


def _control(chance: Random) -> str:
    return chr(chance.choice((*range(32), *range(0x7F, 0xA0)))) * chance.randint(1, 3)


def _broken(chance: Random) -> str:
    return chr(chance.randint(0xD800, 0xDFFF))


def _lines(chance: Random) -> str:
    return chance.choice(("\n", "\r\n", "\r", "\n\n\n", "\x0b", "\x0c", "\x85"))
