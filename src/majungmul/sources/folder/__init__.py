"""Watched folders of notice files, mails and mailbox exports (docs/sources.md)."""

from .client import Folder

KIND = "folder"
make = Folder

__all__ = ["KIND", "Folder", "make"]
