"""The people of the roster, who of them is away, and who stands in."""

from dataclasses import dataclass, replace
from datetime import date

from mcu_desktop.queries.roster import IN_FORCE
from mcu_desktop.store.reading import Reader, as_day


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One who is in the roster on a day, in its order."""

    person_id: int
    family_name: str
    full_name: str
    role_text: str
    job_title: str  # of the first row


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """Days on which a person is away, both inclusive."""

    absence_id: int
    person_id: int
    person: str
    deputy_id: int | None
    deputy: str
    first_day: date
    last_day: date
    reason: str


def read_people(reader: Reader, on: date) -> tuple[PersonLine, ...]:
    """Return each person of the roster once, with the words of all roles."""
    rows = reader.rows(
        "SELECT p.id, p.family_name, p.given_name, p.patronymic, e.role_text, e.job_title FROM roster_entries e"
        " JOIN people p ON p.id = e.person_id WHERE " + IN_FORCE + " ORDER BY e.position",
        day=on,
    )
    found: dict[int, PersonLine] = {}
    for person_id, family, given, patronymic, role, title in rows:
        known = found.get(person_id)
        if known is not None:
            found[person_id] = replace(known, role_text=f"{known.role_text}; {role}")
        else:
            found[person_id] = PersonLine(person_id, family, f"{family} {given} {patronymic}".strip(), role, title)
    return tuple(found.values())


def read_absences(reader: Reader, on: date) -> tuple[AbsenceLine, ...]:
    """Return the absences that have not ended by a day, the nearest first."""
    rows = reader.rows(
        "SELECT a.id, a.person_id, p.family_name, p.given_name, a.deputy_id, d.family_name, d.given_name, a.first_day,"
        " a.last_day, a.reason FROM absences a JOIN people p ON p.id = a.person_id"
        " LEFT JOIN people d ON d.id = a.deputy_id WHERE a.last_day >= :day ORDER BY a.first_day, a.id",
        day=on,
    )
    return tuple(
        AbsenceLine(
            absence_id=row[0],
            person_id=row[1],
            person=f"{row[2]} {row[3]}",
            deputy_id=row[4],
            deputy=f"{row[5]} {row[6]}" if row[4] else "",
            first_day=as_day(row[7]),
            last_day=as_day(row[8]),
            reason=row[9],
        )
        for row in rows
    )
