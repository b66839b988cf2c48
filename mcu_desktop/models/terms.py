"""Time limits and the calendar they are counted by: dated data, never constants."""

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, WordType
from mcu_desktop.rules.terms import CaseKind, Counting, DayKind, DayOffRule, LimitUnit, StartEvent, TermStage


class TimeLimitRecord(Base):
    """A time limit with its source and the days it is in force; see `rules/time_limits.py`."""

    __tablename__ = "time_limits"
    __table_args__ = (CheckConstraint("amount > 0", name="amount_is_positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(Text)
    stage: Mapped[TermStage] = mapped_column(WordType(TermStage))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))
    topic_group: Mapped[str | None] = mapped_column(String(300))
    topic: Mapped[str | None] = mapped_column(String(500))
    kind: Mapped[CaseKind | None] = mapped_column(WordType(CaseKind))
    fast_track: Mapped[bool | None]
    important: Mapped[bool | None]
    amount: Mapped[int]
    unit: Mapped[LimitUnit] = mapped_column(WordType(LimitUnit))
    start_event: Mapped[StartEvent] = mapped_column(WordType(StartEvent))
    counting: Mapped[Counting] = mapped_column(WordType(Counting))
    day_off_rule: Mapped[DayOffRule] = mapped_column(WordType(DayOffRule))
    control_counting: Mapped[Counting] = mapped_column(WordType(Counting))
    control_day_off_rule: Mapped[DayOffRule] = mapped_column(WordType(DayOffRule))
    warn_amount: Mapped[int]
    warn_unit: Mapped[LimitUnit] = mapped_column(WordType(LimitUnit))
    stops_on_pause: Mapped[bool]
    max_extension: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    is_default: Mapped[bool]


class CalendarYear(Base):
    """A year whose days off are known, and who says so."""

    __tablename__ = "calendar_years"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    approved: Mapped[bool]
    source: Mapped[str] = mapped_column(Text)


class CalendarDayRecord(Base):
    """A day that differs from its weekday."""

    __tablename__ = "calendar_days"
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(WordType(DayKind))
    note: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class WorkingHoursRecord(Base):
    """Working time of a weekday (0 is Monday); the rows of one first day are the whole week from that day on."""

    __tablename__ = "working_hours"
    id: Mapped[int] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    ends: Mapped[time]
    lunch_starts: Mapped[time | None]
    lunch_ends: Mapped[time | None]
    valid_from: Mapped[date]
