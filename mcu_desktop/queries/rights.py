"""What a person may do on a day: the own roles and those of the absent whom the person stands in for."""

from datetime import date

from mcu_desktop.queries.roster import read_away, read_edition
from mcu_desktop.rules.duties import stand_in
from mcu_desktop.rules.permissions import OWNER, Rights
from mcu_desktop.store.reading import Reader


def read_rights(reader: Reader, person_id: int, on: date) -> Rights:
    """Return the rights of a person on a day; who is in no roster has none."""
    edition, away = read_edition(reader, on), read_away(reader, on)
    rows = edition.rows if edition is not None else ()
    acting = (row for row in rows if row.person_id is not None and _acts(person_id, row.person_id, away))
    return Rights(tuple(dict.fromkeys(grant for row in acting for grant in row.grants)))


def read_own_rights(reader: Reader, person_id: int, full_name: str, on: date) -> Rights | None:
    """Return the rights of the person who was chosen at a workstation; None where the id is another's here."""
    if not person_id:
        return OWNER
    names = reader.rows("SELECT given_name, patronymic FROM people WHERE id = :id", id=person_id)
    if not names or not full_name.endswith(" ".join(part for part in names[0] if part)):
        return None
    return read_rights(reader, person_id, on)


def _acts(person_id: int, holder_id: int, away: dict[int, int | None]) -> bool:
    # Who is away keeps the own rights: a holiday does not lock a person out, it adds a deputy.
    return holder_id == person_id or stand_in(holder_id, away) == person_id
