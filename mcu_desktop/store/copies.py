"""The copies of an embedded store: their folder, their names, what is known of each."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from glob import escape
from hashlib import file_digest
from pathlib import Path
from zoneinfo import ZoneInfo

from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.store.backup import Step, find_damage, make_verified_copy, sync
from mcu_desktop.store.migrating import SCHEMA_VERSION

_MOMENT = "%Y-%m-%d-%H%M%S"
_DAY_SECONDS = 24 * 60 * 60
_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{6}")


@dataclass(frozen=True, slots=True)
class CopyNote:
    """What was found in a copy when it was last looked at, kept beside it; `mark` is of the store's last change."""

    sha256: str
    cases: int
    schema: int
    checked_at: str  # ISO, with its zone
    damage: str = ""
    mark: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy in its folder; without a note nobody has looked into it yet."""

    file: Path
    made_at: datetime
    size: int
    note: CopyNote | None
    by_rule: bool  # made and named by the program, so that the rotation may take it away


def folder_of(file: Path, wanted: str) -> Path:
    """Return the folder of a store's copies; without a wish it is «backups» beside the store."""
    return Path(wanted) if wanted else file.parent / "backups"


def make_copy(
    file: Path, folder: Path, *, moment: datetime, mark: tuple[int, ...], step: Step | None = None
) -> KeptCopy:
    """Make a verified copy named by the local moment, with its note; `UserFacingError` where it cannot be."""
    copy = make_verified_copy(file, folder / copy_name(file.stem, moment, ".sqlite3"), step=step)
    note = replace(look_into(copy, None, moment=moment), mark=mark)
    write_note(copy, note)
    return KeptCopy(copy, moment.replace(microsecond=0), copy.stat().st_size, note, by_rule=True)


def list_copies(file: Path, folder: Path, zone: ZoneInfo) -> tuple[KeptCopy, ...]:
    """Return the copies of a store, the newest first; those with other names, as the ones before an upgrade, too."""
    found = [_kept(copy, file.stem, zone) for copy in folder.glob(f"{escape(file.stem)}-*.sqlite3")]
    return tuple(sorted(found, key=lambda copy: copy.made_at, reverse=True))


def look_into(copy: Path, known: CopyNote | None, *, moment: datetime) -> CopyNote:
    """Open a copy, look for damage in all of it and count; what is wrong is said in the note, never raised."""
    with copy.open("rb") as stream:
        checksum = file_digest(stream, "sha256").hexdigest()
    if known is not None and known.sha256 != checksum:
        damage = "содержимое не то, каким было при создании"
        return replace(known, damage=damage, checked_at=moment.isoformat(timespec="seconds"))
    cases, schema, damage = 0, 0, ""
    try:
        # Nobody writes into a copy, and it may lie where nobody can.
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            damage = find_damage(connection.execute)
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            cases = connection.execute("SELECT count(*) FROM cases").fetchone()[0]
    except sqlite3.Error as error:
        damage = damage or f"не открывается ({error})"
    return CopyNote(checksum, cases, schema, moment.isoformat(timespec="seconds"), damage, known.mark if known else ())


def refuse_unfit(copy: Path, note: CopyNote) -> None:
    """Refuse a copy that a store cannot be brought back from."""
    if note.damage:
        raise UserFacingError(f"Файл «{copy}» не годится: {note.damage}. Хранилище не изменено. Выберите другую копию.")
    if note.schema > SCHEMA_VERSION:
        raise UserFacingError(
            f"Копия «{copy.name}» сделана более новой программой (версия схемы {note.schema}, эта программа знает "
            f"{SCHEMA_VERSION}). Хранилище не изменено. Обновите программу на этом рабочем месте."
        )


def read_note(copy: Path) -> CopyNote | None:
    """Return what is known of a copy; None where nothing is, or nothing that can be read."""
    try:
        found = json.loads(_note_file(copy).read_text(encoding="utf-8"))
        return CopyNote(**(found | {"mark": tuple(found["mark"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return None  # a copy is looked into anew where its note is missing or torn


def write_note(copy: Path, note: CopyNote) -> None:
    """Keep what is known of a copy beside it."""
    file = _note_file(copy)
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.write_text(json.dumps(asdict(note), ensure_ascii=False), encoding="utf-8")
    sync(unfinished)
    unfinished.replace(file)


def remove_copy(copy: Path) -> None:
    """Remove a copy and its note."""
    copy.unlink(missing_ok=True)
    _note_file(copy).unlink(missing_ok=True)


def remove_leftovers(file: Path, folder: Path, *, now: datetime) -> None:
    """Remove what a killed program has left unfinished, once it is a day old: nobody works on it any more."""
    for left in folder.glob(f"{escape(file.stem)}-*.unfinished*"):
        if now.timestamp() - left.stat().st_mtime > _DAY_SECONDS:
            left.unlink(missing_ok=True)


def copy_name(stem: str, moment: datetime, ending: str) -> str:
    """Return the name of a copy made at a local moment."""
    return f"{stem}-{moment.strftime(_MOMENT)}{ending}"


def moment_in_name(copy: Path, stem: str, zone: ZoneInfo) -> datetime | None:
    """Return the local moment a copy of a store was named by; None for any other name."""
    named = copy.stem.removeprefix(f"{stem}-")
    try:
        return datetime.strptime(named, _MOMENT).replace(tzinfo=zone) if _NAME.fullmatch(named) else None
    except ValueError:
        return None


def _kept(copy: Path, stem: str, zone: ZoneInfo) -> KeptCopy:
    facts = copy.stat()
    named = moment_in_name(copy, stem, zone)
    made_at = named or datetime.fromtimestamp(facts.st_mtime, zone).replace(microsecond=0)
    return KeptCopy(copy, made_at, facts.st_size, read_note(copy), by_rule=named is not None)


def _note_file(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.json")
