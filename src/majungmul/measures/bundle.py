"""The open-data bundle as tables. An outsider's notebook reads the same files the same way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Engine = Literal["duckdb", "spark"]


@dataclass(frozen=True)
class Bundle:
    """Tables of a bundle, bound to one engine. `statements` has a row per claim of a source."""

    statements: Any
    programs: Any


def open_bundle(folder: Path, engine: Engine = "duckdb") -> Bundle:
    """Bind the Parquet files of `folder`.

    Raises FileNotFoundError when `folder` is no bundle, ImportError when the engine's extra is
    not installed.
    """
    for name in ("statements", "programs"):
        if not (folder / f"{name}.parquet").is_file():
            raise FileNotFoundError(f"{folder}: {name}.parquet")
    backend = _spark() if engine == "spark" else _duckdb()
    return Bundle(
        statements=backend.read_parquet(str(folder / "statements.parquet")),
        programs=backend.read_parquet(str(folder / "programs.parquet")),
    )


def _duckdb() -> Any:
    import ibis

    return ibis.duckdb.connect()


def _spark() -> Any:
    import ibis
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.appName("majungmul-measures")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    return ibis.pyspark.connect(session)
