"""Companies in Parquet → counts and lists of eligible calls in Parquet, in bounded memory.

Row groups are read, encoded and matched by a few threads, each on a row group of its own, and
written in the order of the rows. Results appear under their names only when they are complete.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .bulk_match import Engine, lists_and_counts, match_encoded
from .calls import Call
from .columns import BadColumnError
from .compiler import CompiledRules, compile_rules
from .encode import FLAG_COLUMNS, SCHEMA, columns_needed, encode
from .pieces import (
    ID_COLUMNS,
    ROWS_AT_A_TIME,
    Piece,
    column_names,
    located,
    pieces_of,
    read_piece,
)

Want = Literal["counts", "lists", "near_miss"]
Progress = Callable[[int, int], None]

# a dictionary of call numbers takes longer to build than it saves
WRITING: Mapping[str, Any] = {"compression": "lz4", "use_dictionary": False}

# rows of what was done, sums by call, lists
Result: TypeAlias = tuple[int, pa.Table | None, list[pa.RecordBatch]]


@dataclass(slots=True)
class Stages:
    """Seconds of work in each stage, added over the threads."""

    read: float = 0.0
    encode: float = 0.0
    match: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `files` are the results by their kind."""

    companies: int
    calls: int
    eligible: int
    unknown: int
    seconds: float
    stages: Stages = field(default_factory=Stages)
    files: Mapping[str, Path] = field(default_factory=dict)


