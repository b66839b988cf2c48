"""Who has a login of the shared store, and who of the roster has none yet."""

from dataclasses import dataclass
from datetime import date, datetime

from mcu_desktop.queries.people import PersonLine, read_people
from mcu_desktop.store.reading import Reader, as_moment

_OPEN, _LOCKED, _OUT = "открыта", "закрыта", "не в составе"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One login; without a person it is the wall's."""

    login: str
    person_id: int | None
    person: str
    locked: bool
    state: str  # Russian: «открыта», «закрыта», «не в составе»
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """All logins, and the people of the roster of a day who have none."""

    is_shared: bool
    lines: tuple[AccountLine, ...]
    without: tuple[PersonLine, ...]


def read_accounts(reader: Reader) -> tuple[AccountLine, ...]:
    """Return the logins by their names; of people who are in the roster no more, it says so."""
    rows = reader.rows(
        "SELECT a.login, a.person_id, p.family_name, p.given_name, p.patronymic, a.locked, a.made_at, a.made_by"
        " FROM accounts a LEFT JOIN people p ON p.id = a.person_id ORDER BY a.login"
    )
    if not rows:
        return ()
    working = {row[0] for row in reader.rows("SELECT login FROM mcu.working_logins()")}
    return tuple(
        AccountLine(
            login=login,
            person_id=person_id,
            person=" ".join(part for part in names if part),
            locked=bool(locked),
            state=_LOCKED if locked else (_OPEN if person_id is None or login in working else _OUT),
            made_at=as_moment(made_at),
            made_by=made_by,
        )
        for login, person_id, *names, locked, made_at, made_by in rows
    )


def read_accounts_page(reader: Reader, on: date) -> Accounts:
    """Return what the page of accounts shows on a day."""
    lines = read_accounts(reader)
    held = {line.person_id for line in lines}
    without = tuple(person for person in read_people(reader, on) if person.person_id not in held)
    return Accounts(reader.dialect != "sqlite", lines, without)
