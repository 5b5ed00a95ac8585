"""A zip of several files: each member a document."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator

from majungmul.documents.archives import check_zip, member
from majungmul.documents.detect import detect
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Document

ReadAll = Callable[[bytes, str], Iterator[Document | Unreadable]]


def members(data: bytes, name: str, read_all: ReadAll) -> Iterator[Document | Unreadable]:
    """Every file of the archive, read by `read_all`; an archive inside it is refused."""
    archive = check_zip(data, name)
    files = [info for info in archive.infolist() if not _is_furniture(info)]
    if not files:
        raise Unreadable(name, "no_text")
    for info in files:
        yield from _member(archive, info, f"{name}/{_name(info)}", read_all)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, read_all: ReadAll
) -> Iterator[Document | Unreadable]:
    try:
        content = member(archive, info, label)
        if detect(content, label) == "zip":
            raise Unreadable(label, "nested_archive")
    except Unreadable as error:
        yield error
        return
    yield from read_all(content, label)


def _is_furniture(info: zipfile.ZipInfo) -> bool:
    """Folders and what operating systems leave behind."""
    last = info.filename.rsplit("/", 1)[-1]
    return (
        info.is_dir() or info.filename.startswith("__MACOSX/") or last in {".DS_Store", "Thumbs.db"}
    )


def _name(info: zipfile.ZipInfo) -> str:
    """Windows tools in Korea write names in cp949, which zipfile shows as cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp949")
    except UnicodeError:
        return info.filename
