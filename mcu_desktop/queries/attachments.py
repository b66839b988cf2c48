"""The files of a case, and the bytes of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mcu_desktop.store.reading import Reader, Row, as_moment


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file of a case; size in bytes. What it is only its bytes say, and a list does not read them."""

    attachment_id: int
    name: str
    size: int
    at: datetime
    actor: str


ATTACHMENTS = (
    "SELECT a.id, a.name, b.size, a.at, a.actor FROM attachments a"
    " JOIN attachment_contents b ON b.content_hash = a.content_hash WHERE a.case_id = :case_id ORDER BY a.id"
)


def attached_files(rows: Iterable[Row]) -> tuple[AttachedFile, ...]:
    """Return the files of a case from the rows of `ATTACHMENTS`, the oldest first."""
    return tuple(AttachedFile(key, name, size, as_moment(at), actor) for key, name, size, at, actor in rows)


def read_attachment_content(reader: Reader, attachment_id: int) -> bytes | None:
    """Return the bytes of a file, None where it is no more."""
    rows = reader.rows(
        "SELECT b.content FROM attachments a JOIN attachment_contents b ON b.content_hash = a.content_hash"
        " WHERE a.id = :attachment_id",
        attachment_id=attachment_id,
    )
    return bytes(rows[0][0]) if rows else None
