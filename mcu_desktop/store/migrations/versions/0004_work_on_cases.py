"""The work on a case: its state, answers, comments, tags, links, attachments; undo; templates; saved views."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables and columns; cases known so far get the state that their facts tell."""
    for column in (
        sa.Column("state", sa.String(40), nullable=False, server_default="registered"),
        sa.Column("own_fields", sa.Text(), nullable=False, server_default=""),
        sa.Column("satisfaction_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("conflict", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("formal_answer", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("cases", column)
    op.execute(
        "UPDATE cases SET state = CASE WHEN closed_at IS NOT NULL THEN 'closed'"
        " WHEN answered_at IS NOT NULL THEN 'sent' ELSE 'assigned' END"
        " WHERE closed_at IS NOT NULL OR answered_at IS NOT NULL OR recipient_id IS NOT NULL"
    )
    for name in ("case_answers", "case_comments"):
        _make_words_of_case(name)
    _make_tags_and_links()
    _make_attachments()
    _make_undo()
    op.create_table(
        "answer_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_templates")),
        sa.UniqueConstraint("title", name=op.f("uq_answer_templates_title")),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_saved_views_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )


def _make_words_of_case(name: str) -> None:
    """Make the table of answers or that of comments; an answer has a state and a remark, too."""
    more = []
    if name == "case_answers":
        more = [sa.Column("state", sa.String(40), nullable=False), sa.Column("remark", sa.Text(), nullable=False)]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *more,
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{name}_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_case_id"), name, ["case_id"])


def _make_tags_and_links() -> None:
    op.create_table(
        "case_tags",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_tags_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "title", name=op.f("pk_case_tags")),
    )
    op.create_index(op.f("ix_case_tags_title"), "case_tags", ["title"])
    op.create_table(
        "case_links",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_links_case_id_cases")),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name=op.f("fk_case_links_other_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "other_id", name=op.f("pk_case_links")),
    )
    op.create_index(op.f("ix_case_links_other_id"), "case_links", ["other_id"])


def _make_attachments() -> None:
    op.create_table(
        "attachment_contents",
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_attachment_contents")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["content_hash"],
            ["attachment_contents.content_hash"],
            name=op.f("fk_attachments_content_hash_attachment_contents"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_case_id"), "attachments", ["case_id"])


def _make_undo() -> None:
    op.create_table(
        "done_deeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("undone_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_done_deeds")),
    )
    op.create_index("ix_done_deeds_person_id_at", "done_deeds", ["person_id", "at"])
    op.create_table(
        "cases_before",
        sa.Column("deed_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_cases_before_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["deed_id"], ["done_deeds.id"], name=op.f("fk_cases_before_deed_id_done_deeds"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("deed_id", "case_id", name=op.f("pk_cases_before")),
    )
    op.create_index(op.f("ix_cases_before_case_id"), "cases_before", ["case_id"])
