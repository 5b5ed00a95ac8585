"""`majungmul measures`, `measure`, `check`, `publish`: figures over the open-data bundle."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Filled when the functions below stand."""
