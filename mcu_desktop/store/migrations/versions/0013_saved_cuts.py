"""Saved views are of several kinds: filters of the queue and free cuts."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the kind; all views known so far are filters of the queue."""
    op.add_column("saved_views", sa.Column("kind", sa.String(40), nullable=False, server_default="queue"))
