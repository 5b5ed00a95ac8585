"""What a document says of itself: its title and the day it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice

from .model import Block

_DATE = r"(20\d\d|19\d\d)\s*[.\-/년]\s*(\d{1,2})\s*[.\-/월]\s*(\d{1,2})"
_STAMP = re.compile(
    r"(?:기사\s?승인|승인|기사\s?입력|최초\s?입력|입력|등록(?:일시?)?|기사\s?등록|작성일?|게시일?|게재|발행일?|"
    r"송고(?:시간)?|보도\s?일시|배포\s?일시?|공고일)"
    rf"\s*[:：]?\s*{_DATE}"
)
_NOTICE_DAY = re.compile(rf"\s*{_DATE}\s*일?[.]?\s*(?:\([월화수목금토일]\))?\s*")
# the same with who signs it: `2026. 4. 17. (재)한빛산업진흥원장`
_SIGNED_DAY = re.compile(
    rf"#*\s*{_DATE}\s*일?[.]?\s*(?:\([월화수목금토일]\))?\s+[가-힣(](?:(?![을를은는]\s)[가-힣A-Za-z()·,\s]){{2,60}}?"
    r"(?:장|장\s?관|지\s?사|군\s?수|대표이사)[.\s]*"
)
# `○○부 공고 제2025-12호`, once for each ministry: the number of a notice, which stands above its
# title or before it.
_NUMBERS = re.compile(r"^(?:[^‘'“*※]{0,40}?공고\s*제?\s*\d[\d\s–‑-]*호(?=\s|$)\s*)+")
_HEAD = 6000
_FIRST_BLOCKS, _SIGNED_LINE = 60, 100
_MAX_TITLE = 200
_TITLE_KINDS = {"heading", "item", "paragraph"}
_CALL = re.compile(r"(?:공고|공모|모집|안내|계획|공지)(?:문|서)?\s*(?:\([^)]{1,20}\))?[>」』]?$")


def title(text: str, blocks: Sequence[Block], article: bool = False) -> str:
    """The first line that reads like a title, else nothing; without its marker.

    A title printed on two lines is joined: `…사업 제1차` + `시행계획 공고`.
    """
    own = (block for block in blocks if _may_be_title(text, block))
    lines = [_clean(text, block) for block in islice(own, 12)]
    for index, line in enumerate(lines):
        line = _NUMBERS.sub("", line)
        if len(line) >= 6 and any(map(str.isalpha, line)):
            after = lines[index + 1] if index + 1 < len(lines) else ""
            if not article and len(after) <= 40 and _CALL.search(after) and not _CALL.search(line):
                line = f"{line} {after}"
            return line[:_MAX_TITLE]
    return ""


def _may_be_title(text: str, block: Block) -> bool:
    """No note, and no name of a file (`### 첨부: 공고문.hwp`)."""
    if block.kind not in _TITLE_KINDS or block.marker[:1] in {"※", "*"}:
        return False
    names_file = block.label and text.startswith("첨부", block.label[0])
    return not (block.marker.startswith("#") and names_file)


def _clean(text: str, block: Block) -> str:
    start = block.label[0] if block.label and block.marker != "[" else block.start
    return " ".join(text[start : block.end].strip("#*< \t").split())


def published(text: str, blocks: Sequence[Block]) -> date | None:
    """The stamp of an article (`입력 2024-03-02`) or the day that stands alone under a notice."""
    head = text[:_HEAD]
    if match := _STAMP.search(head):
        return _date(match)
    for block in blocks[:_FIRST_BLOCKS]:
        length = block.end - block.start
        match = _NOTICE_DAY.fullmatch(text, block.start, block.end) if length <= 24 else None
        if match is None and length <= _SIGNED_LINE:
            match = _SIGNED_DAY.fullmatch(text, block.start, block.end)
        if match is not None:
            return _date(match)
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
