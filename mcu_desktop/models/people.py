"""People and the roster: Приложение 2 as editions, each the whole table that an order has stated."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, WordType
from mcu_desktop.rules.terms import GrammaticalCase, Role


class Person(Base):
    """One who works in the centre; never removed, so that history keeps its people."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str] = mapped_column(String(120))
    given_name: Mapped[str] = mapped_column(String(120))
    patronymic: Mapped[str] = mapped_column(String(120))
    sector_body_id: Mapped[int | None] = mapped_column(ForeignKey("sector_bodies.id"))
    phone: Mapped[str] = mapped_column(String(120), default="", server_default="")
    email: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # «Должностная инструкция актуализирована», п. 4 подп. 2 of the order.
    job_description_on: Mapped[date | None]


class DeclinedForm(Base):
    """How a name or a post is declined where the suggestion was wrong: corrected once, remembered."""

    __tablename__ = "declined_forms"
    __table_args__ = (UniqueConstraint("words", "grammatical_case", name="uq_declined_forms_words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    grammatical_case: Mapped[GrammaticalCase] = mapped_column(WordType(GrammaticalCase))
    form: Mapped[str] = mapped_column(Text)


class RosterEdition(Base):
    """The table as an order has stated it, in force from a day on until the next one."""

    __tablename__ = "roster_editions"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_number: Mapped[str] = mapped_column(String(40))
    order_date: Mapped[date]
    valid_from: Mapped[date] = mapped_column(unique=True)


class RosterEntry(Base):
    """One row of an edition, as printed; without a person it is a vacancy."""

    __tablename__ = "roster_entries"
    __table_args__ = (UniqueConstraint("edition_id", "position", name="uq_roster_entries_position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("roster_editions.id", ondelete="CASCADE"))
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    full_name: Mapped[str] = mapped_column(Text)
    job_title: Mapped[str] = mapped_column(Text)
    role_text: Mapped[str] = mapped_column(Text)
    confirmed: Mapped[bool]


class RosterGrant(Base):
    """What a row means to the program: a role, with its block or its channel where it has one."""

    __tablename__ = "roster_grants"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roster_entries.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(WordType(Role))
    sector_block_id: Mapped[int | None] = mapped_column(ForeignKey("sector_blocks.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))


class AttachedStaff(Base):
    """One of a body's staff who works with a block in a direction (п. 4 подп. 1 of the order)."""

    __tablename__ = "attached_staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    sector_block_id: Mapped[int] = mapped_column(ForeignKey("sector_blocks.id"))
    direction: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
