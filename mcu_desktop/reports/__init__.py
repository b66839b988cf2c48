"""Figures as frozen dataclasses, and the documents that draw them."""
