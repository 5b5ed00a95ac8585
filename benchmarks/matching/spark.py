"""Spark beside the same work without it: cold, then warm and local in turn.

python -m benchmarks.matching.spark --companies 7700000 --calls 3000

Both share this machine's cores (`local[N]`). Warm figures are the best of some rounds, since the
first run starts Python workers and loads the kernel in each. Needs Java 17 and `majungmul[spark]`.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from majungmul.matching import bulk, spark
from majungmul.matching.bulk import Summary, Want

from .calls import calls as generated_calls
from .population import write
from .stream import ON


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--companies", type=int, default=7_700_000)
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument("--want", choices=("counts", "lists"), default="counts")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--file", type=Path, help="companies made before; none are made then")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="majungmul-bench-") as folder:
        print(json.dumps(measured(options, Path(folder)), indent=1))


def measured(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    path = options.file or folder / "companies.parquet"
    if options.file is None:
        write(path, options.companies)
    calls = generated_calls(options.calls)
    want: Want = options.want
    own = spark.session(f"local[{options.threads}]")

    def local() -> Summary:
        return bulk.run(path, calls, folder / "local", ON, want, threads=options.threads)

    def on_spark() -> Summary:
        return spark.run(path, calls, folder / "spark", ON, want, spark=own)

    began = time.perf_counter()
    first = on_spark()
    cold = time.perf_counter() - began
    local()
    rounds = [(_taken(local), _taken(on_spark)) for _ in range(options.rounds)]
    own.stop()
    alone, warm = (min(times) for times in zip(*rounds, strict=True))
    return {
        "companies": first.companies,
        "calls": first.calls,
        "local_seconds": alone,
        "spark_cold_seconds": cold,
        "spark_warm_seconds": warm,
        "ratio_cold": alone / cold,
        "ratio_warm": alone / warm,
        "ratios": [one / other for one, other in rounds],
        "load": os.getloadavg()[0],
    }


def _taken(work: Callable[[], Summary]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
