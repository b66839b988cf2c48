"""The workload: what came and what was closed, what is to come, and what follows from it."""
