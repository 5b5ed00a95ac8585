"""How fast, and how right, the bulk matcher is beside others: `python -m benchmarks.matching`."""
