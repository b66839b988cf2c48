"""What people decide about figures: the method of the rating by order, and ratings as they were issued."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.measures import Dimension
from mcu_desktop.rules.rating_inputs import RatingScope


class RatingMethodRecord(Base):
    """An edition of the method, in force from a day on until the next one; content is JSON of a `RatingMethod`."""

    __tablename__ = "rating_methods"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(String(40))  # empty for the program's own proposal
    order_date: Mapped[date | None]
    valid_from: Mapped[date] = mapped_column(unique=True)
    content: Mapped[str] = mapped_column(Text)


class IssuedRating(Base):
    """A rating as it was issued; content is JSON of a `Rating` with every number, so that it never changes."""

    __tablename__ = "issued_ratings"
    __table_args__ = (Index("ix_issued_ratings_kind", "scope", "objects", "last_day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    scope: Mapped[RatingScope] = mapped_column(WordType(RatingScope))
    objects: Mapped[Dimension] = mapped_column(WordType(Dimension))
    first_day: Mapped[date]
    last_day: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
