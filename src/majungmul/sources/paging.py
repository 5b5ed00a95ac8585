"""Walking through numbered pages to the end, and noticing when the end cannot be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .payload import Item, Page
from .types import Failure, SourceError

_MOST_PAGES = 20_000
_CURSOR = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)


def walk(
    read: Callable[[int], Page], size: int, cursor: str | None = None
) -> Iterator[tuple[str, list[Item | Failure]]]:
    """Pages from the first, or from the one that `cursor` names, each with its own cursor.

    Ends with an empty page, with the promised total, or, where none is promised, with a page that
    is not full. A server that breaks off early or repeats itself is a failure, not an end: the
    rest must not be taken for withdrawn.
    """
    first, seen = _start(cursor)
    before: Page | None = None
    promised: int | None = None
    for number in range(first, first + _MOST_PAGES):
        page = read(number)
        promised = page.total or promised
        here = f"{number}:{seen}"
        if before is not None and page.items and page.items == before.items:
            yield here, [_failure(number, "앞 쪽과 같은 자료가 되풀이됩니다")]
            return
        found: list[Item | Failure] = [*page.failures, *page.items]
        seen += len(found)
        if found:
            yield here, found
        elif promised and seen < promised:
            yield here, [_failure(number, f"전체 {promised}건이라는데 {seen}건에서 끊깁니다")]
        if not found or (seen >= promised if promised else len(found) < size):
            return
        before = page
    raise SourceError(f"쪽이 {_MOST_PAGES}개를 넘어 멈추었습니다. 출처의 응답을 확인하세요.")


def _start(cursor: str | None) -> tuple[int, int]:
    """The page to begin with and how many items stand before it."""
    match = _CURSOR.fullmatch(cursor or "1:0")
    if not match:
        raise SourceError("이어받을 위치를 알 수 없습니다. 처음부터 다시 받으세요.")
    return int(match[1]), int(match[2])


def _failure(number: int, what: str) -> Failure:
    return Failure("", f"{what}. 이 뒤의 공고는 받지 못했습니다.", f"{number}번째 쪽", cut=True)
