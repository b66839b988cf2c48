"""The page of the copies of the store."""
