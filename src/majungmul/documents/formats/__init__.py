"""One module for each format: bytes in, Document out. Loaded only when first needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from majungmul.documents.model import Document

Read = Callable[[bytes, str], Document]
_MODULES = {
    "txt": "text",
    "md": "text",
    "html": "html",
    "pdf": "pdf",
    "hwp": "hwp",
    "hwpx": "hwpx",
    "docx": "docx",
    "json": "payload",
}


def reader(format: str) -> Read:
    """The function that reads this format. Importing it may load a large library."""
    module = import_module(f"{__name__}.{_MODULES[format]}")
    read: Read = module.read
    return read
