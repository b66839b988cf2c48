"""Alembic's room: how a store becomes the next version of itself."""
