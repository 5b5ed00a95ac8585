"""Which format a file really has: its content decides, its name only where content cannot."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from .errors import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DRM = (b"SCDSA", b"<## NASCA DRM", b"DRMONE", b"\x9b\x20DRM", b"<DOCUMENT SAFER")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b", re.IGNORECASE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_TEXTS = {".txt", ".md", ".markdown", ".text", ".csv", ".tsv", ".log", ""}


def detect(data: bytes, name: str) -> str:
    """One of txt md html pdf hwp hwpx docx json zip.

    Raises Unreadable for what is none of them: empty, DRM, old HWP, pictures, programs.
    """
    if not data:
        raise Unreadable(name, "empty")
    head = data[:1024]
    suffix = PurePath(name).suffix.lower()
    if head.startswith(_DRM):
        raise Unreadable(name, "drm")
    if head.startswith(OLE):
        return _ole(data, name)
    if head.startswith(b"HWP Document File"):
        raise Unreadable(name, "old_hwp")
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, name)
    return _textual(data, head, suffix, name)


def _ole(data: bytes, name: str) -> str:
    if _utf16("FileHeader") in data and b"HWP Document File" in data:
        return "hwp"
    if _utf16("EncryptedPackage") in data:
        raise Unreadable(name, "encrypted")
    for stream, label in (("WordDocument", "DOC"), ("Workbook", "XLS"), ("PowerPoint", "PPT")):
        if _utf16(stream) in data:
            raise Unreadable(name, "old_office", detail=label)
    if PurePath(name).suffix.lower() in {".hwp", ".hwpx"}:
        raise Unreadable(name, "damaged", format="HWP")
    raise Unreadable(name, "unknown_format")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:64] if _small(archive, "mimetype") else b""
    except Exception as error:  # zipfile raises a wide range on hostile input
        raise Unreadable(name, "damaged", format="ZIP") from error
    if b"hwp" in kind or "Contents/content.hpf" in names:
        return "hwpx"
    if "word/document.xml" in names:
        return "docx"
    if "[Content_Types].xml" in names or b"opendocument" in kind:
        raise Unreadable(name, "unknown_format")
    return "zip"


def _small(archive: zipfile.ZipFile, member: str) -> bool:
    return member in archive.namelist() and archive.getinfo(member).file_size < 256


def _textual(data: bytes, head: bytes, suffix: str, name: str) -> str:
    if head.startswith(_PICTURES) and suffix not in _TEXTS:
        raise Unreadable(name, "unknown_format")
    if suffix in {".pdf", ".hwp", ".hwpx", ".docx", ".zip"} and not _HTML.search(head):
        raise Unreadable(name, "damaged", format=suffix[1:].upper())
    if _binary(head):
        raise Unreadable(name, "unknown_format")
    if suffix in {".json", ".jsonl", ".ndjson"}:
        return "json"
    if suffix in {".htm", ".html", ".xhtml"} or (suffix not in _TEXTS and _HTML.search(head)):
        return "html"
    if suffix in {".md", ".markdown"}:
        return "md"
    if suffix in _TEXTS:
        return "txt"
    raise Unreadable(name, "unknown_format")


def _binary(head: bytes) -> bool:
    """NUL bytes outside UTF-16 and UTF-32, which announce themselves with a mark."""
    return b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
