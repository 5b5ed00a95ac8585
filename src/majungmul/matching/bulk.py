"""Companies in Parquet → counts and lists of eligible calls in Parquet, in bounded memory.

Row groups are read, encoded and matched by a few threads, each on a row group of its own, and
written in the order of the rows. Results appear under their names only when they are complete.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from threading import local
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.fs as fs
import pyarrow.parquet as pq

from .bulk_match import Engine, match_encoded
from .calls import Call
from .compiler import CompiledRules, compile_rules
from .encode import columns_needed, encode

Want = Literal["counts", "lists", "near_miss"]
Progress = Callable[[int, int], None]

ROWS_AT_A_TIME = 1 << 18
ID_COLUMNS = ("id", "brn", "key")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row group of a Parquet file, and the number of its first row among all."""

    path: str
    row_group: int
    rows: int
    first_row: int


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
    total = sum(piece.rows for piece in pieces)
    out.mkdir(parents=True, exist_ok=True)
    work = Work(str(companies), rules, want, engine, members)
    sums: pa.Table | None = None
    done = 0
    with ExitStack() as stack:
        lists = stack.enter_context(_Written(out / "eligible.parquet")) if want == "lists" else None
        pool = stack.enter_context(ThreadPoolExecutor(threads or os.cpu_count() or 1))
        for piece, (tables, listed) in zip(pieces, _in_order(pool, work, pieces), strict=True):
            sums = tables if sums is None else added(sums, tables)
            for part in listed:
                assert lists is not None
                lists.write(part)
            done += piece.rows
            if progress:
                progress(done, total)
    files = finish(out, rules, want, sums)
    eligible = total_of(sums, "eligible")
    unknown = total_of(sums, "unknown")
    seconds = time.perf_counter() - began
    return Summary(total, len(calls), eligible, unknown, seconds, work.stages, files)


def pieces_of(companies: str | Path) -> list[Piece]:
    """The row groups of a Parquet file, or of every Parquet file in a folder, in order of name."""
    system, path = located(companies)
    info = system.get_file_info(path)
    if info.type == fs.FileType.NotFound:
        raise FileNotFoundError(f"{companies} 파일이 없습니다. 경로를 확인해 주세요.")
    paths = [path]
    if info.type == fs.FileType.Directory:
        inside = system.get_file_info(fs.FileSelector(path, recursive=True))
        paths = sorted(entry.path for entry in inside if entry.path.endswith(".parquet"))
    found: list[Piece] = []
    first = 0
    for name in paths:
        with system.open_input_file(name) as source:
            metadata = pq.ParquetFile(source).metadata
        for group in range(metadata.num_row_groups):
            rows = metadata.row_group(group).num_rows
            found.append(Piece(name, group, rows, first))
            first += rows
    return found


def read_piece(
    system: fs.FileSystem, piece: Piece, columns: Iterable[str]
) -> Iterator[pa.RecordBatch]:
    """The row group in batches of at most `ROWS_AT_A_TIME`, strings as dictionaries."""
    with system.open_input_file(piece.path) as source:
        file = pq.ParquetFile(source)
        names = [name for name in columns if name in file.schema_arrow.names]
        words = [
            path
            for path in (file.schema.column(k).path for k in range(len(file.schema.names)))
            if path.split(".")[0] in names and path.split(".")[0] not in ID_COLUMNS
        ]
        file = pq.ParquetFile(source, read_dictionary=words, pre_buffer=True)
        yield from file.iter_batches(
            ROWS_AT_A_TIME, row_groups=[piece.row_group], columns=names, use_threads=False
        )


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
        self._sums: Want = "near_miss" if want == "near_miss" else "counts"
        self._system, _ = located(companies)
        self._members = {k: np.unique(np.asarray(v)) for k, v in (members or {}).items()}
        self._columns = (*columns_needed(rules), *ID_COLUMNS)
        self._local = local()
        self.stages = Stages()

    def __call__(self, piece: Piece) -> tuple[pa.Table, list[pa.RecordBatch]]:
        """The piece's sums by call, and its lists (none unless they are wanted)."""
        sums: pa.Table | None = None
        listed = []
        first = piece.first_row
        began = time.perf_counter()
        for batch in read_piece(self._system, piece, self._columns):
            read = time.perf_counter()
            encoded = encode(batch, self._rules)
            coded = time.perf_counter()
            members = self._members_of(first, batch.num_rows)
            if self._want == "lists":
                found = match_encoded(encoded, self._rules, members, "lists", self._engine)
                listed.append(_with_id(batch, found))
            counted = match_encoded(encoded, self._rules, members, self._sums, self._engine)
            table = pa.Table.from_batches([counted])
            sums = table if sums is None else added(sums, table)
            first += batch.num_rows
            ended = time.perf_counter()
            self.stages.read += read - began
            self.stages.encode += coded - read
            self.stages.match += ended - coded
            began = time.perf_counter()
        return sums, listed

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
            self._writer = pq.ParquetWriter(self._partial, batch.schema, compression="lz4")
        self._writer.write_batch(batch)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._writer is not None:
            self._writer.close()
            if kind is None:
                self._partial.replace(self._path)
            else:
                self._partial.unlink(missing_ok=True)


def _in_order(
    pool: ThreadPoolExecutor, work: Work, pieces: Sequence[Piece]
) -> Iterator[tuple[pa.Table, list[pa.RecordBatch]]]:
    """The pieces' results in order, no more of them under way than twice the threads."""
    waiting = iter(pieces)
    ahead: list[Future[tuple[pa.Table, list[pa.RecordBatch]]]]
    ahead = [pool.submit(work, piece) for piece in islice(waiting, 2 * pool._max_workers)]
    while ahead:
        yield ahead.pop(0).result()
        ahead += [pool.submit(work, piece) for piece in islice(waiting, 1)]


def added(one: pa.Table, other: pa.Table) -> pa.Table:
    """Two tables of the same calls, their numbers added."""
    for place, name in enumerate(one.schema.names):
        if pa.types.is_integer(one.schema.types[place]) and name != "clause":
            one = one.set_column(place, name, pc.add(one.column(name), other.column(name)))
    return one


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


def located(companies: str | Path) -> tuple[fs.FileSystem, str]:
    """The file system and the path in it of a path or an address."""
    address = str(companies)
    if "://" in address:
        system, path = fs.FileSystem.from_uri(address)
        return system, path
    return fs.LocalFileSystem(), address