def run(
    companies: str | Path,
    calls: Sequence[Call],
    out: Path,
    on: date,
    want: Want = "lists",
    engine: Engine = "auto",
    threads: int | None = None,
    members: Mapping[str, Sequence[int]] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Match every company of a Parquet file or folder with every call; write Parquet to `out`.

    `companies` may be any address that PyArrow's file systems know (`s3://…`). `counts.parquet`
    has a row per call (`near_miss.parquet`: per call and clause); with `lists`,
    `eligible.parquet` has a row per company in the order of the input, with its id column where
    there is one and the numbers of the calls in `calls.parquet`. `members` are rows, counted over
    all input, that a call supports already. `progress` is told rows done and rows in all.

    Raises FileNotFoundError or pyarrow.ArrowInvalid where the input cannot be read; `out` then
    holds no new file.
    """
    began = time.perf_counter()
    rules = compile_rules(calls, on)
    pieces = pieces_of(companies)
    check_columns(companies, pieces)
    total = sum(piece.rows for piece in pieces)
    out.mkdir(parents=True, exist_ok=True)
    work = Work(str(companies), rules, want, engine, members)
    sums: pa.Table | None = None
    done = 0
    with ExitStack() as stack:
        lists = stack.enter_context(_Written(out / "eligible.parquet")) if want == "lists" else None
        pool = stack.enter_context(ThreadPoolExecutor(threads or os.cpu_count() or 1))
        for rows, tables, listed in _in_order(pool, work, pieces):
            sums = tables if sums is None else added(sums, tables)
            for part in listed:
                assert lists is not None
                lists.write(part)
            done += rows
            if progress:
                progress(done, total)
    files = finish(out, rules, want, sums)
    eligible = total_of(sums, "eligible")
    unknown = total_of(sums, "unknown")
    seconds = time.perf_counter() - began
    return Summary(total, len(calls), eligible, unknown, seconds, work.stages, files)


class Work:
    """Reads, encodes and matches one piece; made once, called by every thread."""

    def __init__(
        self,
        companies: str,
        rules: CompiledRules,
        want: Want,
        engine: Engine,
        members: Mapping[str, Sequence[int]] | None,
    ) -> None:
        self._rules, self._want, self._engine = rules, want, engine
        self._system, _ = located(companies)
        self._members = {k: np.unique(np.asarray(v)) for k, v in (members or {}).items()}
        self._columns = (*columns_needed(rules), *ID_COLUMNS)
        self.stages = Stages()

    def __call__(self, piece: Piece) -> Result:
        """The piece's rows, its sums by call, and its lists (none unless they are wanted)."""
        sums: pa.Table | None = None
        listed = []
        for batch, first in self.batches(piece):
            _, more, lists = self.judge(batch, first)
            sums = more if sums is None else added(sums, more)
            listed += lists
        return piece.rows, sums, listed

    def batches(self, piece: Piece) -> Iterator[tuple[pa.RecordBatch, int]]:
        """The piece's batches, each with the number of its first row."""
        first = piece.first_row
        began = time.perf_counter()
        for batch in read_piece(self._system, piece, self._columns):
            self.stages.read += time.perf_counter() - began
            yield batch, first
            first += batch.num_rows
            began = time.perf_counter()

    def judge(self, batch: pa.RecordBatch, first: int) -> Result:
        """The same as for a piece, of one batch."""
        began = time.perf_counter()
        encoded = encode(batch, self._rules)
        coded = time.perf_counter()
        members = self._members_of(first, batch.num_rows)
        listed = []
        if self._want == "lists":
            found, counted = lists_and_counts(encoded, self._rules, members, self._engine)
            listed.append(_with_id(batch, found))
        else:
            counted = match_encoded(encoded, self._rules, members, self._want, self._engine)
        self.stages.encode += coded - began
        self.stages.match += time.perf_counter() - coded
        return batch.num_rows, pa.Table.from_batches([counted]), listed

    def _members_of(self, first: int, rows: int) -> dict[str, Sequence[int]]:
        found: dict[str, Sequence[int]] = {}
        for key, numbers in self._members.items():
            low, high = np.searchsorted(numbers, (first, first + rows))
            if low < high:
                found[key] = (numbers[low:high] - first).tolist()
        return found


class _Written:
    """A Parquet file that takes its name only when everything was written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.with_name(f".{path.name}.{os.getpid()}")
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> _Written:
        return self

    def write(self, batch: pa.RecordBatch) -> None:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._partial, batch.schema, **WRITING)
        self._writer.write_batch(batch)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._writer is not None:
            self._writer.close()
            if kind is None:
                self._partial.replace(self._path)
            else:
                self._partial.unlink(missing_ok=True)


def _in_order(pool: ThreadPoolExecutor, work: Work, pieces: Sequence[Piece]) -> Iterator[Result]:
    """The results in the order of the rows, no more under way than twice the threads."""
    waiting = _jobs(pool, work, pieces)
    ahead = list(islice(waiting, 2 * pool._max_workers))
    while ahead:
        yield ahead.pop(0).result()
        ahead += islice(waiting, 1)


def _jobs(
    pool: ThreadPoolExecutor, work: Work, pieces: Sequence[Piece]
) -> Iterator[Future[Result]]:
    """A job for each piece; a large one is read here and given out batch by batch, so that what
    waits to be written stays small whatever the size of a row group."""
    for piece in pieces:
        if piece.rows <= ROWS_AT_A_TIME:
            yield pool.submit(work, piece)
        else:
            for batch, first in work.batches(piece):
                yield pool.submit(work.judge, batch, first)


def added(one: pa.Table, other: pa.Table) -> pa.Table:
    """Two tables of the same calls, their numbers added."""
    for place, name in enumerate(one.schema.names):
        if pa.types.is_integer(one.schema.types[place]) and name != "clause":
            one = one.set_column(place, name, pc.add(one.column(name), other.column(name)))
    return one


def check_columns(companies: str | Path, pieces: Sequence[Piece]) -> None:
    """Raises BadColumnError where no column is a fact: everybody would be unknown."""
    names = column_names(companies, pieces[0]) if pieces else list(SCHEMA.names)
    if not any(name in SCHEMA.names or name.startswith(FLAG_COLUMNS) for name in names):
        raise BadColumnError(
            f"아는 열이 없습니다(있는 열: {', '.join(names[:8])}). 열 이름을 region, founded처럼 "
            "바꾸거나, 사람이 적은 목록이면 --reasons를 붙여 주세요."
        )


def finish(out: Path, rules: CompiledRules, want: Want, sums: pa.Table | None) -> dict[str, Path]:
    files = {"calls": out / "calls.parquet"}
    numbered = pa.table({"number": np.arange(len(rules.keys), dtype=np.int32), "call": rules.keys})
    tables = {"calls": numbered}
    if sums is not None:
        name = "near_miss" if want == "near_miss" else "counts"
        files[name], tables[name] = out / f"{name}.parquet", sums
    for name, table in tables.items():
        partial = out / f".{name}.{os.getpid()}"
        pq.write_table(table, partial)
        partial.replace(files[name])
    if want == "lists" and (out / "eligible.parquet").exists():
        files["eligible"] = out / "eligible.parquet"
    return files


def _with_id(batch: pa.RecordBatch, found: pa.RecordBatch) -> pa.RecordBatch:
    for name in ID_COLUMNS:
        if name in batch.schema.names:
            return pa.RecordBatch.from_arrays(
                [batch.column(name), found.column(0)], [name, "eligible"]
            )
    return found


def total_of(sums: pa.Table | None, name: str) -> int:
    """The sum of a column; 0 where it is not there."""
    if sums is None or name not in sums.schema.names:
        return 0
    return int(pc.sum(sums.column(name)).as_py() or 0)
