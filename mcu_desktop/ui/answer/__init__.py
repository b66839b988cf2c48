"""The answer to a citizen: written, checked, sent."""
