"""Forgetting the answers of deeds: nobody repeats a deed a week after its answer was lost."""

from contextlib import closing
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from mcu_desktop.models.together import PerformedDeed
from mcu_desktop.store.guarding.doors import ANSWER_DAYS
from mcu_desktop.store.store import Store


def forget_answers(store: Store, *, now: datetime) -> None:
    """Remove the answers that are older than a week; a shared store does it by its own clock, whoever asks for it."""
    if not store.place.embedded:
        with closing(store.open_reader()) as reader:
            reader.rows("SELECT mcu.forget_answers()")
        return
    old = PerformedDeed.at < now - timedelta(days=ANSWER_DAYS)

    def forget(session: Session) -> None:
        if session.scalar(select(exists().where(old))):
            session.execute(delete(PerformedDeed).where(old))

    store.perform(forget)
