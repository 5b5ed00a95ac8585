"""Reading the data files that lie beside this room's modules."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import Any

DATA = files(__package__) / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv`, every cell a string without outer blanks."""
    text = (DATA / f"{name}.csv").read_text("utf-8")
    return [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(text.splitlines())]


def toml(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
