"""Weeks and the whole town are kept among the daily counts: what is read often is read as the fewest rows."""

from alembic import op

revision = "0014"
down_revision = "0013"

_SUMS = (
    "sum(received), sum(answered), sum(late), sum(closed), sum(reopened), sum(rated), sum(satisfied), sum(rating_sum)"
)
_MONDAY = {
    "sqlite": "date(first_day, 'weekday 0', '-6 days')",
    "postgresql": "CAST(date_trunc('week', first_day) AS date)",
}


def upgrade() -> None:
    """Add up what is counted already: all blocks together, then weeks by their Mondays. What waits is folded later."""
    op.execute(_added("'town', span, first_day, 0, 0", "dimension = 'block'"))
    op.execute(_added("'town_channel', span, first_day, 0, value_id", "dimension = 'channel'"))
    monday = _MONDAY[op.get_bind().dialect.name]
    op.execute(_added(f"dimension, 'week', {monday}, block_id, value_id", "span = 'day'"))


def _added(keys: str, of: str) -> str:
    """Return the statement that adds up some rows by the keys of the new ones."""
    return (
        "INSERT INTO daily_counts (dimension, span, first_day, block_id, value_id,"
        " received, answered, late, closed, reopened, rated, satisfied, rating_sum)"
        f" SELECT {keys}, {_SUMS} FROM daily_counts WHERE {of} GROUP BY 1, 2, 3, 4, 5"
    )
