"""What is needed to take a deed back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment


class DoneDeed(Base):
    """A deed on cases that can be taken back within its day."""

    __tablename__ = "done_deeds"
    __table_args__ = (Index("ix_done_deeds_person_id_at", "person_id", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    person_id: Mapped[int]  # 0: the owner of a local store
    actor: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class CaseBefore(Base):
    """A case as it was before a deed (JSON), and the version the deed has left it with."""

    __tablename__ = "cases_before"
    deed_id: Mapped[int] = mapped_column(
        ForeignKey("done_deeds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False, index=True)
    version: Mapped[int]
    before: Mapped[str] = mapped_column(Text)
