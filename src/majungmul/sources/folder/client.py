"""Files as they lie in a folder. A notice file is a notice with one attachment; a mail is a notice
with its text and its attachments; a mailbox is many mails. Files below `press` are articles and
reports: they are read for what they state, and are no calls."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from majungmul.sources import described, payload
from majungmul.sources.described import Description
from majungmul.sources.row import Row
from majungmul.sources.types import Attachment, Failure, Notice, Raw, SourceError
from majungmul.terms import SEOUL

from . import mail

MOST_BYTES = 100 * 1024 * 1024
MAILS = frozenset({".eml", ".mbox"})
NOTICES = frozenset({".hwp", ".hwpx", ".pdf", ".docx", ".txt", ".html", ".htm"})
PRESS = frozenset({"press", "보도"})  # folders within the folder: what lies there is no call
_HALF_WRITTEN = (".part", ".crdownload", ".tmp", "~")


class Folder:
    """A source made of a description whose `path` names a folder."""

    whole = False

    def __init__(self, about: Description, *_: Any) -> None:
        about.only("path")
        self.about = about
        self.slug = about.slug
        self.name = about.name

    @property
    def path(self) -> Path:
        """The folder: as described, else `$MAJUNGMUL_INBOX`, else `inbox` at home."""
        home = Path(os.environ.get("MAJUNGMUL_HOME", "var"))
        default = os.environ.get("MAJUNGMUL_INBOX") or str(home / "inbox")
        return Path(self.about.text("path", default=default)).expanduser()

    @property
    def ready(self) -> bool:
        return self.path.is_dir()

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """Files in the order of their names, changed on or after `since`.

        The cursor is the name of the file that the last item came from.
        """
        root = self.path
        if not root.is_dir():
            raise SourceError(
                f"{root} 폴더가 없습니다. 폴더를 만들거나 MAJUNGMUL_INBOX에 다른 폴더를 적으세요."
            )
        for file in _files(root):
            name = file.relative_to(root).as_posix()
            if (cursor is None or name >= cursor) and _changed(file, since):
                yield from self._take(file, name)

    def load(self, path: Path) -> Iterator[Raw | Failure]:
        """A folder, a mail, a mailbox, or a single notice file."""
        if path.is_dir():
            for file in _files(path):
                yield from self._take(file, file.relative_to(path).as_posix())
        elif path.is_file():
            yield from self._take(path, path.name)
        else:
            raise SourceError(f"{path}: 파일이 없습니다. 경로를 확인하세요.")

    def map(self, raw: Raw) -> Notice:
        if raw.body.startswith(b"{"):
            return self._file_notice(raw)
        return mail.notice(self.about, raw)

    def open(self, raw: Raw, attachment: Attachment) -> bytes:
        """The bytes of an attachment: only what this source itself listed is read from disk."""
        if not raw.body.startswith(b"{"):
            return mail.part(raw.body, attachment.url)
        item = Row(payload.item(raw.body))
        path = Path(item.raw("path"))
        if path.as_uri() != attachment.url:
            raise SourceError("폴더가 적어 둔 파일이 아닙니다. 다시 모으세요.")
        try:
            found = path.read_bytes()
        except OSError as error:
            raise SourceError(f"{path.name}: 파일을 읽을 수 없습니다({error.strerror}).") from None
        if hashlib.sha256(found).hexdigest() != item.raw("sha256"):
            raise SourceError(f"{path.name}: 그사이 바뀐 파일입니다. 다시 모으세요.")
        return found

    def _take(self, file: Path, name: str) -> Iterator[Raw | Failure]:
        suffix = file.suffix.lower()
        if suffix not in MAILS | NOTICES:
            kinds = " ".join(sorted(MAILS | NOTICES))
            yield Failure("", f"읽을 수 있는 형식이 아닙니다({kinds}). 옮기거나 지우세요.", name)
            return
        try:
            if suffix != ".mbox" and file.stat().st_size > MOST_BYTES:
                yield Failure("", "100 MB가 넘는 파일입니다. 나누어 넣으세요.", name)
            elif suffix == ".mbox":
                yield from mail.mailbox(file, name)
            elif suffix == ".eml":
                yield mail.raw(file.read_bytes(), name)
            else:
                yield _raw(file, name)
        except OSError as error:
            yield Failure("", f"파일을 읽을 수 없습니다({error.strerror}).", name)

    def _file_notice(self, raw: Raw) -> Notice:
        row = Row(payload.item(raw.body))
        name = row.raw("name")
        title = Path(name).stem.replace("_", " ")
        found = described.notice(self.about, raw.key, Row({"title": title}))
        file = Attachment(Path(name).name, Path(row.raw("path")).as_uri())
        kind = "other" if PRESS.intersection(Path(name).parts[:-1]) else found.kind
        return replace(found, kind=kind, attachments=(file,))


def _files(root: Path) -> list[Path]:
    """Whole, visible files below `root`; links that lead out of it are not followed."""
    home = root.resolve()
    return sorted(
        file
        for file in root.rglob("*")
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(root).parts)
        and not file.name.endswith(_HALF_WRITTEN)
        and file.resolve().is_relative_to(home)
    )


def _changed(file: Path, since: date | None) -> bool:
    if since is None:
        return True
    return datetime.fromtimestamp(file.stat().st_mtime, SEOUL).date() >= since


def _raw(file: Path, name: str) -> Raw:
    """A file is known by its place in the folder and changed when its bytes are."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    item = {"name": name, "path": str(file.resolve()), "sha256": digest}
    return Raw(_key(name), payload.body(item), name)


def _key(name: str) -> str:
    """The name as a key; a Mac writes the same name in other code points."""
    name = unicodedata.normalize("NFC", name)
    return name if len(name) <= 120 else hashlib.sha256(name.encode()).hexdigest()
