"""The part that every source of rows shares: read a dump, find the key, map a row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import ClassVar

from . import dates, keys, paging, payload
from .payload import Item
from .row import Row
from .types import Failure, Notice, Raw, SourceError
from .web import Ask, Web, shared

_MAX_FILE = 200 * 1024 * 1024
_MAX_KEY = 120
_HEAD = 20


class ItemSource(ABC):
    """A source whose answers are rows. A subclass says where the key is and what a row means."""

    slug: str
    name: str
    base: ClassVar[str] = ""
    whole: ClassVar[bool] = True  # see `is_whole`
    key_variable: ClassVar[str] = ""  # of the environment, where the source wants a key
    files_only: ClassVar[str] = ""  # why it is loaded from files alone, in one sentence
    ignored: ClassVar[frozenset[str]] = frozenset()  # fields known and knowingly not used

    def __init__(
        self,
        web: Web | None = None,
        *,
        base: str | None = None,
        env: Mapping[str, str] | None = None,
        today: Callable[[], date] = dates.today,
    ) -> None:
        self._web = web
        self._base = base or self.base
        self._env = env
        self._today = today

    @property
    def web(self) -> Web:
        return self._web or shared()

    @property
    def ready(self) -> bool:
        """See `is_ready`."""
        if self.files_only:
            return False
        return not self.key_variable or keys.given(self.key_variable, self._env)

    def secret(self) -> str:
        """The key that `key_variable` holds. Raises SourceError saying where one is to be had."""
        return keys.need(self.key_variable, self._env)

    @abstractmethod
    def key(self, row: Row) -> str:
        """The source's own number of the item; "" when it has none."""

    @abstractmethod
    def notice(self, key: str, row: Row) -> Notice:
        """What the row says. Surprises stand in `row.warnings` and are added to the notice."""

    @abstractmethod
    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]: ...

    def walk(
        self,
        ask: Callable[[int], Ask],
        size: int,
        cursor: str | None,
        keep: Callable[[Row], bool] = lambda row: True,
    ) -> Iterator[Raw | Failure]:
        """All items of numbered pages that `keep` wants."""
        for place, found in paging.walk(lambda n: self.web.page(ask(n)), size, cursor):
            wanted = (x for x in found if isinstance(x, Failure) or keep(Row(self.unwrap(x))))
            yield from self.take(wanted, place)

    def unwrap(self, item: Item) -> Item:
        """The source's own item inside a row of a dump; by default the row itself."""
        return item

    def load(self, path: Path) -> Iterator[Raw | Failure]:
        return self.take(self.recognized(self.recorded(read_file(path))))

    def recorded(self, data: bytes) -> Iterable[Item | Failure]:
        """The items in the bytes of a recorded answer or a dump."""
        return payload.recorded(data)

    def recognized(self, items: Iterable[Item | Failure]) -> Iterator[Item | Failure]:
        """The same items, unless none of the first is this source's: then it is the wrong file."""
        stream = iter(items)
        head = list(islice(stream, _HEAD))
        rows = [item for item in head if not isinstance(item, Failure)]
        if len(rows) > 1 and not any(self.key(Row(self.unwrap(row))) for row in rows):
            raise SourceError(
                f"{self.name}의 공고 번호가 하나도 없는 파일입니다. 출처를 맞게 골랐는지 보세요."
            )
        yield from chain(head, stream)

    def take(
        self, items: Iterable[Item | Failure], cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """Each item with its key; an item without one is a failure and the rest goes on."""
        for number, found in enumerate(items, 1):
            if isinstance(found, Failure):
                yield found
                continue
            item = self.unwrap(found)
            key = self.key(Row(item))
            if not 0 < len(key) <= _MAX_KEY:
                yield Failure("", _no_key(item, key), f"{number}번째 항목")
                continue
            try:
                yield Raw(key, payload.body(item), cursor)
            except RecursionError:
                yield Failure(key, "너무 깊이 겹친 항목이어서 건너뛰었습니다.")

    def map(self, raw: Raw) -> Notice:
        row = Row(self.unwrap(payload.item(raw.body)))
        notice = self.notice(raw.key, row)
        if not notice.title:
            raise SourceError(
                f"{raw.key}: 제목이 없는 항목입니다. 출처의 항목 이름이 바뀌었는지 확인하세요."
                + "".join(f" {warning}" for warning in row.warnings)
            )
        self.key(row)  # so that its fields count as asked for
        notice = replace(notice, lost=tuple(row.lost))
        unknown = row.unknown(self.ignored)
        if not unknown:
            return notice
        names = ", ".join(unknown[:5])[:200]
        warning = f"모르는 항목 {names}이(가) 왔습니다. 이름이 바뀐 항목이 아닌지 확인하세요."
        return replace(notice, warnings=(*notice.warnings, warning))


def read_file(path: Path) -> bytes:
    """The bytes of a recorded payload. Raises SourceError when it is missing or too large."""
    try:
        if path.stat().st_size > _MAX_FILE:
            raise SourceError("200 MB가 넘는 파일입니다. 나누어 넣으세요.")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError("파일이 없습니다. 경로를 확인하세요.") from None
    except OSError as error:
        raise SourceError(f"파일을 읽을 수 없습니다({error.strerror}).") from None


def _no_key(item: Item, key: str) -> str:
    if key:
        return f"식별 번호가 {_MAX_KEY}자를 넘어 건너뛰었습니다."
    names = ", ".join(list(item)[:6]) or "없음"
    return f"식별 번호가 없어 건너뛰었습니다(항목: {names[:120]}). 출처의 형식을 확인하세요."
