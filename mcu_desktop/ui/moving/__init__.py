"""The page that moves the store to another place."""
