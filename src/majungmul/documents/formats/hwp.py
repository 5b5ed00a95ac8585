"""HWP 5 (and, for its body, HWPX) through unhwp's document model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from majungmul.documents.assemble import from_builder
from majungmul.documents.builder import RawCell, TextBuilder, placed_rows, raised
from majungmul.documents.errors import Unreadable, sentence
from majungmul.documents.model import Document
from majungmul.documents.ole import preview

Node = dict[str, Any]


def read(data: bytes, name: str) -> Document:
    model = parse(data, name, "HWP")
    if model["metadata"]["is_distribution"]:
        return _locked(data, name)
    builder = TextBuilder()
    for section in model["sections"]:
        blocks(builder, section["content"])
    return from_builder(
        builder, name=name, format="hwp", data=data, warnings=skipped_warnings(model)
    )


def parse(data: bytes, name: str, format: str) -> Node:
    """unhwp's model of the document: sections of paragraphs and tables."""
    import unhwp

    try:
        with unhwp.parse_bytes(data) as result:
            model: Node = json.loads(result.json)
            return model
    except unhwp.UnhwpError as error:
        code = "encrypted" if error.kind == unhwp.ErrorKind.ENCRYPTED else "damaged"
        raise Unreadable(name, code, format=format) from error


def skipped_warnings(model: Node) -> tuple[str, ...]:
    skipped = ", ".join(str(part) for part in model["skipped_sections"])
    return (sentence("skipped_part", detail=skipped),) if skipped else ()


def _locked(data: bytes, name: str) -> Document:
    """A document for distribution: only its preview is plain text, about its first 1,000 signs."""
    text = preview(data)
    if not text.strip():
        raise Unreadable(name, "drm")
    builder = TextBuilder()
    builder.lines(text)
    warning = sentence("locked", count=len(text.strip()))
    return from_builder(builder, name=name, format="hwp", data=data, warnings=(warning,))


def blocks(
    builder: TextBuilder, content: list[Node], caption: Callable[[Node], str] | None = None
) -> None:
    """Add paragraphs and tables in order. `caption` finds a table's caption, if it has one."""
    for node in content:
        if "Paragraph" in node:
            builder.lines(inline(node["Paragraph"]))
        elif "Table" in node:
            add_table(builder, node["Table"], caption)


def add_table(
    builder: TextBuilder, node: Node, caption: Callable[[Node], str] | None = None
) -> None:
    """A table, and after it what is nested in its cells; a frame of one cell becomes its text."""
    if caption is not None and (text := caption(node)):
        builder.caption(text)
    builder.table(list(_rows(node)))
    for row in node["rows"]:
        for cell in row["cells"]:
            for nested in cell.get("nested_tables", []):
                add_table(builder, nested, caption)


def _rows(node: Node) -> Iterator[list[RawCell]]:
    return placed_rows(
        (
            (
                "\n".join(inline(paragraph) for paragraph in cell["content"]),
                int(cell["rowspan"]),
                int(cell["colspan"]),
            )
            for cell in row["cells"]
        )
        for row in node["rows"]
    )


def inline(paragraph: Node) -> str:
    """The text of one paragraph; line breaks kept, pictures left out."""
    parts: list[str] = []
    for node in paragraph["content"]:
        if node == "LineBreak":
            parts.append("\n")
        elif isinstance(node, dict) and "Text" in node:
            text = node["Text"]["text"]
            is_raised = node["Text"]["style"]["superscript"]
            parts.append(raised(parts[-1], text) if is_raised and parts else text)
        elif isinstance(node, dict) and "Link" in node:
            parts.append(str(node["Link"].get("text", "")))
    return "".join(parts)
