"""Picking pieces out of web pages by CSS selectors."""

from __future__ import annotations

from urllib.parse import urljoin

from cssselect import SelectorError
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from .text import decode, line
from .types import SourceError


def parse(data: bytes, declared: str | None = None) -> HtmlElement:
    """The root of a page. Raises SourceError when it is empty or in no known charset."""
    try:
        text = decode(data, declared)
        if not text.strip():
            raise ValueError("empty")
        parser = HTMLParser(encoding="utf-8", huge_tree=False)
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, etree.ParserError, etree.XMLSyntaxError):
        raise SourceError("웹 페이지를 읽을 수 없습니다. 주소를 확인하세요.", retry=True) from None


def select(node: HtmlElement, selector: str) -> list[HtmlElement]:
    """All that the selector finds. Raises SourceError for a selector that is none."""
    try:
        return list(node.cssselect(selector)) if selector else []
    except SelectorError:
        raise SourceError(f"선택자 '{selector}'가 잘못되었습니다. 설명 파일을 고치세요.") from None


def first(node: HtmlElement, selector: str) -> HtmlElement | None:
    return next(iter(select(node, selector)), None)


def text(node: HtmlElement | None) -> str:
    """What a reader sees of it, on one line."""
    return "" if node is None else line(source(node))


def source(node: HtmlElement | None) -> str:
    """Its HTML, what follows it left out."""
    return "" if node is None else str(etree.tostring(node, encoding="unicode", with_tail=False))


def href(node: HtmlElement | None, base: str) -> str:
    """The address it links to, completed; "" for scripts and fragments."""
    if node is None:
        return ""
    link = node if node.get("href") else first(node, "a[href]")
    target = "" if link is None else str(link.get("href", "")).strip()
    if not target or target.startswith(("#", "javascript:", "mailto:", "data:")):
        return ""
    try:
        return urljoin(base, target)
    except ValueError:
        return ""
