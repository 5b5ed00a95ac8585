"""Walking through numbered pages to the end, and noticing when the end cannot be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .payload import Item, Page
from .types import Failure, SourceError

_MOST_PAGES = 20_000


def walk(
    read: Callable[[int], Page],
    size: int,
    cursor: str | None = None,
    total: Callable[[Page], int | None] = lambda page: page.total,
) -> Iterator[tuple[str, list[Item | Failure]]]:
    """Pages from the first, or from the one that `cursor` names, each with its own cursor.

    Ends with an empty page, with the promised total, or, where none is promised, with a page that
    is not full. A server that breaks off early or repeats itself is a failure, not an end: the
    rest must not be taken for withdrawn.
    """
    number = start = first_page(cursor)
    before: Page | None = None
    while number < start + _MOST_PAGES:
        page = read(number)
        promised = total(page)
        if before is not None and page.items and page.items == before.items:
            yield str(number), [_failure(number, "앞 쪽과 같은 자료가 되풀이됩니다")]
            return
        if not page.items and not page.failures:
            if promised and (number - 1) * size < promised:
                yield str(number), [_failure(number, f"전체 {promised}건이라는데 자료가 끊깁니다")]
            return
        yield str(number), [*page.failures, *page.items]
        filled = len(page.items) + len(page.failures)
        if promised:
            done = number * size >= promised or filled >= promised
        else:
            done = filled < size
        if done:
            return
        before, number = page, number + 1
    raise SourceError(f"쪽이 {_MOST_PAGES}개를 넘어 멈추었습니다. 출처의 응답을 확인하세요.")


def first_page(cursor: str | None) -> int:
    """The page a run begins with. Raises SourceError for a cursor of another making."""
    if cursor is None:
        return 1
    if not cursor.isdigit() or not 0 < int(cursor) < 10**9:
        raise SourceError("이어받을 위치를 알 수 없습니다. 처음부터 다시 받으세요.")
    return int(cursor)


def _failure(number: int, what: str) -> Failure:
    return Failure("", f"{what}. 이 뒤의 공고는 받지 못했습니다.", f"{number}번째 쪽")
