"""Answers kept on disk between runs, for servers that can say that nothing changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from .ask import Answer

MOST_ENTRIES = 500
MOST_BYTES = 2 * 1024 * 1024


class KeptAnswers(MutableMapping[str, Answer]):
    """A folder of answers by address. What cannot be written or read is as if it were not there:
    a full disk or a damaged file costs one request, never a run."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, url: str) -> Answer:
        try:
            head, body = self._file(url).read_bytes().split(b"\n", 1)
            held = json.loads(head)
            if held["url"] != url or held["length"] != len(body):
                raise KeyError(url)
            fields = (held[name] for name in ("charset", "disposition", "etag", "modified"))
            return Answer(url, body, *fields)
        except (OSError, ValueError, TypeError):
            raise KeyError(url) from None

    def __setitem__(self, url: str, answer: Answer) -> None:
        if len(answer.body) > MOST_BYTES:
            return
        head = {
            "url": url,
            "length": len(answer.body),
            "charset": answer.charset,
            "disposition": answer.disposition,
            "etag": answer.etag,
            "modified": answer.modified,
        }
        file = self._file(url)
        half = file.with_name(f"{file.name}.{token_hex(4)}.part")
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            half.write_bytes(json.dumps(head).encode() + b"\n" + answer.body)
            os.replace(half, file)
            self._prune()
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def __delitem__(self, url: str) -> None:
        try:
            self._file(url).unlink()
        except OSError:
            raise KeyError(url) from None

    def __iter__(self) -> Iterator[str]:
        for file in self._files():
            with suppress(OSError, ValueError, KeyError, TypeError), file.open("rb") as opened:
                yield str(json.loads(opened.readline())["url"])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _file(self, url: str) -> Path:
        return self._path / sha256(url.encode("utf-8", "surrogatepass")).hexdigest()

    def _files(self) -> list[Path]:
        return [file for file in self._path.glob("*") if not file.name.endswith(".part")]

    def _prune(self) -> None:
        """Drops the oldest when there are too many."""
        files = self._files()
        if len(files) > MOST_ENTRIES:
            files.sort(key=lambda file: file.stat().st_mtime)
            for file in files[: len(files) - MOST_ENTRIES]:
                file.unlink(missing_ok=True)
