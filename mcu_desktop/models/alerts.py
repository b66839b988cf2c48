"""The ladder of alerts, who has been told what, and who is away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.terms import Addressee, AlertMoment, LimitUnit


class AlertStepRecord(Base):
    """One step of a ladder; without a time limit it is of the ladder of all limits that have none of their own."""

    __tablename__ = "alert_steps"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_is_not_negative"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    time_limit_id: Mapped[int | None] = mapped_column(ForeignKey("time_limits.id"))
    moment: Mapped[AlertMoment] = mapped_column(WordType(AlertMoment))
    amount: Mapped[int]
    unit: Mapped[LimitUnit] = mapped_column(WordType(LimitUnit))
    addressee: Mapped[Addressee] = mapped_column(WordType(Addressee))


class AlertMark(Base):
    """What one person was told of a term: up to which severity, for which control date."""

    __tablename__ = "alert_marks"
    term_id: Mapped[int] = mapped_column(
        ForeignKey("case_deadlines.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    control_date: Mapped[datetime] = mapped_column(UtcMoment)
    severity: Mapped[int]
    told_at: Mapped[datetime] = mapped_column(UtcMoment)
    seen_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    put_off_until: Mapped[datetime | None] = mapped_column(UtcMoment)


class Absence(Base):
    """Days on which a person is away, both inclusive, and who stands in."""

    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="last_day_is_not_before_first"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
