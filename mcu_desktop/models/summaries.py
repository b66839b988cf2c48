"""Kept summaries: how many cases there are of each day, so that no chart counts the cases themselves."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import BigInteger, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment

NONE: Final = 0  # the key of «не указано»: no catalogue has it


class DailyCount(Base):
    """Counts of a day, or of a week or month by its first day, of one block and one value of one dimension.

    Local days of the municipality. Received belongs to the day of receipt, closed to the day of closing, all else to
    the day of the answer. The dimension «block» has the whole of a block, its value is 0; «town» and «town_channel» are
    of all blocks together, their block is 0.
    """

    __tablename__ = "daily_counts"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy's own form

    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)
    span: Mapped[str] = mapped_column(String(5), primary_key=True)  # day, week, month
    first_day: Mapped[date] = mapped_column(Date, primary_key=True)
    block_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    received: Mapped[int]
    answered: Mapped[int]
    late: Mapped[int]
    closed: Mapped[int]
    reopened: Mapped[int]
    rated: Mapped[int]
    satisfied: Mapped[int]
    rating_sum: Mapped[int]


class CountChange(Base):
    """A change of a case that the daily counts do not have yet: what it was counts -1, what it is counts 1.

    Triggers write these rows, which never wait for each other as writers of one counter would; they are folded into
    the counts now and then, and every reading adds them.
    """

    __tablename__ = "count_changes"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    weight: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    answered_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    closed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    late: Mapped[int]
    reopened: Mapped[int]
    satisfaction: Mapped[int | None]
    channel_id: Mapped[int]
    block_id: Mapped[int]
    topic_id: Mapped[int]
    recipient_id: Mapped[int]
