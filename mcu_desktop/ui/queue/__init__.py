"""The queue of cases and the blocks beside it."""
