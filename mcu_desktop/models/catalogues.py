"""Catalogues: blocks, bodies, channels, topics and their routes, names by date, settings."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, WordType
from mcu_desktop.rules.terms import CaseKind, Classifier, SourceSystem


class SectorBlock(Base):
    """A sector block of the centre, in the words of Приложение 2."""

    __tablename__ = "sector_blocks"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(Text)
    short_title: Mapped[str] = mapped_column(String(40))
    decree_wording: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class SectorBody(Base):
    """A body of the Administration that answers to a block."""

    __tablename__ = "sector_bodies"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(Text)
    sector_block_id: Mapped[int | None] = mapped_column(ForeignKey("sector_blocks.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Channel(Base):
    """A way in which citizens write; archived ones are kept for old cases."""

    __tablename__ = "channels"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    system: Mapped[SourceSystem | None] = mapped_column(WordType(SourceSystem))
    kind: Mapped[CaseKind] = mapped_column(WordType(CaseKind))
    archived: Mapped[bool]
    footnote: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    source: Mapped[str] = mapped_column(Text)


class Topic(Base):
    """A topic of one classifier; an unknown one of a file is added, so that nothing is lost."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("classifier", "group_title", "title", name="uq_topics_title"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    classifier: Mapped[Classifier] = mapped_column(WordType(Classifier))
    group_title: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(500))
    code: Mapped[str] = mapped_column(String(40))
    fast_track: Mapped[bool]


class TopicRoute(Base):
    """Which block a group, a topic or a code of a classifier goes to."""

    __tablename__ = "topic_routes"
    id: Mapped[int] = mapped_column(primary_key=True)
    classifier: Mapped[Classifier | None] = mapped_column(WordType(Classifier))
    group_pattern: Mapped[str] = mapped_column(String(300))
    topic_pattern: Mapped[str] = mapped_column(String(500))
    code_prefix: Mapped[str] = mapped_column(String(40))
    sector_block_id: Mapped[int] = mapped_column(ForeignKey("sector_blocks.id"))
    source: Mapped[str] = mapped_column(Text)


class ResponsibleRecipient(Base):
    """Who answers a case, as the source system names it."""

    __tablename__ = "responsible_recipients"
    __table_args__ = (Index("uq_responsible_recipients_title", "title", "body_title", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(500))
    body_title: Mapped[str] = mapped_column(String(500))


class DatedName(Base):
    """What the municipality, its administration and its head are called, and since when."""

    __tablename__ = "dated_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(Text)


class Setting(Base):
    """A setting of the whole store, such as its time zone."""

    __tablename__ = "settings"
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
