"""HTML: the article or notice of a page, its tables kept; scripts, styles and menus dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import RawCell, TextBuilder, placed_rows
from majungmul.documents.encoding import decode
from majungmul.documents.errors import Unreadable
from majungmul.documents.model import Attachment, Document

from . import page

_DROP = {
    *("script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed"),
    *("nav", "button", "select", "option", "input", "textarea", "head", "form-control"),
}
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "big",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
    ),
    *("kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
    *("time", "tt", "u", "var", "wbr", "ref", "hi", "img", "graphic"),
}
_BREAKS = {"br", "lb"}
_TABLES = {"table"}
_ROWS = {"tr", "row"}
_CELLS = {"td", "th", "cell"}
_ITEMS = {"li", "item"}
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MAX_DEPTH = 150


def read(data: bytes, name: str) -> Document:
    text, _, _ = decode(data)
    root = parse(text, name)
    builder = TextBuilder()
    main = page.main(root, text)
    _Walker(builder).walk(main)
    attachments, links = page.links(root)
    return from_builder(
        builder,
        name=name,
        format="html",
        data=data,
        title=page.title(root, main),
        published=page.published(root),
        attachments=attachments,
        links=links,
    )


def parse(text: str, name: str) -> Any:
    """The tree of a page. Entities beyond HTML's own are not expanded, the network not asked."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    # A declaration would make lxml refuse text that is decoded already.
    markup = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\x00", ""))
    try:
        root = html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(name, "no_text") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable(name, "too_deep")
    return root


def plain_text(markup: str) -> str:
    """A fragment of markup as text: blocks become lines, tags go, entities are resolved."""
    if "<" not in markup and "&" not in markup:
        return markup
    builder = TextBuilder()
    try:
        _Walker(builder).walk(parse(f"<div>{markup}</div>", ""))
    except Unreadable:
        return ""
    return builder.text.strip()


class _Walker:
    """Adds the text under an element to a builder, a line for each block."""

    def __init__(self, builder: TextBuilder) -> None:
        self.builder = builder
        self.line: list[str] = []

    def walk(self, root: Any) -> None:
        self._element(root, 0)
        self._flush()

    def _element(self, element: Any, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROP or _hidden(element):
            return
        if depth > _MAX_DEPTH:  # no page made by people is so deep: its text alone, in one line
            self.line.extend(element.itertext())
            return
        if tag in _BREAKS:
            self._flush()
        elif tag in _TABLES:
            self._flush()
            self._table(element, depth)
        elif tag in _INLINE:
            self._inside(element, depth)
        else:
            self._flush()
            if tag in _ITEMS:
                self.line.append("- ")
            self._inside(element, depth)
            self._flush()

    def _inside(self, element: Any, depth: int) -> None:
        if element.text:
            self.line.append(element.text)
        for child in element:
            self._element(child, depth + 1)
            if child.tail:
                self.line.append(child.tail)

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if text and text != "-":
            self.builder.lines(_undash(text))

    def _table(self, table: Any, depth: int) -> None:
        if _is_layout(table):
            for row in rows(table):
                for cell in row:
                    self._inside(cell, depth + 1)
                    self._flush()
            return
        for caption in table.iterchildren("caption"):
            if text := _text_of(caption, depth):
                self.builder.caption(text)
        header = sum(1 for row in rows(table) if row and all(cell.tag == "th" for cell in row))
        self.builder.table(list(raw_rows(table, depth)), header_rows=header)


def rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each row of this table, not of tables inside it."""
    for child in table:
        if child.tag in _ROWS:
            yield [cell for cell in child if cell.tag in _CELLS]
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from rows(child)


def raw_rows(table: Any, depth: int) -> Iterator[list[RawCell]]:
    return placed_rows(
        ((_text_of(cell, depth), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in row)
        for row in rows(table)
    )


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _text_of(element: Any, depth: int) -> str:
    builder = TextBuilder()
    walker = _Walker(builder)
    walker._inside(element, depth + 1)
    walker._flush()
    return builder.text.strip()


def _is_layout(table: Any) -> bool:
    """A table that only arranges the page: it holds tables, or one cell."""
    return sum(map(len, rows(table))) <= 1 or any(
        inner is not table for inner in table.iter("table")
    )


def _hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _undash(text: str) -> str:
    """`- ○ 항목`: the printed sign stands for itself, the list's own dash goes."""
    from majungmul.documents.markers import marker

    return text[2:] if text.startswith("- ") and marker(text[2:]) else text


__all__ = ["Attachment", "parse", "plain_text", "read"]
