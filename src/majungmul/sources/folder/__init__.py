"""A watched folder of notice files and mails, and mailbox exports."""

from __future__ import annotations

from collections.abc import Iterator

from majungmul.sources.described import Broken, Description, descriptions
from majungmul.sources.types import Source

from .client import Folder

INBOX = Description("folder", "folder", "폴더")


def sources() -> Iterator[Source]:
    """The inbox of this place, and one source for every described folder."""
    yield Folder(INBOX)
    for found in descriptions("folder", __name__):
        if not isinstance(found, Broken):
            yield Folder(found)


__all__ = ["Folder", "sources"]
