"""The journal of changed rows, its seals, and the logins of the shared store."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables; the triggers that write the journal are made anew after every upgrade."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "row_changes",
        sa.Column("id", big, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("deed", big, nullable=False),
        sa.Column("login", sa.String(200), nullable=False),
        sa.Column("address", sa.String(60), nullable=False),
        sa.Column("program", sa.String(80), nullable=False),
        sa.Column("operation", sa.String(1), nullable=False),
        sa.Column("table_name", sa.String(63), nullable=False),
        sa.Column("row_key", sa.String(200), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_changes")),
    )
    op.create_index("ix_row_changes_row", "row_changes", ["table_name", "row_key"])
    op.create_index("ix_row_changes_at", "row_changes", ["at"])
    op.create_table(
        "seals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_id", big, nullable=False),
        sa.Column("last_id", big, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seals")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(63), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("locked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_accounts_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("login", name=op.f("uq_accounts_login")),
        sa.UniqueConstraint("person_id", name=op.f("uq_accounts_person_id")),
    )
    op.add_column("performed_deeds", sa.Column("login", sa.String(63), server_default="", nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE performed_deeds ALTER COLUMN login SET DEFAULT session_user")
