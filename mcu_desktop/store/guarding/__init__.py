"""What the store holds by itself: the journal of every store, and the rights of the shared one."""
