"""NTIS 국가R&D통합공고: dumps only; robots.txt forbids collecting, the APIs have no calls."""

from .client import Ntis

SOURCE = Ntis()

__all__ = ["SOURCE", "Ntis"]
