"""What an empty program says first."""
