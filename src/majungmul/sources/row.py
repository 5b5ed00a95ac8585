"""A careful reader of one item: several names for a field, blanks alike, surprises written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .text import NOTHING, line, plain


class Row:
    """One item of a payload. Fields are asked for by all names they are known under.

    A field that the source always sends is asked for with `expected`; when none of its names is
    there, or when a value is no text, `lost` and a warning name the field: schemas drift silently.
    """

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data
        self._asked: set[str] = set()
        self.warnings: list[str] = []
        self.lost: list[str] = []

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def raw(self, *names: str, expected: bool = False) -> str:
        """The first filled value, trimmed but otherwise untouched; "" when there is none."""
        self._asked.update(names)
        for name in names:
            text = self._scalar(name)
            if text.lower() not in NOTHING:
                return text
        if expected and not any(name in self._data for name in names):
            self._lose(
                names[0],
                f"항목 {names[0]}이(가) 없습니다. 출처의 항목 이름이 바뀌었는지 확인하세요.",
            )
        return ""

    def text(self, *names: str, expected: bool = False) -> str:
        """The first filled value as plain lines."""
        return plain(self.raw(*names, expected=expected))

    def line(self, *names: str, expected: bool = False) -> str:
        """The first filled value on one line."""
        return line(self.raw(*names, expected=expected))

    def all(self, name: str) -> list[str]:
        """Every value of a repeated field, blanks too: their order pairs them with others."""
        self._asked.add(name)
        held = self._data.get(name)
        values = held if isinstance(held, list) else [held]
        return [str(value).strip() if isinstance(value, str | int) else "" for value in values]

    def rows(self, name: str) -> list[Row]:
        """The mappings under a field, one or many."""
        self._asked.add(name)
        held = self._data.get(name)
        values = held if isinstance(held, list) else [held]
        return [Row(value) for value in values if isinstance(value, Mapping)]

    def unknown(self, ignored: Iterable[str]) -> list[str]:
        """Fields that hold something, that nobody asked for and that are not `ignored`."""
        held = {str(name) for name, value in self._data.items() if value not in (None, "", [], {})}
        return sorted(held - self._asked - set(ignored))

    def _scalar(self, name: str) -> str:
        match self._data.get(name):
            case None:
                return ""
            case bool(value):
                return "Y" if value else "N"
            case float(value) if value.is_integer():  # a table tool's 178198.0
                return str(int(value))
            case str() | int() | float() as value:
                return str(value).strip()
            case value:
                kind = type(value).__name__
                self._lose(name, f"항목 {name}의 형식이 바뀌었습니다(글자가 아니라 {kind}).")
                return ""

    def _lose(self, name: str, warning: str) -> None:
        if name not in self.lost:
            self.lost.append(name)
        self.warn(warning)

    def warn(self, warning: str) -> None:
        """Writes a surprise down, once."""
        if warning not in self.warnings:
            self.warnings.append(warning)
