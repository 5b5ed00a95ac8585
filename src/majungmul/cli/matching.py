"""`majungmul match` and `majungmul verdict`: who may apply for what, and why."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Filled when the functions below stand."""
