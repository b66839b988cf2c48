"""Several terms on one case, what moves them, the register of breaches, the ladder of alerts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_RUNNING = sa.text("settled_at IS NULL")
_LATE = sa.text("settled_at > legal_deadline")


def upgrade() -> None:
    """Add the tables and columns; what is known of old terms is written into the new columns."""
    _extend_cases()
    _extend_time_limits()
    _extend_deadlines()
    _make_case_tables()
    _make_alert_tables()


def _extend_cases() -> None:
    op.add_column("cases", sa.Column("interim_answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("cases", sa.Column("promised_on", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("nearest_stage", sa.String(40), nullable=True))
    op.execute("UPDATE cases SET nearest_stage = 'final_answer' WHERE legal_deadline IS NOT NULL")


def _extend_time_limits() -> None:
    # Not in a batch: SQLite would make the table anew, and rows of other tables point at the old one.
    for column in (
        sa.Column("topic_group", sa.String(300), nullable=True),
        sa.Column("topic", sa.String(500), nullable=True),
        sa.Column("stops_on_pause", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("max_extension", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("time_limits", column)
    # 59-ФЗ knows an extension (ст. 12 ч. 2) and no pause; «отложено» is a word of ПОС and «Инцидент Менеджмент».
    op.execute("UPDATE time_limits SET stops_on_pause = (stage = 'final_answer' AND kind = 'message')")
    op.execute("UPDATE time_limits SET max_extension = 30 WHERE stage = 'final_answer' AND kind = 'appeal'")


def _extend_deadlines() -> None:
    with op.batch_alter_table("case_deadlines") as table:
        table.add_column(sa.Column("title", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("due_soon_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        table.alter_column("time_limit_id", existing_type=sa.Integer(), nullable=True)
        table.drop_constraint("uq_case_deadlines_stage", type_="unique")
        table.create_unique_constraint("uq_case_deadlines_title", ["case_id", "stage", "title"])
    op.execute(
        "UPDATE case_deadlines SET"
        " settled_at = (SELECT coalesce(c.answered_at, c.closed_at) FROM cases c WHERE c.id = case_deadlines.case_id),"
        " due_soon_at = (SELECT c.due_soon_at FROM cases c WHERE c.id = case_deadlines.case_id)"
    )
    with op.batch_alter_table("case_deadlines") as table:
        table.alter_column("title", server_default=None)
    for name, column, where in (
        ("ix_case_deadlines_running", "control_date", _RUNNING),
        ("ix_case_deadlines_late", "settled_at", _LATE),
    ):
        op.create_index(name, "case_deadlines", [column], sqlite_where=where, postgresql_where=where)


def _make_case_tables() -> None:
    op.create_table(
        "case_extensions",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("citizen_told_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_extensions_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_extensions")),
    )
    op.create_table(
        "case_pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_pauses_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_pauses")),
    )
    op.create_index("ix_case_pauses_case_id", "case_pauses", ["case_id"])
    op.create_table(
        "breaches",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_breaches_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_breaches")),
    )
    op.create_table(
        "breach_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_reasons")),
    )


def _make_alert_tables() -> None:
    op.create_table(
        "alert_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("time_limit_id", sa.Integer(), nullable=True),
        sa.Column("moment", sa.String(40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("addressee", sa.String(40), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_alert_steps_amount_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["time_limit_id"], ["time_limits.id"], name=op.f("fk_alert_steps_time_limit_id_time_limits")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_steps")),
    )
    op.create_table(
        "alert_marks",
        sa.Column("term_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("control_date", sa.DateTime(timezone=True), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("put_off_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_alert_marks_person_id_people")),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["case_deadlines.id"],
            name=op.f("fk_alert_marks_term_id_case_deadlines"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("term_id", "person_id", name=op.f("pk_alert_marks")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absences_last_day_is_not_before_first")),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name=op.f("fk_absences_deputy_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
