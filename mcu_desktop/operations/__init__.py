"""Deeds that change the store: a session in, a Change out."""
