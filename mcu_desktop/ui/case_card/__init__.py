"""The card of one case."""
