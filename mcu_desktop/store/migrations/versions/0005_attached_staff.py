"""Which staff of which body is attached to which block."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "attached_staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sector_block_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attached_staff_person_id_people")),
        sa.ForeignKeyConstraint(
            ["sector_block_id"], ["sector_blocks.id"], name=op.f("fk_attached_staff_sector_block_id_sector_blocks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attached_staff")),
    )
    op.create_index(op.f("ix_attached_staff_person_id"), "attached_staff", ["person_id"])
