"""Reports that were issued, the head they bear, and those that are made by themselves."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.report_schedule import Rhythm


class IssuedReport(Base):
    """A report with all it was drawn from (JSON), so that it can be issued again exactly as it was."""

    __tablename__ = "issued_reports"
    __table_args__ = (UniqueConstraint("year", "sequence", name="uq_issued_reports_sequence"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    sequence: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)  # with its period
    first_day: Mapped[date]
    last_day: Mapped[date]
    counted_at: Mapped[datetime] = mapped_column(UtcMoment)
    issued_at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    actor: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)  # wish, letterhead and figures
    texts: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))


class ReportHead(Base):
    """How reports are headed, signed and numbered from a day on."""

    __tablename__ = "report_heads"
    id: Mapped[int] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(unique=True)
    content: Mapped[str] = mapped_column(Text)  # JSON of a ReportHead of `reports/report_head.py`
    picture_hash: Mapped[str | None] = mapped_column(ForeignKey("report_pictures.content_hash"))


class ReportPicture(Base):
    """An emblem, kept once under its hash: issued reports bear it as long as they are kept."""

    __tablename__ = "report_pictures"
    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # sha256, hex
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReportSchedule(Base):
    """A report that is made by itself; `done_until` is the last of its moments that has been seen to."""

    __tablename__ = "report_schedules"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    rhythm: Mapped[Rhythm] = mapped_column(WordType(Rhythm))
    at: Mapped[time]
    working_days_only: Mapped[bool]
    block_code: Mapped[str | None] = mapped_column(String(40))
    ending: Mapped[str] = mapped_column(String(8))
    folder: Mapped[str] = mapped_column(Text)
    done_until: Mapped[datetime] = mapped_column(UtcMoment)
