"""Notice boards of institutions, each described by a TOML file (docs/sources.md)."""

from .client import Board

KIND = "board"
make = Board

__all__ = ["KIND", "Board", "make"]
