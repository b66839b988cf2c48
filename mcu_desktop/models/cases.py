"""The case and what hangs on it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.terms import CaseKind, Outcome, SourceSystem, TermStage, WorkState

_OPEN = text("closed_at IS NULL")
_CLOSED = text("closed_at IS NOT NULL")


class Case(Base):
    """A message or an appeal under control. Long texts and personal data lie in tables of their own."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("source_system", "source_number", name="uq_cases_source"),
        # The queue and the counters live on the open cases alone: their cost does not grow with the store.
        Index("ix_cases_open_queue", "queue_moment", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_cases_open_block",
            "sector_block_id",
            "queue_moment",
            "id",
            "legal_deadline",
            "control_date",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_cases_closed", "closed_at", "id", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
        Index("ix_cases_received_at", "received_at"),
        Index("ix_cases_answered_at", "answered_at"),
        Index("ix_cases_intake_batch_id", "intake_batch_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    source_system: Mapped[SourceSystem | None] = mapped_column(WordType(SourceSystem))
    source_number: Mapped[str | None] = mapped_column(String(120))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"))
    kind: Mapped[CaseKind] = mapped_column(WordType(CaseKind))
    received_at: Mapped[datetime] = mapped_column(UtcMoment)
    registered_at: Mapped[datetime] = mapped_column(UtcMoment)
    gist: Mapped[str] = mapped_column(Text)
    excerpt: Mapped[str] = mapped_column(String(220))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    sector_block_id: Mapped[int | None] = mapped_column(ForeignKey("sector_blocks.id"))
    route_reason: Mapped[str] = mapped_column(Text)
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("responsible_recipients.id"))
    municipality: Mapped[str] = mapped_column(String(200))
    settlement: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200))
    house: Mapped[str] = mapped_column(String(60))
    latitude: Mapped[int | None]  # millionths of a degree, where the source has named the spot
    longitude: Mapped[int | None]
    important: Mapped[bool]
    fast_track: Mapped[bool]
    source_status: Mapped[str] = mapped_column(String(200))
    state: Mapped[WorkState] = mapped_column(WordType(WorkState), server_default=WorkState.REGISTERED)
    # Fields a person has set here, joined by blanks: a newer export does not write over them.
    own_fields: Mapped[str] = mapped_column(Text, server_default="")
    interim_answered_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    answered_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    closed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    outcome: Mapped[Outcome | None] = mapped_column(WordType(Outcome))
    satisfaction: Mapped[int | None]
    satisfaction_reason: Mapped[str] = mapped_column(Text, server_default="")
    conflict: Mapped[bool] = mapped_column(server_default=false())
    formal_answer: Mapped[bool] = mapped_column(server_default=false())
    reopened: Mapped[bool]
    solvable: Mapped[bool | None]  # «решаемый» in the words of «Инцидент Менеджмент»; None where nobody has said
    promised_on: Mapped[date | None]  # «отложено» until that day
    # The term that ends first; of a closed case the term of its answer.
    nearest_stage: Mapped[TermStage | None] = mapped_column(WordType(TermStage))
    legal_deadline: Mapped[datetime | None] = mapped_column(UtcMoment)
    control_date: Mapped[datetime | None] = mapped_column(UtcMoment)
    due_soon_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # The control date, or the end of time where there is none: the order of the queue.
    queue_moment: Mapped[datetime] = mapped_column(UtcMoment)
    intake_batch_id: Mapped[int | None] = mapped_column(ForeignKey("intake_batches.id"))
    version: Mapped[int]


class CaseText(Base):
    """The words of a case: as received, as shown, the answer, and what else the source said (JSON)."""

    __tablename__ = "case_texts"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    received_text: Mapped[str] = mapped_column(Text)
    clean_text: Mapped[str] = mapped_column(Text)
    answer_text: Mapped[str] = mapped_column(Text)
    source_fields: Mapped[str] = mapped_column(Text)


class CaseSearch(Base):
    """The stems a case is found by."""

    __tablename__ = "case_search"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)


class CitizenDetails(Base):
    """Personal data of the one who wrote, apart from the case."""

    __tablename__ = "citizens"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(Text)
    author_link: Mapped[str] = mapped_column(Text)


class CaseEvent(Base):
    """One line of a case's history; changes are a JSON list of [field, from, to]."""

    __tablename__ = "case_events"
    __table_args__ = (Index("ix_case_events_case_id", "case_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text)
    intake_batch_id: Mapped[int | None] = mapped_column(ForeignKey("intake_batches.id"))


class OtherNumber(Base):
    """A number the same case has in another system, as in ЕПГУ."""

    __tablename__ = "other_numbers"
    __table_args__ = (UniqueConstraint("case_id", "system", "number", name="uq_other_numbers_number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    system: Mapped[SourceSystem] = mapped_column(WordType(SourceSystem))
    number: Mapped[str] = mapped_column(String(120))


class NumberCounter(Base):
    """The last own number given in a year."""

    __tablename__ = "number_counters"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
