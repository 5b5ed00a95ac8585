"""중소벤처기업부 사업공고 (data.go.kr 15113297)."""

from .client import Mss

SOURCE = Mss()

__all__ = ["SOURCE", "Mss"]
