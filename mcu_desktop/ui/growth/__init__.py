"""Growth and early warning: what has grown and why, and problem points."""
