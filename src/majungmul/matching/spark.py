"""The same kernel on Apache Spark (the `spark` extra), for populations one machine outgrows.

Spark only schedules: it is given references, numbers of (file, row group), and each task reads its
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
    sent = spark.sparkContext.broadcast(
        (str(companies), rules, want, engine, members, str(lists), pieces)
    )
    frame = spark.range(0, len(pieces), 1, max(len(pieces), 1))  # a task for each, no shuffle
    try:
        found = frame.mapInArrow(_task(sent), "number long, sums binary").toArrow()
        if want == "lists":
            _publish(lists, out / "eligible.parquet")
    finally:
        shutil.rmtree(lists, ignore_errors=True)
        sent.destroy()
    sums: pa.Table | None = None
    for cell in found.column("sums").to_pylist():
        part = pa.ipc.open_stream(cell).read_all()
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


def _task(sent: Any) -> Any:
    """The function each worker runs over its references."""

    def work(references: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import os
        from pathlib import Path

        import pyarrow.parquet as pq

        from majungmul.matching.bulk import WRITING, Work

        companies, rules, want, engine, members, lists, pieces = sent.value
        one = Work(companies, rules, want, engine, members)
        for number in (n for batch in references for n in batch.column(0).to_pylist()):
            _, sums, listed = one(pieces[number])
            if listed:
                folder = Path(lists)
                folder.mkdir(parents=True, exist_ok=True)
                partial = folder / f".{number}.{os.getpid()}"
                pq.write_table(pa.Table.from_batches(listed), partial, **WRITING)
                partial.replace(folder / f"part-{number:06d}.parquet")  # a second try: the same
            if sums is not None:
                sink = pa.BufferOutputStream()
                with pa.ipc.new_stream(sink, sums.schema) as stream:
                    stream.write_table(sums)
                yield pa.RecordBatch.from_arrays(
                    [pa.array([number], pa.int64()), pa.array([sink.getvalue().to_pybytes()])],
                    ["number", "sums"],
                )

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
