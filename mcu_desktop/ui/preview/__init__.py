"""A look at a file of a case."""
