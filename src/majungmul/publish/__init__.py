"""Ledger → open-data bundle: what anyone may download, compute from, and check us by."""

from .bundle import publish

__all__ = ["publish"]
