"""What was taken in, what was refused, and how a table's columns were mapped."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.terms import SourceSystem


class IntakeBatch(Base):
    """One file taken in, with its counts."""

    __tablename__ = "intake_batches"
    id: Mapped[int] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(Text)
    file_hash: Mapped[str] = mapped_column(String(64))
    layout: Mapped[str] = mapped_column(String(60))
    mapping: Mapped[str] = mapped_column(Text)  # JSON of a `ColumnMapping`; empty for a known layout
    system: Mapped[SourceSystem] = mapped_column(WordType(SourceSystem))
    read: Mapped[int]
    added: Mapped[int]
    updated: Mapped[int]
    unchanged: Mapped[int]
    refused: Mapped[int]
    demonstration: Mapped[bool]


class RefusedRowRecord(Base):
    """A row that was not taken in, with its reason and its cells (JSON)."""

    __tablename__ = "refused_rows"
    __table_args__ = (Index("ix_refused_rows_intake_batch_id", "intake_batch_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    intake_batch_id: Mapped[int] = mapped_column(ForeignKey("intake_batches.id"))
    row_number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    cells: Mapped[str] = mapped_column(Text)


class NamedLayout(Base):
    """A mapping of columns that people made and named (JSON of a `ColumnMapping`): the next such table needs none."""

    __tablename__ = "named_layouts"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    mapping: Mapped[str] = mapped_column(Text)


class JournalEntry(Base):
    """A deed on the store as a whole, as the removal of demonstration cases."""

    __tablename__ = "journal"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
