"""Deeds under their keys, and who has which card open."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "performed_deeds",
        sa.Column("deed_key", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("deed_key", name=op.f("pk_performed_deeds")),
    )
    op.create_table(
        "card_presences",
        sa.Column("window_key", sa.String(36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_card_presences_case_id_cases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("window_key", name=op.f("pk_card_presences")),
    )
    op.create_index(op.f("ix_card_presences_case_id"), "card_presences", ["case_id"])
