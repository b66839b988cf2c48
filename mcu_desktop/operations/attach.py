"""Files put to a case and taken away; the bytes are kept once under their hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mcu_desktop.models.case_work import Attachment, AttachmentContent
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.held_case import held_case, note_event
from mcu_desktop.operations.search_row import write_search_row
from mcu_desktop.rules.attachments import LARGEST_FILE, MOST_FILES, safe_name, size_words
from mcu_desktop.rules.errors import UserFacingError, system_reason
from mcu_desktop.rules.permissions import Deed


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be put to a case: its name as it came, and its bytes."""

    name: str
    content: bytes


def read_new_file(path: Path) -> NewFile:
    """Read a file whole; one that is too large is refused before it is read."""
    try:
        if path.is_dir():
            raise UserFacingError(f"«{path.name}» — папка. Приложить можно файлы. Ничего не приложено.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UserFacingError(_too_large(path.name, size))
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)  # it may have grown meanwhile
    except OSError as error:
        raise UserFacingError(
            f"Файл «{path.name}» не читается ({system_reason(error)}). Ничего не приложено, файл не тронут."
        ) from error
    return NewFile(path.name, content)


def attach(session: Session, case_id: int, files: Sequence[NewFile], *, now: datetime, actor: str) -> Change:
    """Put files to a case, open or closed; one that it has already is not put twice."""
    case = held_case(session, case_id, Deed.COMMENT, now)
    known = dict(
        session.execute(select(Attachment.content_hash, Attachment.name).where(Attachment.case_id == case_id)).all()
    )
    names = set(known.values())
    added, doubled = [], []
    for file in files:
        if not file.content:
            raise UserFacingError(f"Файл «{safe_name(file.name)}» пуст. Ничего не приложено.")
        if len(file.content) > LARGEST_FILE:
            raise UserFacingError(_too_large(file.name, len(file.content)))
        content_hash = sha256(file.content).hexdigest()
        if content_hash in known:
            doubled.append(known[content_hash])
            continue
        name = _free_name(safe_name(file.name), names)
        _keep_bytes(session, content_hash, file.content)
        session.add(Attachment(case_id=case_id, name=name, content_hash=content_hash, at=now, actor=actor))
        known[content_hash] = name
        names.add(name)
        added.append(name)
    if len(known) > MOST_FILES:
        raise UserFacingError(f"У сообщения может быть не больше {MOST_FILES} файлов. Ничего не приложено.")
    words = _words(added, doubled)
    if added:
        note_event(session, case, words, now=now, actor=actor)
        write_search_row(session, case)
    return Change(frozenset({Touched.CASES}), f"{case.number}. {words}.")


def remove_attachment(session: Session, attachment_id: int, *, now: datetime, actor: str) -> Change:
    """Take a file away from a case; its bytes go when no other case has them."""
    found = session.get(Attachment, attachment_id)
    if found is None:
        raise UserFacingError("Этого файла уже нет. Ничего не изменено.")
    case = held_case(session, found.case_id, Deed.COMMENT, now)
    name, content_hash = found.name, found.content_hash
    session.delete(found)
    session.flush()
    _forget_bytes(session, content_hash)
    note_event(session, case, f"Убран файл «{name}»", now=now, actor=actor)
    write_search_row(session, case)
    return Change(frozenset({Touched.CASES}), f"{case.number}. Убран файл «{name}».")


def _keep_bytes(session: Session, content_hash: str, content: bytes) -> None:
    """Keep the bytes of a file, unless they are there, be it with a case that this person does not see."""
    given = {"content_hash": content_hash, "size": len(content), "content": content}
    made = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(made(AttachmentContent).values(given).on_conflict_do_nothing())


def _forget_bytes(session: Session, content_hash: str) -> None:
    """Take the bytes of a file away, unless a case has them, be it one that this person does not see."""
    try:
        with session.begin_nested():
            session.execute(delete(AttachmentContent).where(AttachmentContent.content_hash == content_hash))
    except IntegrityError:
        return  # the other case keeps them


def _free_name(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    stem, dot, ending = name.rpartition(".")
    base, tail = (stem, f".{ending}") if dot else (name, "")
    number = next(count for count in range(2, len(taken) + 3) if f"{base} ({count}){tail}" not in taken)
    return f"{base} ({number}){tail}"


def _too_large(name: str, size: int) -> str:
    return (
        f"Файл «{safe_name(name)}» ({size_words(size)}) больше {size_words(LARGEST_FILE)}. Ничего не приложено: "
        "сожмите его или положите в папку и напишите о ней в заметке."
    )


def _words(added: Sequence[str], doubled: Sequence[str]) -> str:
    parts = []
    if added:
        parts.append("Приложено: " + ", ".join(added))
    if doubled:
        parts.append("уже было: " + ", ".join(doubled))
    return "; ".join(parts) if added else "Ничего не приложено, " + parts[0]
