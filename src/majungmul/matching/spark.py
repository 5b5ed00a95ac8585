"""The same kernel on Apache Spark (the `spark` extra), for populations one machine outgrows.

Spark only schedules: it is given references, a row per (file, row group), and each task reads its
Parquet itself and runs `match`. No company passes through the JVM; what comes back are counts, or
lists already written as Parquet beside the others. A lost worker costs the row groups it held.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import SparkSession

from .bulk import Progress, Summary, Want, added, check_columns, finish, total_of
from .bulk_match import Engine
from .calls import Call
from .compiler import compile_rules
from .pieces import pieces_of


def session(master: str = "local[*]", name: str = "majungmul") -> SparkSession:
    """A Spark session; `master` as Spark takes it."""
    builder = SparkSession.builder.master(master).appName(name)
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def run(
    companies: str | Path,
    calls: Sequence[Call],
    out: Path,
    on: date,
    want: Want = "lists",
    engine: Engine = "auto",
    master: str | None = None,
    spark: SparkSession | None = None,
    members: Mapping[str, Sequence[int]] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """As `bulk.run`, the row groups shared among Spark's workers.

    `companies` and `out` have to be reachable from every worker. With `lists`,
    `eligible.parquet` is a folder with a file per row group, named in the order of the rows.
    Without a session of the caller's one is made for `master` and stopped at the end.
    """
    if spark is None:
        own = session(master or "local[*]")
        try:
            return run(companies, calls, out, on, want, engine, None, own, members, progress)
        finally:
            own.stop()
    began = time.perf_counter()
    rules = compile_rules(calls, on)
    pieces = pieces_of(companies)
    check_columns(companies, pieces)
    out.mkdir(parents=True, exist_ok=True)
    lists = out / f".eligible.{time.time_ns()}"
    sent = spark.sparkContext.broadcast((str(companies), rules, want, engine, members, str(lists)))
    frame = spark.createDataFrame(
        [(n, p.path, p.row_group, p.rows, p.first_row) for n, p in enumerate(pieces)],
        "number int, path string, row_group int, rows long, first_row long",
    )
    spread = frame.repartitionByRange(max(len(pieces), 1), "number")
    kind = "number int, " + _TYPES["near_miss" if want == "near_miss" else "counts"]
    try:
        found = spread.mapInArrow(_task(sent), kind).toArrow()
        if want == "lists":
            _publish(lists, out / "eligible.parquet")
    finally:
        shutil.rmtree(lists, ignore_errors=True)
    sums: pa.Table | None = None
    for number in range(len(pieces)):
        part = found.filter(pc.equal(found.column("number"), number)).drop_columns("number")
        sums = part if sums is None else added(sums, part)
    total = sum(piece.rows for piece in pieces)
    if progress:
        progress(total, total)
    files = finish(out, rules, want, sums)
    seconds = time.perf_counter() - began
    eligible, unknown = total_of(sums, "eligible"), total_of(sums, "unknown")
    return Summary(total, len(calls), eligible, unknown, seconds, files=files)


_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    "spark.task.maxFailures": "8",
    "spark.excludeOnFailure.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_TYPES = {
    "counts": "call string, eligible long, unknown long, ineligible long",
    "near_miss": "call string, clause long, companies long",
}


def _task(sent: Any) -> Any:
    """The function each worker runs over its references."""

    def work(references: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import os
        from pathlib import Path

        import pyarrow.parquet as pq

        from majungmul.matching.bulk import WRITING, Work
        from majungmul.matching.pieces import Piece

        companies, rules, want, engine, members, lists = sent.value
        one = Work(companies, rules, want, engine, members)
        for batch in references:
            for row in batch.to_pylist():
                number = row.pop("number")
                _, sums, listed = one(Piece(**row))
                if listed:
                    folder = Path(lists)
                    folder.mkdir(parents=True, exist_ok=True)
                    partial = folder / f".{number}.{os.getpid()}"
                    pq.write_table(pa.Table.from_batches(listed), partial, **WRITING)
                    partial.replace(folder / f"part-{number:06d}.parquet")  # a second try: the same
                if sums is None:
                    continue
                numbers = pa.array([number] * sums.num_rows, pa.int32())
                yield from sums.add_column(0, "number", numbers).to_batches()

    return work


def _publish(written: Path, target: Path) -> None:
    """Let the folder of lists take its name."""
    written.mkdir(exist_ok=True)
    for leftover in written.glob(".*"):
        leftover.unlink()
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    written.replace(target)
