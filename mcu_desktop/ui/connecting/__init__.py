"""The line to a shared store: where it leads, whether it holds, who else is there."""
