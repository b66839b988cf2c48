"""A new case by hand."""
