"""한국콘텐츠진흥원: recorded rows of its list; its robots.txt forbids collecting."""

from .client import Kocca

SOURCE = Kocca()

__all__ = ["SOURCE", "Kocca"]
