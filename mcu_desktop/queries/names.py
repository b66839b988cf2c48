"""All names by date: of the municipality, its administration, the centre and the sector bodies."""

from dataclasses import dataclass
from datetime import date, timedelta

from mcu_desktop.store.reading import Reader, as_day, as_day_or_none

BODY = "body:"  # of a subject; the body's code follows
_SUBJECTS = {
    "municipality": "Муниципальное образование",
    "administration": "Администрация",
    "head": "Глава: подпись («И.О. Фамилия»)",
    "centre": "Центр управления",
}


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name with its days, both inclusive."""

    subject: str
    title: str  # what is so called
    name: str
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class NameFacts:
    """All names, and what can get another one: (title, subject)."""

    lines: tuple[NameLine, ...]
    subjects: tuple[tuple[str, str], ...]


def read_all_names(reader: Reader) -> NameFacts:
    """Return the names, of each subject the latest first; a body that was never renamed has that of the decree."""
    bodies = reader.rows("SELECT code, title, valid_from, valid_to FROM sector_bodies ORDER BY title")
    titles: dict[str, str] = _SUBJECTS | {BODY + str(code): str(title) for code, title, _begun, _ended in bodies}
    rows = reader.rows("SELECT subject, name, valid_from, valid_to, source FROM dated_names ORDER BY valid_from DESC")
    lines = [
        NameLine(subject, titles.get(str(subject), str(subject)), name, as_day(begun), as_day_or_none(ended), source)
        for subject, name, begun, ended, source in rows
    ]
    renamed = {line.subject: line.valid_from - timedelta(days=1) for line in lines}  # the earliest is the last here
    lines += [
        NameLine(
            BODY + code, title, title, as_day(begun), renamed.get(BODY + code, as_day_or_none(ended)), "Приложение 2"
        )
        for code, title, begun, ended in bodies
    ]
    order = list(titles)
    lines.sort(key=lambda line: order.index(line.subject) if line.subject in order else len(order))
    return NameFacts(tuple(lines), tuple((title, subject) for subject, title in titles.items()))
