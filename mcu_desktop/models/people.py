"""People and the roster: Приложение 2 as data with dates."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, WordType
from mcu_desktop.rules.terms import Role


class Person(Base):
    """One who works in the centre."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(120))
    patronymic: Mapped[str] = mapped_column(String(120))


class RosterEntry(Base):
    """One row of Приложение 2, with the order that made it and the days it is in force."""

    __tablename__ = "roster_entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    job_title: Mapped[str] = mapped_column(Text)
    role_text: Mapped[str] = mapped_column(Text)
    role: Mapped[Role] = mapped_column(WordType(Role))
    sector_block_id: Mapped[int | None] = mapped_column(ForeignKey("sector_blocks.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))
    order_number: Mapped[str] = mapped_column(String(40))
    order_date: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
