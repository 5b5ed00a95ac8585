"""`python -m benchmarks`: each measurement in turn, at sizes for a laptop; a few minutes.

The larger runs, with peers, are named in docs/performance.md; accuracy has `make accuracy`.
"""

from __future__ import annotations

import subprocess
import sys

RUNS = (
    ("benchmarks.facts",),
    ("benchmarks.matching", "--companies", "1000000", "--calls", "3000", "--peers", "duckdb"),
    ("benchmarks.ledger", "--notices", "5000"),
    ("benchmarks.ledger_kills", "--points", "20", "--notices", "120"),
)


def main() -> int:
    """Run all; the exit status is that of the first run that failed."""
    statuses = []
    for module, *arguments in RUNS:
        print(f"\n== python -m {module} {' '.join(arguments)}", flush=True)
        statuses.append(subprocess.run([sys.executable, "-m", module, *arguments]).returncode)
    return next((status for status in statuses if status), 0)


if __name__ == "__main__":
    sys.exit(main())
