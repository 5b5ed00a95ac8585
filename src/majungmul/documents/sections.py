"""Headings with the text under them."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Block, Document, Section, Table

_LONGEST = 60  # characters of a cell that can be a heading


def sections(document: Document) -> Iterator[Section]:
    """Every labelled block with what stands under it, and every labelled row of a table.

    A section ends where a block of its own level or higher begins; what has no level of its own
    (paragraphs, notes, rows) belongs to the section that is open. The label of a table's row is
    its first cell, where the row has two or more.
    """
    blocks = document.blocks
    ends = _ends(blocks, len(document.text))
    rows = {}
    for table in document.tables:
        for row in _rows(table):
            if block := document.block_at(row.heading_start):
                rows[block.start] = row
    for index, block in enumerate(blocks):
        if block.kind == "table_row":
            if (found := rows.get(block.start)) is not None:
                yield found
        elif block.label is not None and block.kind in {"heading", "item"}:
            start, end = block.label
            heading = document.text[start:end]
            yield Section(heading, block.level, end, ends[index], block.marker, block.start)


def _ends(blocks: tuple[Block, ...], length: int) -> list[int]:
    """Where each labelled block's section ends: the start of the next block that closes it."""
    ends = [length] * len(blocks)
    open_blocks: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind in {"heading", "item"} and not _is_note(block):
            while open_blocks and blocks[open_blocks[-1]].level >= block.level:
                ends[open_blocks.pop()] = block.start
            open_blocks.append(index)
    return ends


def _is_note(block: Block) -> bool:
    return block.marker[:1] in {"※", "*", "＊", "†", "‡", "주"}


def _rows(table: Table) -> Iterator[Section]:
    """A row's first cell as the heading of the rest of the row."""
    for cells in table.rows:
        filled = [cell for cell in cells if cell.end > cell.start]
        if len(filled) >= 2 and filled[0].column == 0 and len(filled[0].text) <= _LONGEST:
            first, last = filled[0], filled[-1]
            yield Section(first.text.strip(), 0, first.end, last.end, "", first.start)
