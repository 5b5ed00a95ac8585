"""Where a call says who may apply: its lines, their markers, and the part each belongs to.

Works on bare text, so that a file, an API body and a pasted notice are read alike. A line belongs
to the nearest heading above it whose outline it is still in; the outline is told by the markers
(`1.`, `가.`, `□`, `○`, `-` …), whatever order a document uses them in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Role = Literal["eligibility", "exclusion", "preference", "party", "other", "form", "label"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, table cell or `<br>` part without its marker; `[start, end)` in the text."""

    start: int
    end: int
    marker: str = ""
    depth: int = 0
    cell: bool = False
    gap: bool = False  # a blank line stands before it


@dataclass(slots=True)
class Section:
    """A heading and the lines under it. `key` is the field of a structured label, else empty."""

    role: Role
    heading: str
    start: int
    end: int
    key: str = ""
    lines: list[Line] = field(default_factory=list)


_BREAK = re.compile(r"\n|<br\s?/?>|\||!\[[^\]\n]{0,80}\]\([^)\n]{0,200}\)")
_MARKER = re.compile(
    r"[ \t\u200b\u3000>]*(?:#{1,6}[ ]+)?(?:[-*+•][ ]+(?=[-*○●◯❍◦ㅇ□■※▪▸▶·∙①-⑳❶-❿(<\[]|\d{1,2}[.)]))?"
    r"(?:(?P<roman>[Ⅰ-Ⅻ]\.?|[IVX]{1,4}\.)|(?P<number>\d{1,2}\.)(?![\d])|(?P<paren>\(?\d{1,2}\))"
    r"|(?P<letter>[가나다라마바사아자차카타파하]\.)|(?P<letterp>\(?[가나다라마바사아자차카타파하]\))"
    r"|(?P<ring>[①-⑳❶-❿➀-➓㉠-㉭㉮-㉻])|(?P<sign>[□■◆◇▣❑❏○●◯❍◦◎⚬∘•▪▫▸▶▷►‣◾◽￭▴◀◈❖·∙ㆍ‧・☞➤➢✓✔☑\uf000-\uf0ff])"
    r"|(?P<note>※|\*{1,3}(?!\*)|†)|(?P<dash>[-–—―‐−∙])(?=[\s가-힣(「｢])|(?P<jamo>[ㅇㅁo]|m|q|ü)(?=\s))?[ \t\u200b\u3000]*"
)
_LABEL = re.compile(
    r"[\[(<【〈《｢「〔]?([^:：\n\]】>〉》」｣〕)]{1,24}?)(?:\([^)]{0,20}\))?[\])>】〉》」｣〕]?\s*(?:[:：]|$|(?<=[\])>】〉》」｣〕]))"
)
_SQUEEZE = re.compile(r"[\s·ㆍ‧･•,/&'‘’\"“”*※○□▷▶①-⑳#\-]+")
_FORM = re.compile(
    r"[\[(<【]?\s*(?:서\s?식|별지|별첨|붙임|첨부|참고)\s*(?:서식)?\s*(?:제?\s?\d|[①-⑳])"
)
_FORM_END = "### 첨부:"
_QUESTIONS = re.compile(r"(?:자주\s?묻는\s?질문|FAQ|Q\s?&\s?A|질의\s?응답)")


@cache
def words() -> dict[str, Any]:
    """The word lists of `conditions/headings.toml`."""
    source = files(__package__) / "conditions" / "headings.toml"
    return tomllib.loads(source.read_text("utf-8"))


def lines(text: str) -> Iterator[Line]:
    """Every line, cell and `<br>` part that is not blank, in order."""
    start, gap, row = 0, False, False
    for match in _BREAK.finditer(text):
        yield from _line(text, start, match.start(), row or match[0] == "|", gap)
        blank = match.start() == start or text[start : match.start()].isspace()
        gap = blank if match[0] == "\n" and start and text[start - 1] == "\n" else gap and blank
        row = match[0] == "|" or (row and match[0] != "\n")
        start = match.end()
    yield from _line(text, start, len(text), row, gap)


def _line(text: str, start: int, end: int, cell: bool, gap: bool) -> Iterator[Line]:
    match = _MARKER.match(text, start, end)
    body = match.end() if match else start
    while end > body and text[end - 1].isspace():
        end -= 1
    if body >= end:
        return
    kind = match.lastgroup if match else None
    marker = ""
    if match and kind:
        marker = match[kind] if kind in ("sign", "dash", "note") else kind
        if kind == "note":
            marker = "*" * min(2, match[kind].count("*")) or "※"
    yield Line(body, end, marker, 0, cell, gap)


