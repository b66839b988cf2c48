"""What lets several workstations work on one store: deeds that were done, and who has which card open."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment


class PerformedDeed(Base):
    """A deed under the key it has had since the click, with the answer it gave (JSON): a repeat does nothing twice."""

    __tablename__ = "performed_deeds"
    deed_key: Mapped[str] = mapped_column(String(36), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcMoment)
    answer: Mapped[str] = mapped_column(Text)
    login: Mapped[str] = mapped_column(String(63), server_default="")  # of a shared store: whose answer it is


class CardPresence(Base):
    """A window that has a card open: until a moment of the server's clock, prolonged from time to time."""

    __tablename__ = "card_presences"
    window_key: Mapped[str] = mapped_column(String(36), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    actor: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcMoment)
    until: Mapped[datetime] = mapped_column(UtcMoment)
