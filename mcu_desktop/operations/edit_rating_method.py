"""Writing the method of the rating that an order adopts."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.figures import RatingMethodRecord
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.reports.frozen_json import to_json
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.rating import MethodEdition, check_method
from mcu_desktop.rules.rating_words import edition_words

_LONGEST_NUMBER = 40


def save_rating_method(session: Session, edition: MethodEdition, *, now: datetime, actor: str) -> Change:
    """Keep an edition, in the place of one that is valid from the same day; issued ratings keep their own method."""
    require(session, Deed.EDIT_RATING, now=now)
    check_method(edition.method)
    number = " ".join(edition.order_number.split())
    if not number or len(number) > _LONGEST_NUMBER or edition.order_date is None:
        raise UserFacingError("Назовите номер и дату распоряжения, которым утверждена методика. Ничего не сохранено.")
    if edition.valid_from < edition.order_date:
        raise UserFacingError("Методика не действует раньше дня распоряжения. Ничего не сохранено: исправьте дату.")
    record = session.scalar(select(RatingMethodRecord).where(RatingMethodRecord.valid_from == edition.valid_from))
    if record is None:
        record = RatingMethodRecord(valid_from=edition.valid_from)
        session.add(record)
    record.order_number, record.order_date = number, edition.order_date
    record.content = to_json(edition.method)
    words = f"Рейтинг: {edition_words(edition)}."
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.FIGURES}), words)
