"""Majungmul: one ledger for public support programmes."""

__version__ = "0.1.0"
