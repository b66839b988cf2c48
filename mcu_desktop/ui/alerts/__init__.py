"""Alerts: the count in the window, the list, the ladder, who is away."""
