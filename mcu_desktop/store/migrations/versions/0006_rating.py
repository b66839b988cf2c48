"""The method of the rating by order, issued ratings, and the mark «решаемый» of «Инцидент Менеджмент»."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables and the column; cases known so far get the mark their source has told."""
    op.create_table(
        "rating_methods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_methods")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_rating_methods_valid_from")),
    )
    op.create_table(
        "issued_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(40), nullable=False),
        sa.Column("objects", sa.String(40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_ratings")),
        sa.UniqueConstraint("number", name=op.f("uq_issued_ratings_number")),
    )
    op.create_index("ix_issued_ratings_kind", "issued_ratings", ["scope", "objects", "last_day"])
    op.add_column("cases", sa.Column("solvable", sa.Boolean(), nullable=True))
    for is_solvable, words in ((False, "Не решаемый"), (True, "Решаемый")):
        op.execute(
            sa.text(
                "UPDATE cases SET solvable = :mark WHERE id IN"
                " (SELECT case_id FROM case_texts WHERE source_fields LIKE :words)"
            ).bindparams(mark=is_solvable, words=f'%"Тип инцидента": "{words}"%')
        )
