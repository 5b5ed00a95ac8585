"""Reading files from outside: in child processes, each file within limits, the batch goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from .child import Child
from .errors import Unreadable
from .limits import Limits
from .model import Document

Result = Document | Unreadable


class Reader:
    """Reads in `workers` child processes that live as long as the Reader.

    A child that takes too long, takes too much memory or dies is killed and replaced; its file
    comes back as Unreadable and the next one is read. Results are those of `read_all`. Use it as
    a context manager, or call `close`.
    """

    def __init__(self, limits: Limits | None = None, workers: int = 1) -> None:
        self.limits = limits or Limits()
        self._children = [Child(self.limits) for _ in range(max(workers, 1))]

    def read_many(self, paths: Iterable[str | Path]) -> Iterator[Result]:
        """Every document of every file, in the order of `paths`."""
        if len(self._children) == 1:
            for path in paths:
                yield from self._children[0].read(Path(path))
        else:
            yield from self._side_by_side(paths)

    def read(self, path: str | Path) -> list[Result]:
        """The documents of one file."""
        return list(self._children[0].read(Path(path)))

    def read_bytes(self, data: bytes, name: str) -> list[Result]:
        """The documents in these bytes, which `name` names."""
        if len(data) > self.limits.bytes:
            size, most = len(data) >> 20, self.limits.bytes >> 20
            return [Unreadable(name, "too_big", size=size, limit=most)]
        return list(self._children[0].read_bytes(data, name))

    def close(self) -> None:
        """End the children."""
        for child in self._children:
            child.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _side_by_side(self, paths: Iterable[str | Path]) -> Iterator[Result]:
        """One thread for each child; a few files ahead, so that the order costs little waiting."""
        idle: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            idle.put(child)

        def task(path: str | Path) -> list[Result]:
            child = idle.get()
            try:
                return list(child.read(Path(path)))
            finally:
                idle.put(child)

        ahead = 4 * len(self._children)
        with ThreadPoolExecutor(len(self._children)) as pool:
            pending: deque[Future[list[Result]]] = deque()
            for path in paths:
                pending.append(pool.submit(task, path))
                if len(pending) >= ahead:
                    yield from pending.popleft().result()
            while pending:
                yield from pending.popleft().result()
