"""What cannot be read, and what to do about it, in one sentence of each language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _reasons() -> dict[str, dict[str, str]]:
    file = resources.files(__package__) / "reasons.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


class Unreadable(Exception):  # noqa: N818 - the word used everywhere for it
    """A file that gives no text.

    `code` names a row of `reasons.toml`; `reason` is its Korean sentence and `reason_en` its
    English one, both beginning with the file's name. `str()` is the Korean sentence.
    """

    def __init__(self, name: str, code: str, **details: object) -> None:
        self.name = name
        self.code = code
        self.details = {key: str(value) for key, value in details.items()}
        super().__init__(self.reason)

    @property
    def reason(self) -> str:
        return self._sentence("ko")

    @property
    def reason_en(self) -> str:
        return self._sentence("en")

    def _sentence(self, language: str) -> str:
        template = _reasons()[self.code][language]
        return f"{self.name}: {template.format_map(self.details)}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unreadable) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((self.name, self.code))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.name, self.code, self.details))

    def _key(self) -> tuple[str, str, dict[str, str]]:
        return self.name, self.code, self.details


def _rebuild(name: str, code: str, details: dict[str, str]) -> Unreadable:
    return Unreadable(name, code, **details)


def sentence(code: str, language: str = "ko", **details: object) -> str:
    """The bare sentence of a row of `reasons.toml`, for warnings."""
    return _reasons()[code][language].format_map(details)
