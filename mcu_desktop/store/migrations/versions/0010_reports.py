"""Issued reports, the head they bear, the pictures of heads, and the reports that are made by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "issued_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("counted_at", _MOMENT, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_reports")),
        sa.UniqueConstraint("year", "sequence", name=op.f("uq_issued_reports_sequence")),
    )
    op.create_index(op.f("ix_issued_reports_issued_at"), "issued_reports", ["issued_at"])
    op.create_table(
        "report_pictures",
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_report_pictures")),
    )
    op.create_table(
        "report_heads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("picture_hash", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(
            ["picture_hash"],
            ["report_pictures.content_hash"],
            name=op.f("fk_report_heads_picture_hash_report_pictures"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_heads")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_report_heads_valid_from")),
    )
    op.create_table(
        "report_schedules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("rhythm", sa.String(40), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("working_days_only", sa.Boolean(), nullable=False),
        sa.Column("block_code", sa.String(40), nullable=True),
        sa.Column("ending", sa.String(8), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("done_until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_schedules")),
    )
