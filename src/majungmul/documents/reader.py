"""Reading in a child process with limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import Unreadable
from .model import Document


@dataclass(frozen=True, slots=True)
class Limits:
    """Per file: seconds of wall time, memory of the child in MiB, size of the file in bytes."""

    seconds: float = 30
    memory_mb: int = 1024
    bytes: int = 200 * 1024 * 1024


class Reader:
    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def read_many(self, paths: Iterable[str | Path]) -> Iterator[Document | Unreadable]:
        from .files import read_all

        for path in paths:
            yield from read_all(path, self.limits.bytes)
