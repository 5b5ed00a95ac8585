"""Parquet to counts and to lists, alone in its process: `benchmarks.matching` reads its JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
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
    found: dict[str, float] = {}
    for want in ("counts", "lists"):
        cpu = time.process_time()
        done = run(path, calls, out / want, ON, want, threads=int(threads))
        found |= {
            want: done.seconds,
            f"{want}_cpu": (time.process_time() - cpu) / int(threads),
            "eligible": done.eligible,
            "unknown": done.unknown,
        }
    found["list_mb"] = (out / "lists" / "eligible.parquet").stat().st_size / 1e6
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


if __name__ == "__main__":
    main()
