"""Parquet files of companies as pieces that can be read by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.fs as fs
import pyarrow.parquet as pq

ROWS_AT_A_TIME = 1 << 18
ID_COLUMNS = ("id", "brn", "key")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row group of a Parquet file, and the number of its first row among all."""

    path: str
    row_group: int
    rows: int
    first_row: int


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


def column_names(companies: str | Path, piece: Piece) -> list[str]:
    """The columns of the file that a piece lies in."""
    system, _ = located(companies)
    with system.open_input_file(piece.path) as source:
        names: list[str] = pq.ParquetFile(source).schema_arrow.names
    return names


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


def located(companies: str | Path) -> tuple[fs.FileSystem, str]:
    """The file system and the path in it of a path or an address."""
    address = str(companies)
    if "://" in address:
        system, path = fs.FileSystem.from_uri(address)
        return system, path
    return fs.LocalFileSystem(), address
