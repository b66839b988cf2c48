"""What people add to a case while they work on it: answers, comments, tags, links, attachments."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment, WordType
from mcu_desktop.rules.terms import AnswerState, LinkKind


class CaseAnswer(Base):
    """One version of the answer; the last one of a case is the one that counts."""

    __tablename__ = "case_answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[AnswerState] = mapped_column(WordType(AnswerState))
    remark: Mapped[str] = mapped_column(Text)  # why it was returned
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class CaseComment(Base):
    """A note for colleagues; citizens never see it."""

    __tablename__ = "case_comments"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class CaseTag(Base):
    """A word that people group cases by."""

    __tablename__ = "case_tags"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)


class CaseLink(Base):
    """Two cases that belong together; kept once, from the later case to the earlier one."""

    __tablename__ = "case_links"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, autoincrement=False, index=True)
    kind: Mapped[LinkKind] = mapped_column(WordType(LinkKind))


class Attachment(Base):
    """A file of a case; its name is only a label, its bytes lie under their hash."""

    __tablename__ = "attachments"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    content_hash: Mapped[str] = mapped_column(ForeignKey("attachment_contents.content_hash"))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class AttachmentContent(Base):
    """The bytes of a file, kept once however many cases have it."""

    __tablename__ = "attachment_contents"
    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # sha256, hex
    size: Mapped[int]  # bytes
    content: Mapped[bytes] = mapped_column(LargeBinary)
