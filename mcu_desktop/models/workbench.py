"""What people keep for their daily work: answer templates and saved views of the queue."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, WordType
from mcu_desktop.rules.terms import ViewKind


class AnswerTemplate(Base):
    """A text to begin an answer with; {fields} are filled from the case."""

    __tablename__ = "answer_templates"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200), unique=True)
    text: Mapped[str] = mapped_column(Text)


class SavedView(Base):
    """A filter of the queue or a free cut under a name; without a person it is for everybody."""

    __tablename__ = "saved_views"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    wanted: Mapped[str] = mapped_column(Text)  # JSON of a QueueFilter or a KeptCut
    kind: Mapped[ViewKind] = mapped_column(WordType(ViewKind), server_default=ViewKind.QUEUE)
    position: Mapped[int]
