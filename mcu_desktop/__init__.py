"""АРМ МЦУ: the desktop program of a municipal centre that answers citizens' messages."""

__version__ = "0.1.0"
