"""Zip containers from outside: measured before anything is inflated in full."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from .errors import Unreadable

MAX_MEMBERS = 5_000
MAX_INFLATED = 400 * 1024 * 1024
MAX_RATIO = 200
_SMALL = 1024 * 1024  # below this a high ratio is harmless: blank pages, empty forms
_CHUNK = 1 << 16


def check_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, when its members are few and inflate to a sane size, by their own word and
    really.

    Raises Unreadable (`bomb`, `encrypted`, `damaged`). A header may lie about the size, so every
    member that claims much is inflated in chunks and counted.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises a wide range on hostile input
        raise Unreadable(name, "damaged", format="ZIP") from error
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or total > MAX_INFLATED:
        raise Unreadable(name, "bomb")
    for member in members:
        if member.flag_bits & 1:
            raise Unreadable(name, "encrypted")
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(
            member.compress_size, 1
        ):
            raise Unreadable(name, "bomb")
    _count(archive, members, name)
    return archive


def _count(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> None:
    """Inflate everything once and throw it away: the sizes must be what the headers say."""
    total = 0
    for member in members:
        for chunk in chunks(archive, member, name):
            total += len(chunk)
            if total > MAX_INFLATED:
                raise Unreadable(name, "bomb")


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(name, "damaged", format="ZIP") from error


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """One member's bytes. Raises Unreadable where it cannot be inflated."""
    return b"".join(chunks(archive, info, name))
