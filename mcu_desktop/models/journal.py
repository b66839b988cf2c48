"""The journal of changed rows with its seals, and the logins of the shared store."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment

_BIG = BigInteger().with_variant(Integer, "sqlite")


class RowChange(Base):
    """One row of a table that was added (I), changed (U), removed (D) or seen (S); triggers write it, nobody else.

    `old` and `new` are JSON of the columns that differ; of a removed row `old` is the whole row. An added row is kept
    by its digest alone: the row itself and the old values of later changes give every earlier state back.
    """

    __tablename__ = "row_changes"
    __table_args__ = (Index("ix_row_changes_row", "table_name", "row_key"), Index("ix_row_changes_at", "at"))
    id: Mapped[int] = mapped_column(_BIG, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    deed: Mapped[int] = mapped_column(_BIG)  # number of the transaction
    login: Mapped[str] = mapped_column(String(200))  # of an embedded store: who was said to work
    address: Mapped[str] = mapped_column(String(60))
    program: Mapped[str] = mapped_column(String(80))
    operation: Mapped[str] = mapped_column(String(1))
    table_name: Mapped[str] = mapped_column(String(63))
    row_key: Mapped[str] = mapped_column(String(200))
    old: Mapped[str | None] = mapped_column(Text)
    new: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))  # sha256 of the whole row as it was added


class Seal(Base):
    """A seal over the changes up to an id: a hash of their words and of the seal before."""

    __tablename__ = "seals"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_id: Mapped[int] = mapped_column(_BIG)
    last_id: Mapped[int] = mapped_column(_BIG)
    count: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcMoment)
    hash: Mapped[str] = mapped_column(String(64))  # sha256, hex


class Account(Base):
    """A login of the shared store; without a person it is the wall's."""

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(63), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), unique=True)
    locked: Mapped[bool] = mapped_column(server_default=false())
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    made_by: Mapped[str] = mapped_column(String(200))
