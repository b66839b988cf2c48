"""The map of the municipality, painted by hand: no tiles, no internet."""
