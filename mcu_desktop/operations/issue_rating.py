"""Issuing a rating: it gets a number and is kept as it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mcu_desktop.models.catalogues import Setting
from mcu_desktop.models.figures import IssuedRating
from mcu_desktop.models.intake import JournalEntry
from mcu_desktop.operations.change import Change, Touched
from mcu_desktop.operations.permit import require
from mcu_desktop.reports.frozen_json import to_json
from mcu_desktop.rules.errors import UserFacingError
from mcu_desktop.rules.measures import DIMENSIONS, Dimension
from mcu_desktop.rules.permissions import Deed
from mcu_desktop.rules.rating import Rating
from mcu_desktop.rules.rating_inputs import RATING_SCOPES


def issue_rating(session: Session, rating: Rating, *, now: datetime, zone: ZoneInfo, actor: str) -> Change:
    """Keep a rating of a period that is over under the next number of the year; details are the number."""
    require(session, Deed.ISSUE_RATING, now=now)
    if rating.objects is Dimension.EXECUTOR:
        require(session, Deed.RATE_PEOPLE, now=now)
    local = now.astimezone(zone)
    if rating.period.last >= local.date():
        raise UserFacingError("Период ещё не закончился: рейтинг менялся бы и дальше. Выпустите его, когда он пройдёт.")
    if not rating.total.entry.counts.messages:
        raise UserFacingError("За этот период оценивать нечего: нет ни одного сообщения. Рейтинг не выпущен.")
    # Any row that is always there: of several that issue at once, each waits for the number before its own.
    session.execute(select(Setting).where(Setting.code == "zone").with_for_update())
    beginning = f"Р-{local.year}-"
    numbers = session.scalars(select(IssuedRating.number).where(IssuedRating.number.startswith(beginning)))
    last = max((int(number.removeprefix(beginning)) for number in numbers), default=0)
    number = f"{beginning}{last + 1:03}"
    session.add(
        IssuedRating(
            number=number,
            scope=rating.scope,
            objects=rating.objects,
            first_day=rating.period.first,
            last_day=rating.period.last,
            issued_at=now,
            actor=actor,
            content=to_json(rating),
        )
    )
    what = f"{RATING_SCOPES[rating.scope]}, {DIMENSIONS[rating.objects].lower()}, {rating.period.words()}"
    words = f"Выпущен рейтинг № {number}: {what}."
    session.execute(insert(JournalEntry), [{"at": now, "actor": actor, "summary": words}])
    return Change(frozenset({Touched.FIGURES}), words, details=number)
