"""Bytes of an answer or a dump to the items in it, whatever envelope they came in.

Neither the status nor the declared type of an answer is believed: the first byte decides.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from . import gateway
from .text import decode
from .types import Failure, SourceError

Item = Mapping[str, object]

# Where the known envelopes keep their items, outermost first.
_LISTS = ("jsonArray", "data", "items", "item")
_WRAPPERS = ("response", "body")
csv.field_size_limit(16 * 1024 * 1024)  # whole notices stand in one cell of a table
_FIRST_LINES = 20
_DECLARATION = re.compile(r"\A<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Page:
    """The items of one answer, those that were none, and how many there are in all if it says."""

    items: tuple[Item, ...] = ()
    failures: tuple[Failure, ...] = ()
    total: int | None = None


def page(data: bytes, declared: str | None = None) -> Page:
    """The items of an answer in JSON or XML. Raises SourceError when it is an error or neither."""
    text = text_of(data, declared)
    if text.startswith("<"):
        return _xml_page(text)
    return _json_page(_json(text))


def recorded(data: bytes) -> Iterator[Item | Failure]:
    """The items of a recorded answer or a dump: JSON, JSON Lines, XML, or CSV with a header."""
    text = text_of(data)
    if text[0] not in "{[<":
        yield from _csv_items(text)
        return
    if text[0] == "{" and "\n" in text and _is_lines(text):
        yield from _json_lines(text)
        return
    found = page(data)
    yield from found.failures
    yield from found.items


def text_of(data: bytes, declared: str | None = None) -> str:
    """The text of an answer, blanks around it dropped. Raises SourceError when there is none."""
    if not data.strip():
        raise SourceError("응답이 비어 있습니다. 잠시 뒤 다시 시도하세요.", retry=True)
    try:
        text = decode(data, declared).strip("\ufeff \t\r\n\0")
    except ValueError:
        raise SourceError(
            "응답의 글자를 읽을 수 없습니다(UTF-8도 CP949도 아님). 파일이 깨졌는지 확인하세요."
        ) from None
    if not text:
        raise SourceError("응답이 비어 있습니다. 잠시 뒤 다시 시도하세요.", retry=True)
    return text


def element(text: str) -> Element:
    """The root of an XML text. Raises SourceError for HTML, for broken XML and for entities."""
    head = text[:300].lower()
    if "<!doctype html" in head or "<html" in head:
        raise SourceError(
            "자료 대신 웹 페이지(로그인·점검 안내)가 왔습니다. 주소와 인증키를 확인하세요.",
            retry=True,
        )
    try:
        # the declared charset is that of the bytes, which are decoded already
        root: Element = fromstring(_DECLARATION.sub("", text).encode("utf-8"))
        return root
    except DefusedXmlException:
        raise SourceError("XML에 허용하지 않는 선언이 있어 읽지 않았습니다.") from None
    except (ParseError, ValueError):
        raise SourceError(
            "응답이 온전한 JSON이나 XML이 아닙니다(중간에 끊겼을 수 있습니다). 다시 시도하세요.",
            retry=True,
        ) from None


def xml_item(node: Element) -> dict[str, object]:
    """An XML item as a mapping: repeated children become lists, nested ones mappings."""
    found: dict[str, object] = {}
    for child in node:
        value: object = xml_item(child) if len(child) else (child.text or "")
        if child.tag in found:
            held = found[child.tag]
            found[child.tag] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            found[child.tag] = value
    return found


def body(item: Item) -> bytes:
    """An item as bytes that are the same whenever the item is the same."""
    text = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def item(data: bytes) -> Item:
    """The inverse of `body`. Raises SourceError when `data` holds no JSON object."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise SourceError("항목이 JSON이 아닙니다. 원자료를 다시 받으세요.") from None
    if not isinstance(found, dict):
        raise SourceError("항목이 이름과 값의 묶음이 아닙니다. 원자료를 다시 받으세요.")
    return found


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        gateway.check_words(text)
        raise SourceError(
            "응답이 온전한 JSON이 아닙니다(중간에 끊겼을 수 있습니다). 다시 시도하세요.", retry=True
        ) from None


def _json_page(data: object) -> Page:
    if isinstance(data, dict):
        gateway.check(data)
    rows, total = _find(data)
    items, failures = _sorted(rows)
    if total is None and items:  # bizinfo repeats it in every row
        total = _count(items[0].get("totCnt"))
    return Page(tuple(items), tuple(failures), total)


def _find(data: object) -> tuple[Iterable[object], int | None]:
    """The list of items inside an envelope, and the total that the envelope tells."""
    total: int | None = None
    while isinstance(data, dict):
        for name in ("matchCount", "totalCount", "totCnt"):
            total = _count(data.get(name)) if total is None else total
        inner = next((name for name in (*_WRAPPERS, *_LISTS) if name in data), None)
        if inner is None:
            return ([data] if data else []), total
        data = data[inner]
    if data is None or data == "":
        return [], total
    return (data if isinstance(data, list) else [data]), total


def _xml_page(text: str) -> Page:
    root = element(text)
    try:
        gateway.check({root.tag: xml_item(root)})
        items = [xml_item(node) for node in root.iter("item")]
    except RecursionError:
        raise SourceError("XML이 너무 깊이 겹쳐 있어 읽지 않았습니다.") from None
    return Page(tuple(items), (), _count(root.findtext(".//totalCount")))


def _count(value: object) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _sorted(rows: Iterable[object]) -> tuple[list[Item], list[Failure]]:
    items: list[Item] = []
    failures: list[Failure] = []
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            items.append(row)
        else:
            failures.append(
                Failure("", "이름과 값의 묶음이 아니어서 건너뛰었습니다.", f"{number}번째 항목")
            )
    return items, failures


def _is_lines(text: str) -> bool:
    """Whether one of the first lines is an object by itself: none is in one printed object."""
    return any(not isinstance(line, Failure) for line in islice(_json_lines(text), _FIRST_LINES))


def _json_lines(text: str) -> Iterator[Item | Failure]:
    for number, line in enumerate(io.StringIO(text, newline="\n"), 1):
        if not line.strip():
            continue
        try:
            yield item(line.encode("utf-8", "surrogatepass"))
        except SourceError as error:
            yield Failure("", error.reason, f"{number}번째 줄")


def _csv_items(text: str) -> Iterator[Item | Failure]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [name.strip() for name in next(reader, [])]
        if len(header) < 2:
            raise SourceError("JSON, XML, CSV 어느 것도 아닙니다. 파일을 확인하세요.")
        for cells in reader:
            if len(cells) == len(header):
                yield dict(zip(header, cells, strict=True))
            elif cells:
                reason = f"칸이 {len(header)}개여야 하는데 {len(cells)}개입니다."
                yield Failure("", reason, f"{reader.line_num}번째 줄")
    except csv.Error:
        raise SourceError("CSV가 깨져 있어 읽을 수 없습니다. 파일을 다시 받으세요.") from None
