"""The five fields of a cron line, and when a line was last due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

_FIELDS = (("분", 0, 59), ("시", 0, 23), ("일", 1, 31), ("월", 1, 12), ("요일", 0, 7))


@dataclass(frozen=True, slots=True)
class Cron:
    """Allowed values by field; Sunday is 0 (and 7). A day must fit both day fields."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    @classmethod
    def parse(cls, line: str) -> Cron:
        """Reads `10 7,13 * * 1-5`. Raises ValueError that says which field is wrong."""
        words = line.split()
        if len(words) != len(_FIELDS):
            raise ValueError(f"일정 '{line}'에는 다섯 칸(분 시 일 월 요일)이 있어야 합니다.")
        sets = [
            frozenset(_values(word, *field)) for word, field in zip(words, _FIELDS, strict=True)
        ]
        return cls(*sets[:4], frozenset(day % 7 for day in sets[4]))

    def fits(self, moment: datetime) -> bool:
        return (
            moment.minute in self.minutes
            and moment.hour in self.hours
            and moment.day in self.days
            and moment.month in self.months
            and moment.isoweekday() % 7 in self.weekdays
        )

    def last_due(self, now: datetime, since: datetime) -> datetime | None:
        """The newest moment in `(since, now]` that the line names; None when there is none."""
        moment = now.replace(second=0, microsecond=0)
        oldest = max(since, now - timedelta(days=1))
        while moment > oldest:
            if self.fits(moment):
                return moment
            moment -= timedelta(minutes=1)
        return None

    def next_due(self, after: datetime, within: timedelta = timedelta(days=31)) -> datetime | None:
        """The first moment later than `after` that the line names; None when it is far off."""
        moment = after.replace(second=0, microsecond=0)
        while moment < after + within:
            moment += timedelta(minutes=1)
            if self.fits(moment):
                return moment
        return None


def _values(word: str, name: str, low: int, high: int) -> Iterator[int]:
    for part in word.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        try:
            start, stop = (low, high) if span == "*" else (int(first), int(last or first))
            stride = int(step or 1)
        except ValueError:
            raise ValueError(f"일정의 {name} 칸 '{part}'을(를) 읽을 수 없습니다.") from None
        if not low <= start <= stop <= high or stride < 1:
            raise ValueError(f"일정의 {name} 칸 '{part}'은(는) {low}~{high} 밖입니다.")
        yield from range(start, stop + 1, stride)
