"""과학기술정보통신부 사업공고 (data.go.kr 15074634)."""

from .client import Msit

SOURCE = Msit()

__all__ = ["SOURCE", "Msit"]
