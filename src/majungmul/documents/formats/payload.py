"""JSON from an official API: labelled lines, one Document for each row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from majungmul.documents.encoding import decode
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Document

from .text import wrap

_MAX_DEPTH = 40


def read(data: bytes, name: str) -> Document:
    """The whole file as one document: the rows one after the other."""
    text = "\n\n".join(_lines(row) for row in rows(data, name))
    if not text.strip():
        raise Unreadable(name, "no_text")
    return wrap(text, name, "json", data)


def read_rows(data: bytes, name: str) -> Iterator[Document]:
    """One document for each row of a list, an envelope or JSON Lines."""
    for number, row in enumerate(rows(data, name), 1):
        if text := _lines(row):
            yield wrap(text, f"{name}#{number}", "json", data)


def rows(data: bytes, name: str) -> list[Any]:
    """The rows of a payload: a list, the list inside an envelope, JSON Lines, or one object."""
    text = decode(data)[0]
    try:
        value = _load(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(name, "bad_json", detail=_where(error)) from error
    return _envelope(value)


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or error.msg != "Extra data":
            raise
        return [json.loads(line) for line in lines]


def _where(error: Exception) -> str:
    return f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "depth"


def _envelope(value: Any, depth: int = 0) -> list[Any]:
    """Down to the longest list of objects within a few levels of envelope."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and depth < 4:
        lists: list[list[Any]] = [part for part in value.values() if _is_rows(part)]
        if lists:
            return max(lists, key=len)
        for part in value.values():
            if isinstance(part, dict) and _envelope(part, depth + 1) != [part]:
                return _envelope(part, depth + 1)
    return [value]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _lines(value: Any, label: str = "", depth: int = 0) -> str:
    """`label: value` for every text and number, HTML tags taken out."""
    from .html import plain_text

    if depth > _MAX_DEPTH or value is None or value == "":
        return ""
    if isinstance(value, dict):
        return "\n".join(filter(None, (_lines(v, str(k), depth + 1) for k, v in value.items())))
    if isinstance(value, list):
        return "\n".join(filter(None, (_lines(part, label, depth + 1) for part in value)))
    text = plain_text(value) if isinstance(value, str) else json.dumps(value)
    return f"{label}: {text}" if label else text
