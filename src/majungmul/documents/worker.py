"""The reading child: `python -m majungmul.documents.worker SECONDS MEGABYTES`.

Limits itself, then answers requests on stdin until it ends. It opens the files it is told to and
needs nothing else: no network, no files of its own, no secrets in its environment.
"""

from __future__ import annotations

import contextlib
import gc
import math
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .errors import Unreadable
from .files import read_all, read_bytes_all
from .model import Document
from .wire import pack, read_exactly, receive, send

_MIB = 1 << 20


def main(arguments: list[str]) -> int:
    seconds, megabytes = float(arguments[0]), int(arguments[1])
    answers = _private_stdout()
    limited = limit(megabytes)
    gc.disable()  # a document is millions of small parts without cycles; swept after each file
    send(answers, {"ready": True, "limited": limited})
    while (request := receive(sys.stdin.buffer)) is not None:
        _allow_cpu(seconds)
        _answer(request, answers, megabytes)
    return 0


def _answer(request: dict[str, Any], answers: BinaryIO, megabytes: int) -> None:
    name = Path(request["name"]).name
    failure = None
    try:
        for result in _read(request):
            send(answers, {"result": pack(result)})
    except MemoryError:
        failure = "memory"
    except Exception:  # whatever a format's library lets through is this file's failure alone
        failure = "crashed"
    # Outside the handlers: the error has let go of what filled the memory.
    gc.collect()
    if failure is not None:
        send(answers, {"result": pack(Unreadable(name, failure, megabytes=megabytes))})
    send(answers, {"done": True})


def _read(request: dict[str, Any]) -> Iterator[Document | Unreadable]:
    if "size" in request:
        data = read_exactly(sys.stdin.buffer, request["size"])
        return read_bytes_all(data, request["name"])
    return read_all(request["path"], request["max_bytes"])


def _private_stdout() -> BinaryIO:
    """The pipe to the parent, out of reach of libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def limit(megabytes: int) -> bool:
    """Bound this process's memory, files and file sizes; whether memory could be bounded."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MIB, megabytes * _MIB))
    except (ValueError, OSError):  # macOS knows the name and not the limit
        return False
    return True


def _allow_cpu(seconds: float) -> None:
    """Processor time for one more file; the parent keeps the wall time."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds) + 1, hard))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
