"""RSS and Atom feeds, each described by a TOML file (docs/sources.md)."""

from __future__ import annotations

from collections.abc import Iterator

from majungmul.sources.described import Broken, descriptions
from majungmul.sources.types import Source

from .client import Feed


def sources() -> Iterator[Source]:
    """One source for every description of a feed."""
    for found in descriptions("rss", __name__):
        if not isinstance(found, Broken):
            yield Feed(found)


__all__ = ["Feed", "sources"]
