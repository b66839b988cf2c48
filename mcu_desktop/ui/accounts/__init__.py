"""Logins of the shared store."""
