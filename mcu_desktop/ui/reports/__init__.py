"""The weekly report: choose, look, save."""
