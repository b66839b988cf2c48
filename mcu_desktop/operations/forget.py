"""Forgetting what nobody will ask for again: answers of deeds after a week, what a case was before a deed with its day.

An embedded store does it by the clock of its workstation, a shared one by its own, whoever asks for it.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from mcu_desktop.models.together import PerformedDeed
from mcu_desktop.models.undo import DoneDeed
from mcu_desktop.store.guarding.doors import ANSWER_DAYS, UNDO_DAYS, UNDONE_AT_ONCE
from mcu_desktop.store.store import Store


def forget(store: Store, *, now: datetime) -> None:
    """Remove the answers and the snapshots of long ago; the journal keeps that they were there."""
    if store.place.embedded:
        store.perform(lambda session: _forget_answers(session, now))
        _portion_by_portion(lambda: store.perform(lambda session: _forget_undo(session, now)))
        return
    with closing(store.open_reader()) as reader:
        reader.rows("SELECT mcu.forget_answers()")
        _portion_by_portion(lambda: int(reader.rows("SELECT mcu.forget_undo()")[0][0]))


def _portion_by_portion(forget_some: Callable[[], int]) -> None:
    """Let others have their turn in between: a deed of a thousand cases has a thousand snapshots."""
    while forget_some() == UNDONE_AT_ONCE:
        pass


def _forget_answers(session: Session, now: datetime) -> None:
    old = PerformedDeed.at < now - timedelta(days=ANSWER_DAYS)
    if session.scalar(select(exists().where(old))):
        session.execute(delete(PerformedDeed).where(old))


def _forget_undo(session: Session, now: datetime) -> int:
    old = select(DoneDeed.id).where(DoneDeed.at < now - timedelta(days=UNDO_DAYS)).order_by(DoneDeed.id)
    ids = list(session.scalars(old.limit(UNDONE_AT_ONCE)))
    if ids:
        session.execute(delete(DoneDeed).where(DoneDeed.id.in_(ids)))  # its snapshots go with it
    return len(ids)
