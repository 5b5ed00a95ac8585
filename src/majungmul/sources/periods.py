"""Application periods that come as two fields."""

from __future__ import annotations

from dataclasses import dataclass

from . import dates
from .dates import Window
from .row import Row


@dataclass(frozen=True, slots=True)
class Period:
    """`text` is what the fields print; `line` is the same for a reader of the notice's text, with
    a date that stands for "always" said as that."""

    window: Window
    text: str

    @property
    def line(self) -> str:
        return "상시" if self.window.end_kind == "rolling" else self.text


def of(
    row: Row, opens: tuple[str, ...], closes: tuple[str, ...], *, expected: bool = False
) -> Period:
    """The period of two fields. Words in the place of a date (상시, 예산 소진 시) are understood as
    words; what is neither is kept as printed, with a warning."""
    first, last = row.line(*opens), row.line(*closes, expected=expected)
    ends = dates.moments(last)
    start = dates.day(first)
    text = f"{_short(first)} ~ {_short(last)}".strip() if first or last else ""
    if ends:
        return Period(dates.between(start, ends[0]), text)
    word = dates.window(last).end_kind
    if last and not word:
        row.warn(f"항목 {closes[0]}의 값 '{last[:40]}'을(를) 날짜로 읽을 수 없습니다.")
    return Period(Window(opens=start, end_kind=word), text)


def _short(text: str) -> str:
    """A date and an hour in one form, `2026-05-29 18:00`; anything else as it is."""
    found = dates.moments(text)
    if len(found) != 1:
        return text
    hour = found[0].time
    return found[0].day.isoformat() + (
        f" {hour:%H:%M}" if hour and (hour.hour or hour.minute) else ""
    )
