"""Templates of answers."""
