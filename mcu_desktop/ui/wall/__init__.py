"""The wall of the situation room: pages painted large, in turn, on every monitor."""
