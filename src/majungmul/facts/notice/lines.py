"""The lines of a notice: table cells and parts of cells too, each without its outline marker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """One line, table cell or `<br>` part without its marker; `[start, end)` in the text.

    `row` is where the table row begins that a cell stands in, -1 outside tables; `topic` is the
    name of its column.
    """

    start: int
    end: int
    marker: str = ""
    depth: int = 0
    row: int = -1
    topic: str = ""


CELLS = "|│┃｜"  # what stands between two cells of a row


def cells_in(text: str, start: int, end: int) -> int:
    """How many signs between cells stand in `text[start:end]`."""
    return sum(text.count(sign, start, end) for sign in CELLS)


# a line, a cell, a part of a cell, a picture, or an item printed behind another on one line
_BREAK = re.compile(
    rf"(?=[\n<{CELLS}!\t ])(?![ \t][가-힣\d(])(?:"  # one look spares most of the tries
    rf"\n|<br\s?/?>|[{CELLS}]|"
    r"!\[[^\]\n]{0,120}\]\((?:[^()\n]|\([^()\n]{0,80}\)){0,300}\)"
    r"|[ \t]{1,4}(?=(?:[mqü]|[□■○●◦❍∙▪ㅇ▸▶])[ \t]{1,3}[가-힣(「｢㈜<\[])"
    r"|[ \t]{1,4}(?=[ㆍ·•][ \t]?\([가-힣]{2,6}\)[ \t]?[가-힣\d])"  # ㆍ (연령) … ㆍ (거주지) …
    r"|(?<=[?？])[ \t]{1,4}(?=A\s?\d{0,2}\s?[.:]\s)"  # Q. … ? A. …
    r"|[ \t]{1,4}(?=[≪《<【\[][ ]?(?:신청|지원|참여|참가|모집)?[ ]?(?:제외|제한)"
    r"[ ]?(?:대상|사항|업종|기준)?[ ]?[≫》>】\]]))"
)
# ① … ② … on one line
_NEXT = re.compile(
    r"(?<!또는)(?<!혹은)(?<!및)[ \t]{1,4}"
    r"(?=[②-⑳❷-❿][ \t]{0,2}(?![을를의에과와중,~∼]\s?)[가-힣(「｢㈜<\[])"
)
# … (가) …, (나) … in one paragraph; a (나) that is only spoken of has its particle behind it
_LISTED = tuple(
    re.compile(rf"(?:^|(?<=[\s,.:]))\({letter}\)[ \t]{{1,2}}(?=[가-힣「｢])")
    for letter in "가나다라마바사아자차"
)
_SIGNS = "□▢◻■◆◇▣❑❏○●◯❍◦◎⚬∘•▪▫▸▶▷►‣◾◽￭▴◀◈❖·∙ㆍ‧・☞➤➢✓✔☑✗✘✕✖→⇒➔➜\uf000-\uf0ff"
_LETTERS = "가나다라마바사아자차카타파하"
_MARKER = re.compile(
    r"[ \t\u200b\u3000>]*(?:#{1,6}[ ]+)?"
    # a list dash that a converter put before the printed marker
    rf"(?:[-*+•][ ]+(?=[-*{_SIGNS}※①-⑳❶-❿(<\[]|[oㅁㅇmqü]\s|\d{{1,2}}[.)-]|[{_LETTERS}][.)]))?"
    r"(?:(?P<chapter>제\s?\d{1,2}장(?:의\s?\d)?)(?=\s)|(?P<article>제\s?\d{1,3}조(?:의\s?\d)?)(?=\s?[(\[【])|(?P<roman>[Ⅰ-Ⅻ]\.?|[IVX]{1,4}\.)|(?P<pair>\d{1,2}-\d{1,2}[.)])"
    # 2.1 주관기관은 …, but neither 3.5 억원 nor 4.1 까지
    r"|(?P<decimal>\d{1,2}\.\d{1,2}\.?)"
    r"(?=[ \t]{1,3}(?!억|만\s?원|천|백|배|점|명|까지|부터|이상|이하)[가-힣「])"
    r"|(?P<question>(?:Q\s?\d{0,2}|문\s?\d{1,2}|질문\s?\d{0,2})\s?[.:)]|Q\d{1,2}(?=\s))"
    r"|(?:A\s?\d{0,2}|답변?\s?\d{0,2})\s?[.:](?=\s)"
    r"|(?P<number>\d{1,2}\.)(?![\d])|(?P<paren>\(?\d{1,2}\)|\[\d{1,2}\](?=\s))"
    r"|(?P<native>(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)\.(?=\s))"
    rf"|(?P<letter>[{_LETTERS}]\.)|(?P<letterp>\(?[{_LETTERS}]\))"
    rf"|(?P<ring>[①-⑳❶-❿➀-➓㉠-㉭㉮-㉻])|(?P<sign>[{_SIGNS}])"
    r"|(?P<note>※|\*{1,3}(?!\*)|†)|(?P<dash>[-–—―‐−])(?=[\s가-힣(「｢])"
    r"|(?P<jamo>[ㅇㅁomqü](?=\s)|[ㅇㅁ](?=[(\[<「])))?[ \t\u200b\u3000]*"
)
_WORD = re.compile(r"[가-힣A-Za-z0-9]")


def lines(text: str) -> Iterator[Line]:
    """Every line, cell and `<br>` part that is not blank, in order."""
    start, row = 0, -1
    for match in _BREAK.finditer(text):
        at, end = match.span()
        if text[at] in CELLS and row < 0:
            row = start
        if at > start:
            yield from lines_between(text, start, at, row)
        if text[at] == "\n":
            row = -1
        start = end
    yield from lines_between(text, start, len(text), row)


def lines_between(text: str, start: int, end: int, row: int = -1) -> Sequence[Line]:
    """What stands between two breaks: one line, several where ① is followed by ②, none if blank."""
    line = _line(text, start, end, row)
    if line is None:
        return ()
    if line.marker == "ring" and (following := _NEXT.search(text, line.start, line.end)):
        before = lines_between(text, start, following.start(), row)
        return (*before, *lines_between(text, following.end(), end, row))
    if text.find("(가)", line.start, line.end) < 0:
        return (line,)
    return _listed(text, line) or (line,)


def _listed(text: str, line: Line) -> list[Line]:
    """The members of a list (가) …, (나) … within a paragraph, behind what stands before them."""
    starts: list[re.Match[str]] = []
    for pattern in _LISTED:
        match = pattern.search(text, starts[-1].end() if starts else line.start, line.end)
        if match is None:
            break
        starts.append(match)
    if len(starts) < 2:
        return []
    ends = [*(match.start() for match in starts[1:]), line.end]
    parts = [(line.start, starts[0].start(), line.marker)]
    parts += [(m.end(), end, "letterp") for m, end in zip(starts, ends, strict=True)]
    return [
        Line(start, start + len(quote), marker, 0, line.row)
        for start, end, marker in parts
        if (quote := text[start:end].rstrip(" ,\t"))
    ]


def _line(text: str, start: int, end: int, row: int) -> Line | None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end or (text[start] == "-" and text.startswith("---", start) and end - start == 3):
        return None  # the ruler of a table
    match = _MARKER.match(text, start, end)
    body = match.end() if match else start
    if body >= end or not ("가" <= text[body] <= "힣" or _WORD.search(text, body, end)):
        return None
    kind = match.lastgroup if match else None
    marker = ""
    if match and kind:
        marker = match[kind] if kind in ("sign", "dash", "note") else kind
        if kind == "note":
            marker = "*" * min(2, match[kind].count("*")) or "※"
    return Line(body, end, marker, 0, row)
