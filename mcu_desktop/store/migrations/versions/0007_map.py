"""The map: its outline, known places, and where a case is."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables, and the coordinates of cases."""
    op.create_table(
        "map_outlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shapes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_outlines")),
    )
    op.create_table(
        "map_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement", sa.String(length=200), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("house", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Integer(), nullable=False),
        sa.Column("longitude", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_places")),
    )
    op.create_index("uq_map_places_place", "map_places", ["settlement", "street", "house"], unique=True)
    for name in ("latitude", "longitude"):
        op.add_column("cases", sa.Column(name, sa.Integer(), nullable=True))
