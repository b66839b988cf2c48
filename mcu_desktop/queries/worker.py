"""Who works on a shared store: its login says so, nobody chooses."""

from dataclasses import dataclass

from mcu_desktop.store.about import WHO
from mcu_desktop.store.reading import Reader, Row


@dataclass(frozen=True, slots=True)
class Worker:
    """The login of this connection with its person; 0 and «Экран» for the wall's."""

    login: str
    person_id: int
    name: str


def read_worker(reader: Reader) -> Worker | None:
    """Return who works here, None on an embedded store and for the owner of the server, who may say it."""
    if reader.dialect == "sqlite":
        return None
    return worker_of(reader.rows(WHO)[0])


def worker_of(row: Row) -> Worker | None:
    """Return who works by the row that a shared store gives of this connection."""
    login, person_id, name, is_superuser = row
    return None if is_superuser == "on" else Worker(login, person_id or 0, name or "Экран")
