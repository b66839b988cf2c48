"""A shared store lends a deed the rows of its cases: two round trips over the line instead of dozens."""
