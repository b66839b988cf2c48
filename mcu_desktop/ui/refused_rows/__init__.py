"""The page of rows that were refused and wait for a person."""
