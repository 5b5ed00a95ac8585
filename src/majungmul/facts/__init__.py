"""Korean notices and press → quantities, periods, conditions and statements, each with its span."""

from .reading import (
    VERSION,
    opportunity,
    periods,
    quantities,
    read,
    rule,
    statements,
)

__all__ = ["VERSION", "opportunity", "periods", "quantities", "read", "rule", "statements"]
