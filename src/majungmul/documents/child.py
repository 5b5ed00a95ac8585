"""The parent's end of one reading child: ask, wait no longer than agreed, kill, start again."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
import warnings
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .errors import Unreadable, sentence
from .limits import Limits
from .model import Document
from .wire import BrokenWire, receive, send, unpack

_START_SECONDS = 60.0
_ARCHIVE_TIMES = 20  # a file of many documents may take this many times the limit in all
_FILES_PER_CHILD = 500  # a fresh child now and then gives back what libraries leak
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "LD_LIBRARY_PATH")
_END: dict[str, Any] = {"ended": True}

Result = Document | Unreadable


class ChildDied(Exception):  # noqa: N818 - what happened, not an error of ours
    """The child ended in the middle of a file."""


class ChildLate(Exception):  # noqa: N818 - as above
    """The child did not answer in time."""


class Child:
    """One worker process, started when first asked and again whenever it is gone."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[dict[str, Any]] = queue.Queue()
        self._served = 0

    def read(self, path: Path) -> Iterator[Result]:
        """The documents of one file; what stops the child comes back as Unreadable."""
        request = {"name": path.name, "path": os.fspath(path), "max_bytes": self.limits.bytes}
        return self._results(request, b"")

    def read_bytes(self, data: bytes, name: str) -> Iterator[Result]:
        """As `read`, from bytes."""
        return self._results({"name": name, "size": len(data)}, data)

    def close(self) -> None:
        """End the child. It starts again if it is asked once more."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _results(self, request: dict[str, Any], payload: bytes) -> Iterator[Result]:
        if self._served >= _FILES_PER_CHILD:
            self.close()
        for last_try in (False, True):
            given, failure = 0, "crashed"
            fresh = self._process is None
            try:
                for result in self._ask(request, payload):
                    if _is_memory(result) and not (fresh or last_try or given):
                        raise ChildDied
                    given += 1
                    yield result
                return
            except GeneratorExit:
                self.close()  # answers that nobody waited for must not meet the next question
                raise
            except ChildLate:
                failure = "time"
            except (ChildDied, BrokenWire, OSError):
                # What earlier files left in the child must not fail this one: try a fresh child.
                if not (fresh or last_try or given):
                    self.close()
                    continue
            self.close()
            yield Unreadable(
                Path(request["name"]).name, failure, seconds=f"{self.limits.seconds:g}"
            )
            return

    def _ask(self, request: dict[str, Any], payload: bytes) -> Iterator[Result]:
        process = self._running()
        assert process.stdin is not None
        self._served += 1
        whole = time.monotonic() + self.limits.seconds * _ARCHIVE_TIMES
        # Written by a thread of its own: a child that does not read must not stop the clock.
        threading.Thread(
            target=_quietly_send, args=(process.stdin, request, payload), daemon=True
        ).start()
        while True:
            message = self._next(min(self.limits.seconds, whole - time.monotonic()))
            if message.get("done"):
                return
            if message is _END:
                raise ChildLate if _ran_out_of_cpu(process) else ChildDied
            yield unpack(message.get("result") or {})

    def _next(self, seconds: float) -> dict[str, Any]:
        try:
            return self._frames.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise ChildLate from None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        assert self._process is not None
        return self._process

    def _start(self) -> None:
        limits = self.limits
        process = subprocess.Popen(
            [
                # -P: a file named like a module in the current folder must not be imported for it
                *(sys.executable, "-P", "-B", "-m", f"{__package__}.worker"),
                *(str(limits.seconds), str(limits.memory_mb)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        weakref.finalize(self, _end, process)
        self._process, self._frames, self._served = process, queue.Queue(), 0
        assert process.stdout is not None
        threading.Thread(target=_listen, args=(process.stdout, self._frames), daemon=True).start()
        hello = self._next(_START_SECONDS)
        if not hello.get("ready"):
            raise ChildDied
        if not hello.get("limited"):
            warnings.warn(sentence("unlimited"), RuntimeWarning, stacklevel=2)


def _is_memory(result: Result) -> bool:
    return isinstance(result, Unreadable) and result.code == "memory"


def _environment() -> dict[str, str]:
    """Only what Python needs to start: keys and passwords stay with the parent."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}


def _listen(stream: BinaryIO, frames: queue.Queue[dict[str, Any]]) -> None:
    """Puts what the child says into the queue, and an end mark when it falls silent."""
    try:
        while (message := receive(stream)) is not None:
            frames.put(message)
    except (BrokenWire, OSError, ValueError):
        pass
    frames.put(_END)


def _quietly_send(stream: BinaryIO, request: dict[str, Any], payload: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):  # the child is gone: the listener says so
        send(stream, request, payload)


def _ran_out_of_cpu(process: subprocess.Popen[bytes]) -> bool:
    import signal

    return process.wait() == -getattr(signal, "SIGXCPU", 0)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill and reap; a child that has ended already is left in peace."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
