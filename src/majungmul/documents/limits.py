"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of wall and processor time for one document, `memory_mb` MiB for the reading
    child, and how many `bytes` a file may have."""

    seconds: float = 30
    memory_mb: int = 1024
    bytes: int = 200 * 1024 * 1024
