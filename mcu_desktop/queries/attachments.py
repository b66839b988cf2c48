"""The files of a case, and the bytes of one."""

from dataclasses import dataclass
from datetime import datetime

from mcu_desktop.rules.attachments import FileKind, file_kind
from mcu_desktop.store.reading import Reader, as_moment

_HEAD_BYTES = 64


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file of a case; size in bytes."""

    attachment_id: int
    name: str
    size: int
    at: datetime
    actor: str
    kind: FileKind


def read_attachments(reader: Reader, case_id: int) -> tuple[AttachedFile, ...]:
    """Return the files of a case, the oldest first; of their bytes only the first are looked at."""
    rows = reader.rows(
        "SELECT a.id, a.name, b.size, a.at, a.actor, substr(b.content, 1, :head) FROM attachments a"
        " JOIN attachment_contents b ON b.content_hash = a.content_hash WHERE a.case_id = :case_id ORDER BY a.id",
        case_id=case_id,
        head=_HEAD_BYTES,
    )
    return tuple(
        AttachedFile(row[0], row[1], row[2], as_moment(row[3]), row[4], file_kind(row[1], bytes(row[5])))
        for row in rows
    )


def read_attachment_content(reader: Reader, attachment_id: int) -> bytes | None:
    """Return the bytes of a file, None where it is no more."""
    rows = reader.rows(
        "SELECT b.content FROM attachments a JOIN attachment_contents b ON b.content_hash = a.content_hash"
        " WHERE a.id = :attachment_id",
        attachment_id=attachment_id,
    )
    return bytes(rows[0][0]) if rows else None
