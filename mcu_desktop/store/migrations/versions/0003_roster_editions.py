"""Приложение 2 as editions, what each row means, what is known of people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables and columns; the rows known so far become the editions they belong to."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT * FROM roster_entries ORDER BY position, id")).mappings().all()
    names = {
        row["id"]: f"{row['family_name']} {row['given_name']} {row['patronymic']}".strip()
        for row in connection.execute(sa.text("SELECT * FROM people")).mappings()
    }
    _extend_people()
    _make_declined_forms()
    op.drop_table("roster_entries")
    _make_roster_tables()
    for day in sorted({str(row["valid_from"]) for row in rows}):
        in_force = [
            row
            for row in rows
            if str(row["valid_from"]) <= day and (row["valid_to"] is None or str(row["valid_to"]) >= day)
        ]
        _write_edition(day, in_force, names)


def _write_edition(day: str, rows: list[sa.RowMapping], names: dict[int, str]) -> None:
    order = max(rows, key=lambda row: str(row["order_date"]))
    edition_id = _write(
        "INSERT INTO roster_editions (order_number, order_date, valid_from)"
        " VALUES (:order_number, :order_date, :day) RETURNING id",
        {**order, "day": day},
    )
    for position, row in enumerate(rows, 1):
        named = {"full_name": names[row["person_id"]], "confirmed": True}
        entry_id = _write(
            "INSERT INTO roster_entries (edition_id, position, person_id, full_name, job_title, role_text, confirmed)"
            " VALUES (:edition_id, :position, :person_id, :full_name, :job_title, :role_text, :confirmed) RETURNING id",
            {**row, **named, "edition_id": edition_id, "position": position},
        )
        _write(
            "INSERT INTO roster_grants (entry_id, role, sector_block_id, channel_id)"
            " VALUES (:entry_id, :role, :sector_block_id, :channel_id) RETURNING id",
            {**row, "entry_id": entry_id},
        )


def _write(statement: str, values: dict[str, object]) -> int:
    """Write one row and return its id."""
    written: int = op.get_bind().execute(sa.text(statement), values).scalar_one()
    return written


def _extend_people() -> None:
    # Not in a batch: SQLite would make the table anew, and rows of other tables point at the old one.
    op.execute(
        "ALTER TABLE people ADD COLUMN sector_body_id INTEGER"
        " CONSTRAINT fk_people_sector_body_id_sector_bodies REFERENCES sector_bodies (id)"
    )
    for column in (
        sa.Column("phone", sa.String(120), nullable=False, server_default=""),
        sa.Column("email", sa.String(200), nullable=False, server_default=""),
        sa.Column("job_description_on", sa.Date(), nullable=True),
    ):
        op.add_column("people", column)


def _make_declined_forms() -> None:
    op.create_table(
        "declined_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("grammatical_case", sa.String(40), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declined_forms")),
        sa.UniqueConstraint("words", "grammatical_case", name="uq_declined_forms_words"),
    )


def _make_roster_tables() -> None:
    op.create_table(
        "roster_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_editions")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_roster_editions_valid_from")),
    )
    op.create_table(
        "roster_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("role_text", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["roster_editions.id"],
            name=op.f("fk_roster_entries_edition_id_roster_editions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_roster_entries_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_entries")),
        sa.UniqueConstraint("edition_id", "position", name="uq_roster_entries_position"),
    )
    op.create_table(
        "roster_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("sector_block_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_roster_grants_channel_id_channels")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["roster_entries.id"],
            name=op.f("fk_roster_grants_entry_id_roster_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sector_block_id"], ["sector_blocks.id"], name=op.f("fk_roster_grants_sector_block_id_sector_blocks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_grants")),
    )
    op.create_index("ix_roster_grants_entry_id", "roster_grants", ["entry_id"])
