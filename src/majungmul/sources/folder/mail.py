"""Mails: the subject is the title, the text the body, the attachments the attachments."""

from __future__ import annotations

import mailbox as mailboxes
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from majungmul.sources import described
from majungmul.sources.described import Description
from majungmul.sources.row import Row
from majungmul.sources.text import decode, plain
from majungmul.sources.types import Attachment, Failure, Notice, Raw, SourceError
from majungmul.terms import SEOUL

PART = "part:"


def raw(data: bytes, place: str) -> Raw | Failure:
    """One mail, known by its Message-ID, or by its bytes when it has none.

    What begins as JSON is refused: `Folder` keeps the place of a file so, and a mail that looks
    like one could name any file of this machine as its attachment.
    """
    message = parse(data)
    if not message.keys() or data.startswith(b"{"):
        return Failure("", "전자우편이 아닙니다. 파일을 확인하세요.", place)
    number = _header(message, "Message-ID").strip("<> ")
    key = number if 0 < len(number) <= 120 else sha256(data).hexdigest()
    return Raw(key, data, place)


def mailbox(file: Path, place: str) -> Iterator[Raw | Failure]:
    """Every mail of an mbox export."""
    box = mailboxes.mbox(file, create=False)
    try:
        if not len(box):
            yield Failure("", "전자우편이 하나도 없는 파일입니다.", place)
        for key in box.iterkeys():
            yield raw(box.get_bytes(key), place)
    finally:
        box.close()


def parse(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (MessageError, ValueError, LookupError):
        return EmailMessage()
    return message if isinstance(message, EmailMessage) else EmailMessage()


def notice(about: Description, raw: Raw) -> Notice:
    """Raises SourceError when the mail has no subject. The sender goes to `contact`."""
    message = parse(raw.body)
    title = " ".join(_header(message, "Subject").split())
    if not title:
        raise SourceError(f"{raw.key}: 제목이 없는 전자우편입니다. 확인한 뒤 다시 넣으세요.")
    item = {"title": title, "body": _body(message), "published": _day(message)}
    found = described.notice(about, raw.key, Row(item))
    files = tuple(
        Attachment(name, f"{PART}{number}") for number, (name, _) in enumerate(_files(message))
    )
    return replace(found, attachments=files, contact=_header(message, "From"))


def part(data: bytes, url: str) -> bytes:
    """The attachment of the mail `data` that `url` names. Raises SourceError."""
    number = url.removeprefix(PART)
    files = _files(parse(data))
    if not number.isdecimal() or int(number) >= len(files):
        raise SourceError("전자우편에 그 첨부가 없습니다. 원문을 확인하세요.")
    return files[int(number)][1]


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    """Names and contents of what is attached; pictures of the text itself are not."""
    found = []
    for piece in message.walk():
        name = _filename(piece)
        if name and not piece.is_multipart():
            content = piece.get_payload(decode=True)
            found.append((name, content if isinstance(content, bytes) else b""))
    return found


def _filename(piece: object) -> str:
    try:
        name = piece.get_filename() if isinstance(piece, EmailMessage) else None
    except (ValueError, LookupError, AttributeError):
        return ""
    return Path(str(name or "").replace("\\", "/")).name


def _body(message: EmailMessage) -> str:
    try:
        piece = message.get_body(preferencelist=("plain", "html"))
        content = piece.get_payload(decode=True) if piece else None
        declared = piece.get_content_charset() if piece else None
    except (ValueError, LookupError, AttributeError, KeyError):
        return ""
    if not isinstance(content, bytes):
        return ""
    try:
        return plain(decode(content, declared))
    except ValueError:
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""


def _day(message: EmailMessage) -> str:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
        return moment.astimezone(SEOUL).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""
