"""Kept summaries: counts of each day, and the changes that triggers write for them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_MOMENT = sa.DateTime(timezone=True)
_COLUMNS = (
    "weight, received_at, answered_at, closed_at, late, reopened, satisfaction,"
    " channel_id, block_id, topic_id, recipient_id"
)
# The facts of a case `{0}` whose answer has the deadline `{1}`, counted `{2}`.
_FACTS = (
    "{2}, {0}.received_at, {0}.answered_at, {0}.closed_at,"
    " CASE WHEN {0}.answered_at > {1} THEN 1 ELSE 0 END, CASE WHEN {0}.reopened THEN 1 ELSE 0 END,"
    " {0}.satisfaction, {0}.channel_id, coalesce({0}.sector_block_id, 0), coalesce({0}.topic_id, 0),"
    " coalesce({0}.recipient_id, 0)"
)
_DEADLINE = (
    "(SELECT d.legal_deadline FROM case_deadlines d"
    " WHERE d.case_id = {0}.id AND d.stage = 'final_answer' AND d.title = '')"
)
_WATCHED = (
    "received_at",
    "answered_at",
    "closed_at",
    "reopened",
    "satisfaction",
    "channel_id",
    "sector_block_id",
    "topic_id",
    "recipient_id",
)


def upgrade() -> None:
    """Make the tables and the triggers; the cases known so far are changes that the first fold counts."""
    _make_tables()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _sqlite_triggers() if is_sqlite else _postgres_triggers():
        op.get_bind().exec_driver_sql(statement)
    op.execute(_insert("c", _DEADLINE.format("c"), 1) + " FROM cases c")


def _make_tables() -> None:
    numbers = ("received", "answered", "late", "closed", "reopened", "rated", "satisfied", "rating_sum")
    op.create_table(
        "daily_counts",
        sa.Column("dimension", sa.String(20), nullable=False),
        sa.Column("span", sa.String(5), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("block_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.PrimaryKeyConstraint("dimension", "span", "first_day", "block_id", "value_id", name=op.f("pk_daily_counts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "count_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("channel_id", "block_id", "topic_id", "recipient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_changes")),
    )


def _insert(case: str, deadline: str, weight: int) -> str:
    return f"INSERT INTO count_changes ({_COLUMNS}) SELECT {_FACTS.format(case, deadline, weight)}"


def _differ(is_sqlite: bool) -> str:  # noqa: FBT001 -- which of two
    word = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    return " OR ".join(f"OLD.{name} {word} NEW.{name}" for name in _WATCHED)


_OF_ANSWER = "{0}.stage = 'final_answer' AND {0}.title = ''"


def _sqlite_triggers() -> list[str]:
    old, new = _DEADLINE.format("OLD"), _DEADLINE.format("NEW")
    changed = _insert("OLD", old, -1) + "; " + _insert("NEW", new, 1)
    made = [
        # A new case has no terms yet: it is late, if at all, when its deadline comes.
        f"CREATE TRIGGER count_new_case AFTER INSERT ON cases BEGIN {_insert('NEW', 'NULL', 1)}; END",
        f"CREATE TRIGGER count_gone_case AFTER DELETE ON cases BEGIN {_insert('OLD', old, -1)}; END",
        (
            f"CREATE TRIGGER count_changed_case AFTER UPDATE OF {', '.join(_WATCHED)} ON cases"
            f" WHEN {_differ(is_sqlite=True)} BEGIN {changed}; END"
        ),
    ]

    def of_deadline(name: str, event: str, row: str, before: str, after: str) -> str:
        turned = f"{_late_of(before)} <> {_late_of(after)}"
        found = f" FROM cases c WHERE c.id = {row}.case_id"
        return (
            f"CREATE TRIGGER {name} AFTER {event} ON case_deadlines WHEN {_OF_ANSWER.format(row)}"
            f" AND (SELECT {turned}{found}) BEGIN"
            f" {_insert('c', before, -1)}{found}; {_insert('c', after, 1)}{found}; END"
        )

    return [
        *made,
        of_deadline("count_new_deadline", "INSERT", "NEW", "NULL", "NEW.legal_deadline"),
        of_deadline("count_gone_deadline", "DELETE", "OLD", "OLD.legal_deadline", "NULL"),
        of_deadline(
            "count_moved_deadline", "UPDATE OF legal_deadline", "NEW", "OLD.legal_deadline", "NEW.legal_deadline"
        ),
    ]


def _late_of(deadline: str) -> str:
    return f"coalesce(c.answered_at > {deadline}, false)"


def _postgres_triggers() -> list[str]:
    old, new = _DEADLINE.format("OLD"), _DEADLINE.format("NEW")
    turned = " FROM cases c WHERE c.id = touched AND " + f"{_late_of('was')} <> {_late_of('became')}"
    timestamp = "timestamp with time zone"
    return [
        (
            "CREATE FUNCTION count_case() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP <> 'INSERT' THEN {_insert('OLD', old, -1)}; END IF;"
            f" IF TG_OP = 'INSERT' THEN {_insert('NEW', 'NULL', 1)};"
            f" ELSIF TG_OP = 'UPDATE' THEN {_insert('NEW', new, 1)}; END IF;"
            " RETURN NULL; END $$"
        ),
        "CREATE TRIGGER count_case AFTER INSERT OR DELETE ON cases FOR EACH ROW EXECUTE FUNCTION count_case()",
        (
            f"CREATE TRIGGER count_changed_case AFTER UPDATE OF {', '.join(_WATCHED)} ON cases FOR EACH ROW"
            f" WHEN ({_differ(is_sqlite=False)}) EXECUTE FUNCTION count_case()"
        ),
        (
            "CREATE FUNCTION count_deadline() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" DECLARE touched integer; was {timestamp}; became {timestamp}; BEGIN"
            " IF TG_OP <> 'INSERT' THEN touched := OLD.case_id; was := OLD.legal_deadline; END IF;"
            " IF TG_OP <> 'DELETE' THEN touched := NEW.case_id; became := NEW.legal_deadline; END IF;"
            f" {_insert('c', 'was', -1)}{turned}; {_insert('c', 'became', 1)}{turned};"
            " RETURN NULL; END $$"
        ),
        *(
            f"CREATE TRIGGER count_{name} AFTER {event} ON case_deadlines FOR EACH ROW"
            f" WHEN ({_OF_ANSWER.format(row)}) EXECUTE FUNCTION count_deadline()"
            for name, event, row in (
                ("new_deadline", "INSERT", "NEW"),
                ("gone_deadline", "DELETE", "OLD"),
                ("moved_deadline", "UPDATE OF legal_deadline", "NEW"),
            )
        ),
    ]
