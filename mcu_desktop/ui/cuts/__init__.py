"""The builder of free cuts."""
