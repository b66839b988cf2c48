"""How many people live where."""
