"""Приложение 2 as data: editions by date, what the words of a role mean, and what two editions differ in.

An edition is the whole table as an order has stated it; the one in force on a day is the last that took effect by then.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mcu_desktop.rules.grants import FEEDBACK_CHANNEL, INCIDENT_CHANNEL, RoleGrant
from mcu_desktop.rules.terms import Role

VACANCY = "вакансия"
_WORD = re.compile(r"[а-яё]+")
_STEM = 6  # letters that the cases of a word have in common: «образования», «образование»
_NO_MEANING = frozenset({"отраслевого", "блока", "работу", "развития", "развитие"})
_ENOUGH = 0.3  # of the words in common: «образования и молодежи» is still one block, a single «политики» is none
_SEVERAL = re.compile(r"[;\n]+")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row: the decree's columns as printed, and what they mean; an empty name is a vacancy.

    `confirmed` is whether a person has said that the grants are what the words mean.
    """

    full_name: str
    job_title: str
    role_text: str
    grants: tuple[RoleGrant, ...] = ()
    confirmed: bool = False
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The table as an order states it, in force from a day on; rows are numbered from 1 by their place."""

    order_number: str
    order_date: date
    valid_from: date
    rows: tuple[RosterRow, ...]
    edition_id: int | None = None


@dataclass(frozen=True, slots=True)
class BlockWords:
    """How a sector block is called: its code, its title and the words of the decree."""

    code: str
    title: str
    decree_wording: str


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """What a later edition does to an earlier one; pairs are (before, after) of the same person."""

    removed: tuple[RosterRow, ...]
    added: tuple[RosterRow, ...]
    changed: tuple[tuple[RosterRow, RosterRow], ...]
    moved: tuple[RosterRow, ...]  # the same words at another place among those that stay

    @property
    def is_empty(self) -> bool:
        """Whether the editions say the same."""
        return not (self.removed or self.added or self.changed or self.moved)


def edition_on(editions: Iterable[Edition], day: date) -> Edition | None:
    """Return the edition in force on a day; None before the first."""
    in_force = [edition for edition in editions if edition.valid_from <= day]
    return max(in_force, key=lambda edition: edition.valid_from, default=None)


def has_role(rows: Iterable[RosterRow], role: Role) -> bool:
    """Return whether a person, not a vacancy, holds a role."""
    return any(grant.role is role for row in rows if row.full_name.strip() for grant in row.grants)


def guess_grants(role_text: str, blocks: Sequence[BlockWords]) -> tuple[RoleGrant, ...]:
    """Return what the words of the column «Роль» mean (п. 3.1 and Приложение 2); nothing where it is not clear.

    Several roles of one person (п. 3.1, last paragraph) are told apart by «;» or a new line.
    """
    found = (_guess_one(part.strip(), blocks) for part in _SEVERAL.split(role_text))
    return tuple(dict.fromkeys(grant for grant in found if grant is not None))


def guess_body(job_title: str, bodies: Iterable[tuple[str, int]]) -> int | None:
    """Return the body that a post names, «Руководитель Управления образования …»; None where none or two fit as well.

    `bodies` are (title, id).
    """
    said = _stems(job_title)
    fitting = sorted(((len(stems), body) for title, body in bodies if (stems := _stems(title)) <= said), reverse=True)
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def guessed(rows: Iterable[RosterRow], blocks: Sequence[BlockWords]) -> tuple[RosterRow, ...]:
    """Return rows with what their words mean, for a person to confirm."""
    return tuple(replace(row, grants=guess_grants(row.role_text, blocks), confirmed=False) for row in rows)


def compare(before: Sequence[RosterRow], after: Sequence[RosterRow]) -> RosterDifference:
    """Return what differs; rows are the same by their person, of several of one person the most alike."""
    pairs = _pair(before, after)
    kept_before, kept_after = {old for old, _new in pairs}, {new for _old, new in pairs}
    changed = [(old, new) for old, new in pairs if _words(before[old]) != _words(after[new])]
    in_order = _longest_rising([old for old, _new in pairs])
    return RosterDifference(
        tuple(row for at, row in enumerate(before) if at not in kept_before),
        tuple(row for at, row in enumerate(after) if at not in kept_after),
        tuple((before[old], after[new]) for old, new in changed),
        tuple(after[new] for old, new in pairs if old not in in_order and (old, new) not in changed),
    )


def side_by_side(
    before: Sequence[RosterRow], after: Sequence[RosterRow]
) -> tuple[tuple[RosterRow | None, RosterRow | None, str], ...]:
    """Return the rows of two editions beside each other, in the order of the later one, with what has changed.

    Those who have left stand at the end; an empty text means that nothing has changed.
    """
    difference = compare(before, after)
    pairs = {new: old for old, new in _pair(before, after)}
    rows: list[tuple[RosterRow | None, RosterRow | None, str]] = []
    for place, row in enumerate(after):
        if place not in pairs:
            rows.append((None, row, "вошёл в состав"))
            continue
        was = before[pairs[place]]
        parts = (
            ("имя", was.full_name != row.full_name),
            ("должность", was.job_title != row.job_title),
            ("роль", was.role_text != row.role_text),
            ("место", any(row is moved for moved in difference.moved)),
        )
        changed = ", ".join(title for title, is_changed in parts if is_changed)
        rows.append((was, row, f"изменено: {changed}" if changed else ""))
    return (*rows, *((row, None, "вышел из состава") for row in difference.removed))


def _guess_one(text: str, blocks: Sequence[BlockWords]) -> RoleGrant | None:
    words = " ".join(text.lower().replace("ё", "е").split())
    if "блок" in words:
        block = _guess_block(words, blocks)
        role = Role.BLOCK_OFFICER if words.startswith("ответственн") else Role.BLOCK_HEAD
        return RoleGrant(role, block) if block is not None else None
    if "инцидент" in words:
        return RoleGrant(Role.INCIDENT_COORDINATOR, channel_code=INCIDENT_CHANNEL)
    if "обратной связи" in words or re.search(r"\bпос\b", words):
        return RoleGrant(Role.FEEDBACK_COORDINATOR, channel_code=FEEDBACK_CHANNEL)
    for start, role in (("куратор", Role.CURATOR), ("администратор", Role.ADMINISTRATOR), ("руководитель", Role.HEAD)):
        if words.startswith(start) and ("мцу" in words or "центра управления" in words):
            return RoleGrant(role)
    return None


def _guess_block(words: str, blocks: Sequence[BlockWords]) -> str | None:
    """Return the block that shares the most words with the text after «блока», if only one does."""
    wanted = _stems(words.partition("блок")[2])
    if not wanted:
        return None
    shares = {
        block.code: max(
            len(wanted & stems) / len(wanted | stems) for stems in (_stems(block.title), _stems(block.decree_wording))
        )
        for block in blocks
    }
    best = max(shares.values(), default=0)
    leading = [code for code, share in shares.items() if share == best]
    return leading[0] if len(leading) == 1 and best > _ENOUGH else None


def _stems(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower().replace("ё", "е"))
    return frozenset(word[:_STEM] for word in words if word not in _NO_MEANING and len(word) > 2)  # noqa: PLR2004


def _words(row: RosterRow) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in (row.full_name, row.job_title, row.role_text))


def _is_same_person(before: RosterRow, after: RosterRow) -> bool:
    """Return whether two rows name one person; who is known in both may have got another family name."""
    names = [" ".join(row.full_name.split()).casefold() for row in (before, after)]
    if before.person_id is None or after.person_id is None:  # a table from a file knows nobody
        return names[0] == names[1]
    own_names = [name.partition(" ")[2] for name in names]
    return before.person_id == after.person_id and own_names[0] == own_names[1]


def _is_same_role(before: RosterRow, after: RosterRow) -> bool:
    return _is_same_person(before, after) and before.role_text.split() == after.role_text.split()


def _is_same_row(before: RosterRow, after: RosterRow) -> bool:
    return _is_same_person(before, after) and _words(before) == _words(after)


def _pair(before: Sequence[RosterRow], after: Sequence[RosterRow]) -> list[tuple[int, int]]:
    """Return the places (before, after) of the rows that are the same, by their place after."""
    free, pairs = list(range(len(before))), list[tuple[int, int]]()
    left = list(range(len(after)))
    for is_same in (_is_same_row, _is_same_role, _is_same_person):
        for new in tuple(left):
            found = next((old for old in free if is_same(before[old], after[new])), None)
            if found is not None:
                free.remove(found)
                left.remove(new)
                pairs.append((found, new))
    return sorted(pairs, key=lambda pair: pair[1])


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """Return the most places that stand in rising order: those rows have not moved."""
    runs: list[tuple[int, ...]] = [()]
    for place in places:
        before = max((run for run in runs if not run or run[-1] < place), key=len)
        runs.append((*before, place))
    longest = max(runs, key=len)
    return frozenset(longest)
