"""What the wall shows, planned by the administrator."""