def sections(text: str) -> list[Section]:
    """The parts of `text` that have a recognised heading, in order, each with its lines.

    A line under two recognised headings belongs to the inner one. Parts behind the first form
    (서식, 별지 …) of an attachment are left out: forms repeat headings without saying anything.
    """
    found: list[Section] = []
    stack: list[tuple[str, Section | None]] = []
    form = False
    for line in lines(text):
        quote = text[line.start : line.end]
        if quote.startswith(_FORM_END[4:]) or text.startswith(_FORM_END, line.start):
            form = False
            stack.clear()
            continue
        if line.start > 600 and len(quote) <= 40 and _begins_form(quote):
            form = True
            stack.clear()
        if form:
            continue
        heading = _heading(text, line)
        _pop(stack, line, heading is not None)
        if heading is not None:
            role, label_end, key = heading
            section = Section(role, quote[: label_end - line.start], line.start, label_end, key)
            stack.append((line.marker, section))
            found.append(section)
            if label_end < line.end and text[label_end : line.end].strip(" :：\t"):
                body = (
                    label_end
                    + len(text[label_end : line.end])
                    - len(text[label_end : line.end].lstrip(" :：\t"))
                )
                section.lines.append(Line(body, line.end, "", len(stack), line.cell))
            continue
        section_now = next((s for _, s in reversed(stack) if s is not None), None)
        if line.marker:
            stack.append((line.marker, None))
        if section_now is not None:
            section_now.lines.append(
                Line(line.start, line.end, line.marker, len(stack), line.cell, line.gap)
            )
    return found


def _pop(stack: list[tuple[str, Section | None]], line: Line, heading: bool) -> None:
    """Leave the outline levels that `line` closes."""
    if not line.marker and not heading:
        return
    for index in range(len(stack) - 1, -1, -1):
        marker, section = stack[index]
        if marker != line.marker:
            continue
        if section is not None and not section.lines and not heading:
            return  # a heading whose first item wears the heading's own marker
        del stack[index:]
        return


def _begins_form(quote: str) -> bool:
    return bool(_FORM.match(quote) or _QUESTIONS.match(quote))


def _heading(text: str, line: Line) -> tuple[Role, int, str] | None:
    """Role, end of the label and structured key when the line is or begins with a heading."""
    match = _LABEL.match(text, line.start, line.end)
    if match is None:
        return None
    whole = match.end() >= line.end
    opened = text[line.start] in "[(<【〈《｢「〔"
    label = _SQUEEZE.sub("", match[1])
    if not label or (not whole and not opened and text[match.end() - 1] not in ":："):
        return None
    if key := _structured(match[1].strip(), whole and not line.marker):
        return "label", match.end(), key
    role = _role(label)
    if role is None:
        return None
    if (
        label in words()["what_alone"]
        and whole
        and not opened
        and not line.marker
        and not line.cell
    ):
        return None
    return role, match.end(), ""


def _structured(label: str, alone: bool) -> str:
    return str(words()["labels"].get(label, "")) if alone else ""


@cache
def _role(label: str) -> Role | None:
    for role, pattern in _patterns():
        if pattern.fullmatch(label):
            return role
    return None


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Compiled once from the word lists; every alternative is literal, so matching is linear."""
    lists = words()

    def any_of(name: str) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, lists[name]), key=len, reverse=True)) + ")"

    act, what, bar, tail = any_of("act"), any_of("what"), any_of("bar"), any_of("tail")
    lead = r"(?:\d{4}년|\d차|\(?[가-힣A-Za-z]{2,4}\)|본사업|이사업)?"
    joint = r"(?:및|과|와|또는)?"
    eligibility = f"{lead}(?:(?:{act}{joint}){{1,3}}{what}|{any_of('what_alone')})(?:{joint}{act}?(?:{what}|{tail}))?(?:안내)?"
    exclusion = f"{lead}(?:사전|중복|창업)?(?:{act}{joint}){{0,2}}(?:대상|자격|중복|수혜)?{joint}{bar}{any_of('bar_what')}?(?:{joint}(?:{bar}|{tail}|{what})){{0,2}}"
    party = f"(?:{act})?{any_of('party')}(?:의|별)?(?:{act})?(?:{what}|{bar}{any_of('bar_what')}?)"
    return (
        ("preference", re.compile(f"(?:{act})?{any_of('preference')}(?:{joint}{tail})?")),
        ("party", re.compile(party)),
        ("eligibility", re.compile(eligibility)),
        ("exclusion", re.compile(exclusion)),
        ("other", re.compile(f"[가-힣A-Za-z0-9]{{0,12}}?{any_of('other')}(?:등|안내)?")),
    )


def notice_end(text: str) -> int:
    """Where the notice itself ends and its forms (서식, 별지 …) begin; the length when it has none.

    A text of several attachments ends with the forms of the first.
    """
    for line in lines(text):
        if (
            line.start > 600
            and line.end - line.start <= 40
            and _begins_form(text[line.start : line.end])
        ):
            return line.start
    return len(text)
