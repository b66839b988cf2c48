"""What people decide about figures: the method of the rating by order, and ratings as they were issued."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.growth_terms import PointState
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


class GrowthMark(Base):
    """What people have said of one growth: it was seen, and why it came about.

    It is of the growth of a topic, of a place, of both or (without either) of all, that went on up to the last day.
    """

    __tablename__ = "growth_marks"
    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    settlement: Mapped[str | None] = mapped_column(String(200))
    last_day: Mapped[date]
    cause: Mapped[str] = mapped_column(Text)  # empty where it was only seen
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class ProblemPoint(Base):
    """A topic that comes back at one place, as far as people have decided on it; candidates are derived."""

    __tablename__ = "problem_points"
    __table_args__ = (UniqueConstraint("topic_id", "settlement", "street", name="uq_problem_points_place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    settlement: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200))
    state: Mapped[PointState] = mapped_column(WordType(PointState))
    for_poll: Mapped[bool]  # to be put to a vote (п. 1.4.3 е)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class FigureText(Base):
    """Words that people have made of the figures of a period: proposals, conclusions."""

    __tablename__ = "figure_texts"
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))
