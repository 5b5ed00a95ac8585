"""Korean notices and press → quantities, periods, conditions and statements, each with its span."""

import sys
from types import ModuleType

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


class _Package(ModuleType):
    """`facts.rule` and `facts.opportunity` stay functions when the modules of the same name, which
    are loaded at the first call, are hung into the package."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
