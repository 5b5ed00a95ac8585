"""Write the bundle: one Parquet file a table and a Frictionless `datapackage.json`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from .tables import TABLES, Table

BATCH = 5_000
FRICTIONLESS = {
    pa.string(): "string",
    pa.date32(): "date",
    pa.int64(): "integer",
    pa.float64(): "number",
}


def publish(folder: Path, samples: bool = False) -> dict[str, int]:
    """Write the whole ledger to `folder` and return the number of rows of each table.

    All tables are read in one transaction, so they agree with one another. The bundle is written
    beside `folder` and moved into place whole: a reader sees the old bundle or the new one.
    Samples are left out unless `samples`. Raises FileExistsError when `folder` holds anything
    that is not a bundle of ours.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "datapackage.json").exists():
        raise FileExistsError(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with transaction.atomic():
            counts = {table.name: _write(scratch, table, samples) for table in TABLES}
        _describe(scratch, counts)
        scratch.chmod(0o755)
        _swap(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return counts


def _write(folder: Path, table: Table, samples: bool) -> int:
    written = 0
    rows = table.rows(samples)
    with pq.ParquetWriter(folder / f"{table.name}.parquet", table.schema) as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=table.schema))
            written += len(batch)
    return written


def _describe(folder: Path, counts: dict[str, int]) -> None:
    package = {
        "name": "majungmul",
        "title": "마중물: 정부 지원사업 장부",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(folder, table, counts[table.name]) for table in TABLES],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _resource(folder: Path, table: Table, rows: int) -> dict[str, Any]:
    path = folder / f"{table.name}.parquet"
    return {
        "name": table.name,
        "path": path.name,
        "format": "parquet",
        "description": table.describe,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
        "rows": rows,
        "schema": {"fields": [_field(field) for field in table.schema]},
    }


def _field(field: pa.Field) -> dict[str, str]:
    if pa.types.is_decimal(field.type):
        kind = "number"
    elif pa.types.is_timestamp(field.type):
        kind = "datetime"
    elif pa.types.is_list(field.type):
        kind = "array"
    else:
        kind = FRICTIONLESS[field.type]
    return {"name": field.name, "type": kind}


def _swap(scratch: Path, folder: Path) -> None:
    """Put `scratch` where `folder` is; the old bundle goes only when the new one stands."""
    old = scratch.with_name(scratch.name + "-old")
    if folder.exists():
        os.replace(folder, old)
    os.replace(scratch, folder)
    shutil.rmtree(old, ignore_errors=True)
