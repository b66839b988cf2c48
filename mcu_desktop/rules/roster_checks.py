"""What is doubtful in Приложение 2 while it is edited: warnings, each leading to its row."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mcu_desktop.rules.duties import comes_round
from mcu_desktop.rules.roster import BlockWords, RosterRow, guess_grants, has_role
from mcu_desktop.rules.russian import plural
from mcu_desktop.rules.terms import Role
from mcu_desktop.rules.titles import ROLES

_ONE_OF = (Role.CURATOR, Role.HEAD, Role.ADMINISTRATOR)  # п. 3.1 а-в: one each
_OF_CHANNEL = (Role.INCIDENT_COORDINATOR, Role.FEEDBACK_COORDINATOR)
_TWO_NAMES = 5  # words: a name has at most four, «Мамедов Али Гасан оглы»


@dataclass(frozen=True, slots=True)
class RosterFault:
    """One doubt in words; `row` is its place from 0, None where the whole table is meant.

    A table with a grave fault is not saved.
    """

    text: str
    row: int | None = None
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a table is checked against: the blocks, names that are no longer used, who is away in the days to come.

    `old_names` are (words of an old name, what is said now), of the municipality and of its bodies; `away` gives the
    deputy of each absent person.
    """

    blocks: Sequence[BlockWords]
    old_names: Sequence[tuple[str, str]] = ()
    away: Mapping[int, int | None] | None = None


def find_faults(rows: Sequence[RosterRow], around: Surroundings) -> tuple[RosterFault, ...]:
    """Return all doubts of a table: those of the whole first, then row by row."""
    of_rows = (fault for at in range(len(rows)) for fault in _of_row(rows, at, around))
    return (*_of_table(rows, around.blocks), *_of_names(rows, around.old_names), *of_rows)


def old_names_on(names: Iterable[tuple[str, date, date | None]], day: date) -> tuple[tuple[str, str], ...]:
    """Return (old words, words of the day) of a renamed municipality, in the genitive, as posts use them.

    `names` are what the administration is called, with the days, both inclusive: after its first word such a name
    stands in the genitive, «Администрация Вышневолоцкого городского округа».
    """
    return replaced_on(((name.partition(" ")[2], begun, ended) for name, begun, ended in names), day)


def replaced_on(names: Iterable[tuple[str, date, date | None]], day: date) -> tuple[tuple[str, str], ...]:
    """Return (words used before, words of the day) of one thing; none where it has no name on the day."""
    known = tuple(names)
    current = next((name for name, begun, ended in known if begun <= day and (ended is None or ended >= day)), None)
    if current is None:
        return ()
    return tuple((name, current) for name, _begun, ended in known if ended is not None and ended < day)


def renamed(rows: Iterable[RosterRow], old_names: Sequence[tuple[str, str]]) -> tuple[RosterRow, ...]:
    """Return the rows with posts that say the names of now."""
    found = []
    for row in rows:
        title = row.job_title
        for old, new in old_names:
            title = _old_words(old, new).sub(lambda _said, new=new: new, title)  # type: ignore[misc]
        found.append(replace(row, job_title=title))
    return tuple(found)


def _old_words(old: str, new: str) -> re.Pattern[str]:
    """Return what finds an old name, but not as the beginning of the new one: «… образования и молодежи»."""
    added = new[len(old) :] if new.casefold().startswith(old.casefold()) else ""
    return re.compile(re.escape(old) + (f"(?!{re.escape(added)})" if added else ""), re.IGNORECASE)


def _of_table(rows: Sequence[RosterRow], blocks: Sequence[BlockWords]) -> tuple[RosterFault, ...]:
    held = Counter(grant.role for row in rows if row.full_name for grant in set(row.grants))
    found = []
    if not has_role(rows, Role.ADMINISTRATOR):
        text = "Нет администратора МЦУ: некому будет вести состав и права. Такой состав не сохраняется."
        found.append(RosterFault(text, is_grave=True))
    found += [RosterFault(f"Нет человека в роли: {ROLES[role]}.") for role in Role if _is_missing(role, held)]
    found += [
        RosterFault(f"Несколько человек ({held[role]}) в роли: {ROLES[role]}.") for role in _ONE_OF if held[role] > 1
    ]
    manned = {grant.block_code for row in rows if row.full_name for grant in row.grants}
    return (
        *found,
        *(RosterFault(f"У блока «{block.title}» никого нет.") for block in blocks if block.code not in manned),
    )


def _is_missing(role: Role, held: Counter[Role]) -> bool:
    return not held[role] and role in {Role.CURATOR, Role.HEAD, *_OF_CHANNEL}


def _of_row(rows: Sequence[RosterRow], at: int, around: Surroundings) -> tuple[RosterFault, ...]:
    row = rows[at]
    texts = [*_meaning(row, around.blocks), *_name(row), *_post(row)]
    twice = [other + 1 for other in range(at) if row.full_name and rows[other].full_name == row.full_name]
    if twice:
        texts.append(f"«{row.full_name}» уже есть в строке {twice[0]}: п. 3.1 разрешает совмещать обязанности.")
    if around.away and row.person_id is not None and comes_round(row.person_id, around.away):
        texts.append(f"«{row.full_name}»: замещения замыкаются в круг.")
    return tuple(RosterFault(f"Строка {at + 1}. {text}", at) for text in texts)


def _meaning(row: RosterRow, blocks: Sequence[BlockWords]) -> list[str]:
    if not row.role_text.strip():
        return ["Роль не указана."]
    if not row.grants:
        return ["Программа не поняла роль: выберите её под таблицей."]
    guessed = guess_grants(row.role_text, blocks)
    if guessed and set(guessed) != set(row.grants):
        return ["Слова роли говорят одно, а выбрано другое: проверьте роль и блок."]
    return [] if row.confirmed else ["Роль угадана по словам: подтвердите её."]


def _name(row: RosterRow) -> list[str]:
    words = row.full_name.split()
    if not words:
        return ["Вакансия: имени нет."]
    if len(words) >= _TWO_NAMES or any(sign in row.full_name for sign in ",;\n"):
        return ["В ячейке, похоже, два человека: разделите строку."]
    return [] if len(words) > 1 else ["Имя неполное."]


def _post(row: RosterRow) -> list[str]:
    return ["Должность не указана."] if row.full_name and not row.job_title.strip() else []


def _of_names(rows: Sequence[RosterRow], old_names: Sequence[tuple[str, str]]) -> Iterable[RosterFault]:
    for old, new in old_names:
        places = [at for at, row in enumerate(rows) if _old_words(old, new).search(row.job_title)]
        if places:
            count = plural(len(places), "строке", "строках", "строках")
            yield RosterFault(f"В {count} прежнее название: «{old}» теперь называется «{new}».", places[0])
