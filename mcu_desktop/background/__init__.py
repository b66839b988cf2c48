"""What runs beside the window: the store threads, the clock, the second start."""
