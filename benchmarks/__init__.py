"""Each speed of the program beside its floor, measured in the same run: `python -m benchmarks NAME`."""
