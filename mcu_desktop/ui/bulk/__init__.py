"""One deed on many chosen cases."""
