"""Attachments that a text names: `붙임 1. 신청서 1부`, `### 첨부: 공고문.md`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Attachment, Block

_ANNEX = re.compile(r"[\[<(【〔]?(?:붙임|별첨|별표|별지|첨부)")
_HEADED = re.compile(r"첨부(?:파일)?\s*[:：]\s*(\S.*)")
_COUNT = re.compile(r"\s*(?:각\s*)?\d+\s*부\s*[.,]?\s*(?:끝\s*\.?)?\s*$|\s*끝\s*\.\s*$")
_MOST = 200


def named_attachments(text: str, blocks: Sequence[Block]) -> tuple[Attachment, ...]:
    """What stands behind such a sign at the head of a line, in order, each name once."""
    found: dict[str, None] = {}
    for block in blocks:
        if block.label is not None and block.marker and len(found) < _MOST:
            label = text[block.label[0] : block.end]
            headed = _HEADED.match(label) if block.marker.startswith("#") else None
            if headed or _ANNEX.match(block.marker):
                name = _COUNT.sub("", headed[1] if headed else label).strip()
                if name:
                    found[name] = None
    return tuple(Attachment(name) for name in found)
