"""Alembic's way in: the connection comes from `store/migrating.py`, inside its transaction."""

from alembic import context

from mcu_desktop.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
