"""What of a news page is the article: its headline and paragraphs, not what is laid round them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from majungmul.documents import Document
from majungmul.facts.tables import load

_SENTENCE_END = re.compile(r"다[.\"'”’]|다$|[요죠][.!?]")
_FULL_STOP = re.compile(r"[.!?][\"'”’)]*\s*$")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_BOX = re.compile(r"\s?[\[<【〈◆■☞※▶▷◇●]\s?[^\[\]<>【】〈〉]{2,16}(?:[\]>】〉]|$)")
_LISTING = ("▲", "△", "▼", "▶")
_LABEL = re.compile(r"[\[【<(]\s?[^\[\]【】<>()\n]{2,16}[\]】>)]")
_CREDIT = re.compile(r"[/|·ㅣ]")
# the end of a line in the middle of a sentence: "내년도 예산을 편성해 시의회에"
_BROKEN = re.compile(
    r"[가-힣](?:[은는이가을를의로와과며고등해,한된할던인난]|에|에서|부터|까지|이후|대비)(?<![다요])$"
)
_FEW_LINES, _SCREEN = 5, 60
_SHORT_LINE, _PARAGRAPH, _ENOUGH, _HEAD_LINES = 90, 45, 300, 6


class Line(NamedTuple):
    """A line of the article. `role`: head (headline, subtitle), body, or caption."""

    start: int
    end: int
    role: str


class Article(NamedTuple):
    """The lines of a text that are its own, in order; `pressed` tells whether it is an article."""

    lines: tuple[Line, ...]
    pressed: bool

    def role_at(self, offset: int) -> str | None:
        """The role of the line that holds `offset`; None where no line of the article does."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        found = self.lines[low] if low < len(self.lines) else None
        return found.role if found and found.start <= offset else None


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in load("press").items()}


def article(document: Document) -> Article:
    """Headline, paragraphs and captions of `document`; boilerplate and other stories left out.

    A text without the signs of an article is all body.
    """
    text, table = document.text, _table()
    pressed = sum(sign in text for sign in table["signs"]) >= 2
    blocks = _unwrapped(text, [(b.start, b.end, b.kind) for b in document.blocks])
    blocks = blocks or [(0, len(text), "paragraph")]
    if _is_opinion(text, blocks):
        return Article((), True)
    if not pressed:
        own = [Line(start, end, "body") for start, end, kind in blocks if kind != "boilerplate"]
        if not _has_headline(text, own):
            return Article(tuple(own), False)
        return Article(tuple(_own_lines(text, blocks)), False)
    return Article(tuple(_own_lines(text, blocks)), True)


def _unwrapped(text: str, blocks: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Sentences that were broken into short lines, as for a screen, made whole again."""
    long = any(end - start > _SCREEN for start, end, _ in blocks)
    if long or len(blocks) < _FEW_LINES or "|" in text:
        return list(blocks)
    whole: list[tuple[int, int, str]] = []
    for start, end, kind in blocks:
        goes_on = (
            whole
            and kind == whole[-1][2] == "paragraph"
            and start - whole[-1][1] == 1
            and _BROKEN.search(text, max(0, whole[-1][1] - 8), whole[-1][1])
        )
        if goes_on:
            whole[-1] = (whole[-1][0], end, kind)
        else:
            whole.append((start, end, kind))
    return whole


def _own_lines(text: str, blocks: Sequence[tuple[int, int, str]]) -> list[Line]:
    table, lines, read, caption_due = _table(), [], 0, False
    for number, (start, end, kind) in enumerate(blocks):
        line = text[start:end]
        if read and _ends_article(line, read):
            break
        listed = line[:1] in _LISTING and _is_listed(text, blocks, number)
        if kind == "boilerplate" and not listed:
            continue
        if line.strip() in table["caption_next"]:
            caption_due = True
            continue
        shown = kind == "caption" or _is_caption(line)
        role = "caption" if caption_due or (shown and not listed) else ""
        caption_due = False
        if not role:
            if len(line) >= _PARAGRAPH and _is_prose(line, number):
                read += len(line)
            role = "body" if read else "head"
        lines.append(Line(start, end, role))
    return lines


def _is_prose(line: str, number: int) -> bool:
    """Whether a line holds whole sentences. A headline may end in a verb, but in no full stop."""
    if _SENTENCE_END.search(line) is None:
        return False
    return number > 1 or _FULL_STOP.search(line) is not None


def _is_opinion(text: str, blocks: Sequence[tuple[int, int, str]]) -> bool:
    """Whether the text is one person's view: a column, a contribution. It claims nothing."""
    first = text[blocks[0][0] : blocks[0][1]] if blocks else ""
    label = _LABEL.match(first)
    return label is not None and any(word in label[0] for word in _table()["opinion"])


def _has_headline(text: str, lines: list[Line]) -> bool:
    """Whether short lines (headline, byline) and a paragraph of sentences open the text."""
    for number, line in enumerate(lines[:_HEAD_LINES]):
        told = text[line.start : line.end]
        if _is_prose(told, number):
            return number > 0 and len(told) >= _PARAGRAPH
        if len(told) > _SHORT_LINE:
            return False
    return False


def _ends_article(line: str, read: int) -> bool:
    """Whether `line` closes an article of which `read` characters of sentences were read."""
    if len(line) > _SHORT_LINE:
        return "무단전재" in line and "저작권" in line
    if _SENTENCE_END.search(line):
        return False
    if any(mark in line for mark in _table()["end"]) or _is_box(line) or _is_credit(line):
        return True
    if read < _ENOUGH:
        return False
    furniture = any(mark in line for mark in _table()["furniture"])
    return furniture or (len(line) <= 60 and _MAIL.search(line) is not None)


def _is_credit(line: str) -> bool:
    """Whether `line` names who made the page, or counts its readers: `글 … / 사진 … / 편집 …`."""
    parts = _CREDIT.split(line)
    named = sum(part.strip().startswith(_table()["credit"]) for part in parts)
    return len(parts) >= 2 and named >= 2


def _is_box(line: str) -> bool:
    """Whether `line` heads a box, a form or a list of other stories: `[용어 설명]`."""
    label = _BOX.match(line)
    return label is not None and any(word in label[0] for word in _table()["box"])


def _is_listed(text: str, blocks: Sequence[tuple[int, int, str]], number: int) -> bool:
    """Whether a line is one of several that begin alike: a list, not a picture's caption."""
    mark = text[blocks[number][0]]
    around = (number - 1, number + 1)
    return any(0 <= at < len(blocks) and text[blocks[at][0]] == mark for at in around)


def _is_caption(line: str) -> bool:
    table = _table()
    if line.startswith(table["caption_start"]):
        return len(line) < 200
    marked = any(mark in line[-40:] for mark in table["caption_mark"])
    return marked and (len(line) < 200 or "ⓒ" in line[-40:] or "©" in line[-40:])
