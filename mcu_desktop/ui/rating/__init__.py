"""The rating: places, numbers, what if, methods and issued ratings."""
