"""What the map of the municipality is drawn from: its outline, and where settlements, streets and houses lie."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mcu_desktop.models.base import Base, UtcMoment


class MapOutline(Base):
    """The outline an administrator has put in the place of the program's own: shapes as JSON; one row or none."""

    __tablename__ = "map_outlines"
    id: Mapped[int] = mapped_column(primary_key=True)
    shapes: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcMoment)
    actor: Mapped[str] = mapped_column(String(200))


class MapPlace(Base):
    """Where a settlement, a street of it or a house lies, in millionths of a degree; street and house may be empty."""

    __tablename__ = "map_places"
    __table_args__ = (Index("uq_map_places_place", "settlement", "street", "house", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    settlement: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200))
    house: Mapped[str] = mapped_column(String(200))
    latitude: Mapped[int]
    longitude: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
