"""The personal data of those who wrote; on a shared store each look is checked and noted by the store itself."""

from collections.abc import Sequence

from mcu_desktop.intake.incoming import Citizen
from mcu_desktop.store.reading import Reader, in_list

_COLUMNS = "SELECT case_id, name, phone, email, address, author_link FROM "


def look_at_citizens(reader: Reader, case_ids: Sequence[int]) -> dict[int, Citizen]:
    """Note a look on a shared store, in a transaction of its own, and return what `read_citizens` does."""
    if reader.dialect == "postgresql":
        reader.rows("SELECT mcu.look(CAST(:ids AS integer[]))", ids=list(case_ids))
    return read_citizens(reader, case_ids)


def read_citizens(reader: Reader, case_ids: Sequence[int]) -> dict[int, Citizen]:
    """Return whose data are known by case; a shared store gives those alone that are for the person, once noted."""
    if reader.dialect == "sqlite":
        ids, parameters = in_list("id", case_ids)
        rows = reader.rows(f"{_COLUMNS} citizens WHERE case_id IN {ids}", **parameters)
    else:
        rows = reader.rows(f"{_COLUMNS} mcu.see_citizens(CAST(:ids AS integer[]))", ids=list(case_ids))
    return {row[0]: Citizen(*row[1:]) for row in rows}
