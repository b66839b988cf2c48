"""The answer of a deed, kept under its key in the same transaction, so that a repeat gives the first answer back."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import Any

from sqlalchemy import Insert, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mcu_desktop.models.together import PerformedDeed
from mcu_desktop.operations.change import Change, Touched

# Details of a change that are kept with the answer, and where their records are declared. Others are not: they may
# be a citizen's data.
_KEPT = {
    "AlertCount": "mcu_desktop.queries.alerts",
    "IntakeResult": "mcu_desktop.operations.take_in",
    "RowResult": "mcu_desktop.operations.bulk",
}
_PLAIN = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class DeedKey:
    """A UUID that a deed has had since the click; a repeat is a try whose forerunner may have been done."""

    value: str
    is_repeat: bool = False


def first_answer(session: Session, key: DeedKey, deed: Callable[[Session], Change], now: datetime) -> Change | None:
    """Return what the deed has answered when it was done under the key; None where it was not.

    A forerunner whose commit is still under way is waited for.
    """
    if not key.is_repeat or not _is_taken(session, key, now):
        return None
    kept = json.loads(session.scalars(select(PerformedDeed.answer).where(PerformedDeed.deed_key == key.value)).one())
    change = Change(frozenset(map(Touched, kept["touched"])), kept["text"], undo_id=kept["undo_id"])
    if "details" in kept:
        return replace(change, details=_unpacked(kept["details"]))
    # The details were not kept: they are seen once more, and what that changes is taken back.
    again = session.begin_nested()
    try:
        return replace(change, details=deed(session).details)
    finally:
        again.rollback()


def keep_answer(session: Session, key: DeedKey, change: Change, now: datetime) -> None:
    """Keep the answer of a deed under its key."""
    answer: dict[str, Any] = {"touched": sorted(change.touched), "text": change.text, "undo_id": change.undo_id}
    if _is_kept(change.details):
        answer["details"] = _packed(change.details)
    session.execute(_under(session, key, now, json.dumps(answer, ensure_ascii=False)))


def _is_taken(session: Session, key: DeedKey, now: datetime) -> bool:
    trial = session.begin_nested()
    try:
        session.execute(_under(session, key, now, ""))
    except IntegrityError:
        return True
    finally:
        trial.rollback()
    return False


def _under(session: Session, key: DeedKey, now: datetime, answer: str) -> Insert:
    # The clock of a shared store says when its answers are forgotten: that of a workstation may be wrong.
    moment = func.now() if session.get_bind().dialect.name == "postgresql" else now
    return insert(PerformedDeed).values(deed_key=key.value, at=moment, answer=answer)


def _is_kept(details: object) -> bool:
    if isinstance(details, tuple):
        return all(map(_is_kept, details))
    return isinstance(details, _PLAIN) or type(details).__name__ in _KEPT


def _packed(details: object) -> object:
    if isinstance(details, tuple):
        return {"each": [_packed(part) for part in details]}
    if is_dataclass(details) and not isinstance(details, type):
        return {"kind": type(details).__name__, "fields": asdict(details)}
    return details


def _unpacked(kept: Any) -> object:
    if not isinstance(kept, dict):
        return kept
    if "each" in kept:
        return tuple(map(_unpacked, kept["each"]))
    kind = kept["kind"]
    return getattr(import_module(_KEPT[kind]), kind)(**kept["fields"])
