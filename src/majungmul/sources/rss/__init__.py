"""RSS and Atom feeds, each described by a TOML file (docs/sources.md)."""

from .client import Feed

KIND = "rss"
make = Feed

__all__ = ["KIND", "Feed", "make"]
