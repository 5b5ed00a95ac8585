"""중소벤처24 공고정보: the one source with structured eligibility and amounts."""

from .client import Smes24

SOURCE = Smes24()

__all__ = ["SOURCE", "Smes24"]
