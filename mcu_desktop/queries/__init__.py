"""Reads, one file per screen: one or two selects, frozen rows out."""
