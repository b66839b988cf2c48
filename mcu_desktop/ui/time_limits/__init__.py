"""The page of the time limits."""
