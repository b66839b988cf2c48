"""The terms of a case, what moves them, and why one was broken."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.terms import TermStage

_RUNNING = text("settled_at IS NULL")
_LATE = text("settled_at > legal_deadline")


class CaseDeadline(Base):
    """One term of a case: its rule, its dates and the trace of how they came about (JSON lists).

    A promise and a task have no time limit; the title names a task and is empty elsewhere.
    """

    __tablename__ = "case_deadlines"
    __table_args__ = (
        UniqueConstraint("case_id", "stage", "title", name="uq_case_deadlines_title"),
        # Alerts look at running terms, the register of breaches at late ones: neither grows with the store.
        Index("ix_case_deadlines_running", "control_date", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_case_deadlines_late", "settled_at", sqlite_where=_LATE, postgresql_where=_LATE),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    stage: Mapped[TermStage] = mapped_column(WordType(TermStage))
    title: Mapped[str] = mapped_column(Text)
    time_limit_id: Mapped[int | None] = mapped_column(ForeignKey("time_limits.id"))
    started_at: Mapped[datetime] = mapped_column(UtcMoment)
    legal_deadline: Mapped[datetime | None] = mapped_column(UtcMoment)
    control_date: Mapped[datetime | None] = mapped_column(UtcMoment)
    due_soon_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    settled_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    trace: Mapped[str] = mapped_column(Text)
    warnings: Mapped[str] = mapped_column(Text)


class CaseExtension(Base):
    """The one extension of an appeal's term (59-ФЗ ст. 12 ч. 2)."""

    __tablename__ = "case_extensions"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    citizen_told_on: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class CasePause(Base):
    """A time in which the case was put off; the end is empty while it lasts."""

    __tablename__ = "case_pauses"
    __table_args__ = (Index("ix_case_pauses_case_id", "case_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    started_at: Mapped[datetime] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(200))


class Breach(Base):
    """Why the answer of a case came late, as a person has said."""

    __tablename__ = "breaches"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class BreachReason(Base):
    """A reason that is offered to choose."""

    __tablename__ = "breach_reasons"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
