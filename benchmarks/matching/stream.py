"""Parquet to counts and to lists, alone in its process: `benchmarks.matching` reads its JSON."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path

from majungmul.matching.bulk import run

from .calls import calls as generated_calls

ON = date(2026, 11, 1)


def main() -> None:
    path, count, seed, threads, folder = sys.argv[1:]
    calls = generated_calls(int(count), int(seed))
    out = Path(folder)
    run(path, calls[:1], out / "warm", ON, "lists", threads=int(threads))
    counted = run(path, calls, out / "counts", ON, "counts", threads=int(threads))
    listed = run(path, calls, out / "lists", ON, "lists", threads=int(threads))
    print(
        json.dumps(
            {
                "counts": counted.seconds,
                "lists": listed.seconds,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "eligible": counted.eligible,
                "unknown": counted.unknown,
            }
        )
    )


if __name__ == "__main__":
    main()
