"""Files to text: `read(path)` gives a Document whose text, outline and tables carry offsets.

In this process: `read`, `read_bytes`, `read_all`, `plain`. In a child process with limits on time
and memory, for files from outside: `Reader`. What cannot be read raises (or, from a Reader, comes
back as) `Unreadable`, whose `reason` is one sentence for people.
"""

from __future__ import annotations

from .errors import Unreadable
from .files import markup_text, plain, read, read_all, read_bytes, read_bytes_all
from .limits import Limits
from .model import Attachment, Block, Cell, Document, Section, Table
from .reader import Reader

__all__ = [
    "Attachment",
    "Block",
    "Cell",
    "Document",
    "Limits",
    "Reader",
    "Section",
    "Table",
    "Unreadable",
    "markup_text",
    "plain",
    "read",
    "read_all",
    "read_bytes",
    "read_bytes_all",
]
