"""Taking a file in: read, look, load."""
