"""Notice boards of institutions, each described by a TOML file (docs/sources.md)."""

from __future__ import annotations

from collections.abc import Iterator

from majungmul.sources.described import Broken, descriptions
from majungmul.sources.types import Source

from .client import Board


def sources() -> Iterator[Source]:
    """One source for every description of a board."""
    for found in descriptions("board", __name__):
        yield found if isinstance(found, Broken) else Board(found)


__all__ = ["Board", "sources"]
