"""Where a call says who may apply: its lines, their markers, and the part each belongs to.

Works on bare text, so that a file, an API body and a pasted notice are read alike. A line belongs
to the nearest heading above it whose outline it is still in; the outline is told by the markers
(`1.`, `가.`, `□`, `○`, `-` …), whatever order a document uses them in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any, Literal, NamedTuple

Role = Literal["eligibility", "exclusion", "preference", "party", "other", "form", "label"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, table cell or `<br>` part without its marker; `[start, end)` in the text.

    `row` is where the table row begins that a cell stands in, -1 outside tables.
    """

    start: int
    end: int
    marker: str = ""
    depth: int = 0
    row: int = -1


@dataclass(slots=True)
class Section:
    """A heading and the lines under it. `key` is the field of a structured label, else empty."""

    role: Role
    heading: str
    start: int
    end: int
    key: str = ""
    lines: list[Line] = field(default_factory=list)


# a line, a cell, a part of a cell, a picture, or an item printed behind another on one line
_BREAK = re.compile(
    r"\n|<br\s?/?>|\||!\[[^\]\n]{0,120}\]\((?:[^()\n]|\([^()\n]{0,80}\)){0,300}\)"
    r"|[ \t]{1,4}(?=(?:[mqü]|[□■○●◦❍∙▪ㅇ▸▶])[ \t]{1,3}[가-힣(「｢㈜<\[])"
)
_OUTER = ("roman", "number", "pair", "letter")
_SIGNS = "□■◆◇▣❑❏○●◯❍◦◎⚬∘•▪▫▸▶▷►‣◾◽￭▴◀◈❖·∙ㆍ‧・☞➤➢✓✔☑\uf000-\uf0ff"
_LETTERS = "가나다라마바사아자차카타파하"
_MARKER = re.compile(
    r"[ \t\u200b\u3000>]*(?:#{1,6}[ ]+)?"
    # a list dash that a converter put before the printed marker
    rf"(?:[-*+•][ ]+(?=[-*{_SIGNS}※①-⑳❶-❿(<\[]|[oㅁㅇmqü]\s|\d{{1,2}}[.)-]|[{_LETTERS}][.)]))?"
    r"(?:(?P<article>제\s?\d{1,3}조)(?=\s?[(\[【])|(?P<roman>[Ⅰ-Ⅻ]\.?|[IVX]{1,4}\.)|(?P<pair>\d{1,2}-\d{1,2}[.)])"
    r"|(?P<number>\d{1,2}\.)(?![\d])|(?P<paren>\(?\d{1,2}\))"
    rf"|(?P<letter>[{_LETTERS}]\.)|(?P<letterp>\(?[{_LETTERS}]\))"
    rf"|(?P<ring>[①-⑳❶-❿➀-➓㉠-㉭㉮-㉻])|(?P<sign>[{_SIGNS}])"
    r"|(?P<note>※|\*{1,3}(?!\*)|†)|(?P<dash>[-–—―‐−])(?=[\s가-힣(「｢])"
    r"|(?P<jamo>[ㅇㅁomqü])(?=\s))?[ \t\u200b\u3000]*"
)
_OPENING, _CLOSING = r"\[(<【〈《｢「〔≪«『＜［", r"\])>】〉》」｣〕≫»』＞］"
_LABEL = re.compile(
    rf"[{_OPENING}]{{0,2}}([^:：\n{_CLOSING}]{{1,24}}?)(?:\([^)]{{0,20}}\))?[{_CLOSING}]{{0,2}}\s*"
    rf"(?:[:：]|$|(?<=[{_CLOSING}]))"
)
# 다음에 해당하는 기업은 제외: what stands below, or behind the colon, is shut out
_BARS_BELOW = re.compile(
    r"(?:단\s?,?\s?|다만\s?,?\s?)?(?:다음|아래|하기)(?!\s?중\s)[^:：.\n]{0,44}?(?:하나|해당|경우|사항|기업|업체|자|업종)"
    r"[^:：.\n]{0,24}?(?:제외|불가|할\s?수\s?없|받을\s?수\s?없|하지\s?않)(?:함|됨|한다|된다|합니다|됩니다|다|음|습니다|대상)?"
    r"(?:\s?\([^)\n]{0,20}\))?(?:\s?[.:：]{1,2}\s?(?=\S)|\s?[.:：]?\s?$)"
)
# how no sentence ends
_UNFINISHED = re.compile(
    r"(?:및|또는|혹은|의|에|을|를|와|과|는|위한|따른|대한|의한|관한|하고|하며|이며|,|·|ㆍ"
    r"|시행령|제\d+조)$"
)
_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_SQUEEZE = re.compile(r"[\s·ㆍ‧･•,/&'‘’\"“”*※○□▷▶①-⑳#\-]+")
_FORM = re.compile(
    r"[\[(<【]?\s*(?:서\s?식|별지|별첨|붙임|첨부|참고)\s*(?:서식)?\s*(?:제?\s?\d|[①-⑳])"
)
_FORM_LINE = re.compile(
    r"[\n|>][ \t#*\-]{0,8}((?:[\[(<【]\s?)?(?:서\s?식|별지|별첨|붙임|첨부"
    r"|참고)\s{0,2}(?:서식)?\s{0,2}(?:제?\s?\d|[①-⑳])"
    r"|자주\s?묻는\s?질문|FAQ|질의\s?응답)"
)
_ATTACHED = "첨부: "  # how a joined text names the file that follows
_QUESTIONS = re.compile(r"(?:자주\s?묻는\s?질문|FAQ|Q\s?&\s?A|질의\s?응답)")


@cache
def words() -> dict[str, Any]:
    """The word lists of `conditions/headings.toml`."""
    source = files(__package__) / "conditions" / "headings.toml"
    return tomllib.loads(source.read_text("utf-8"))


def lines(text: str) -> Iterator[Line]:
    """Every line, cell and `<br>` part that is not blank, in order."""
    start, row = 0, -1
    for match in _BREAK.finditer(text):
        bar = match[0] == "|"
        if bar and row < 0:
            row = start
        yield from _line(text, start, match.start(), row)
        if match[0] == "\n":
            row = -1
        start = match.end()
    yield from _line(text, start, len(text), row)


def _line(text: str, start: int, end: int, row: int) -> Iterator[Line]:
    match = _MARKER.match(text, start, end)
    body = match.end() if match else start
    while end > body and text[end - 1].isspace():
        end -= 1
    if body >= end or _WORD.search(text, body, end) is None:
        return
    kind = match.lastgroup if match else None
    marker = ""
    if match and kind:
        marker = match[kind] if kind in ("sign", "dash", "note") else kind
        if kind == "note":
            marker = "*" * min(2, match[kind].count("*")) or "※"
    yield Line(body, end, marker, 0, row)


def notice_lines(text: str) -> Iterator[Line]:
    """The lines of the notice itself.

    Left out are the parts behind the first form (서식, 별지 …) of each attachment, which repeat
    headings without saying anything, and the rows that name the columns of a table.
    """
    form = False
    for row, group in groupby(lines(text), key=lambda line: line.row):
        found = list(group)
        if row >= 0 and _names_columns(text, found):
            if not form and _by_row(text, found):
                yield replace(found[1], row=-1)  # what the rows under it say, each of its own kind
            continue
        for line in found:
            quote = text[line.start : line.end]
            if quote.startswith(_ATTACHED):
                form = False
            elif line.start > 600 and len(quote) <= 40 and _begins_form(quote):
                form = True
            elif not form:
                yield line


def _by_row(text: str, row: list[Line]) -> bool:
    """구분 | 지원대상: the rows below name a kind each and who of it may apply."""
    first, *rest = (_SQUEEZE.sub("", text[line.start : line.end]) for line in row)
    return first in words()["kinds"] and len(rest) == 1 and _role(rest[0]) == "eligibility"


def _names_columns(text: str, row: list[Line]) -> bool:
    quotes = [text[line.start : line.end] for line in row]
    if len(quotes) < 2 or any(len(quote) > 14 for quote in quotes):
        return False
    labels = [_SQUEEZE.sub("", quote) for quote in quotes]
    return sum(_role(it) is not None or it in words()["kinds"] for it in labels) >= 2


@lru_cache(maxsize=2)  # rule and summary of one text ask one after the other
def sections(text: str) -> tuple[Section, ...]:
    """The parts of `text` that have a recognised heading, in order, each with its lines.

    A line under two recognised headings belongs to the inner one. Inside an eligibility part only
    sure headings of something else (지원내용, 제출서류) take lines out of it.
    """
    found: list[Section] = []
    stack: list[tuple[str, Section | None]] = []
    for line in notice_lines(text):
        heading = _heading(text, line)
        _pop(stack, line, heading is not None)
        section = next((s for _, s in reversed(stack) if s is not None), None)
        inside = section is not None and section.role in ("eligibility", "exclusion")
        if heading and heading.role == "other" and inside and not _is_sure(heading.label):
            heading = None
        if heading and inside and _is_dimension(heading, line, section):
            heading = None
        if heading is None:
            if line.marker:
                stack.append((line.marker, None))
            if section is not None:
                _append(text, section.lines, line, len(stack))
            continue
        section = Section(
            heading.role, text[line.start : heading.end], line.start, heading.end, heading.key
        )
        if line.marker and not any(marker == line.marker for marker, _ in stack):
            _drop_items(stack)
        if not line.marker:
            # a bare heading begins its own list, whatever signs stood before it
            stack[:] = [entry for entry in stack if entry[1] or entry[0] in _OUTER]
        stack.append((line.marker, section))
        found.append(section)
        body = heading.end
        while body < line.end and text[body] in " :：\t":
            body += 1
        if body < line.end:
            section.lines.append(Line(body, line.end, "", len(stack), line.row))
    return tuple(found)


def _is_dimension(heading: _Heading, line: Line, section: Section | None) -> bool:
    """(규모) 상시근로자 10명 이상: inside an eligibility part the name of what is asked about."""
    if section is None or not section.lines or not line.marker:
        return False
    listed = section.lines[0].marker == line.marker
    return listed and heading.label in words()["dimensions"]


def _drop_items(stack: list[tuple[str, Section | None]]) -> None:
    """A heading with a marker of its own ends the list under the heading before it."""
    if any(section for _, section in stack):
        while stack and stack[-1][1] is None:
            stack.pop()


def _append(text: str, found: list[Line], line: Line, depth: int) -> None:
    """Add a line to a section; one that a page broke in two is put together again."""
    last = found[-1] if found else None
    if last and not line.marker and line.row < 0 and last.row < 0:
        between = text[last.end : line.start]
        if not between.strip() and _UNFINISHED.search(
            text, max(last.start, last.end - 8), last.end
        ):
            found[-1] = Line(last.start, line.end, last.marker, last.depth, last.row)
            return
    found.append(Line(line.start, line.end, line.marker, depth, line.row))


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


class _Heading(NamedTuple):
    role: Role
    end: int
    label: str
    key: str = ""


def _heading(text: str, line: Line) -> _Heading | None:
    """The heading that the line is or begins with, None when it is none."""
    if bars := _BARS_BELOW.match(text, line.start, line.end):
        return _Heading("exclusion", bars.end(), text[line.start : bars.end()])
    match = _LABEL.match(text, line.start, line.end)
    if match is None:
        return _run_on(text, line)
    whole = match.end() >= line.end
    opened = text[line.start] in _OPENING
    label = _SQUEEZE.sub("", match[1])
    if not label or (not whole and not opened and text[match.end() - 1] not in ":："):
        return _run_on(text, line)
    key = words()["labels"].get(match[1].strip(), "") if whole and not line.marker else ""
    if key:
        return _Heading("label", match.end(), label, str(key))
    role = _role(label)
    bare = whole and not opened and not line.marker and line.row < 0
    if role is None or (bare and label in words()["what_alone"]):
        return None if role else _run_on(text, line)
    if bare and role == "other" and not _is_sure(label):
        return None  # 모집 공고문 참고: words of the part above
    if whole and not opened and label in words()["bar"]:
        return None  # 제외 in a cell is somebody's verdict, no heading
    return _Heading(role, match.end(), label)


def _run_on(text: str, line: Line) -> _Heading | None:
    """A marked heading with its text right behind it and no colon: □ 지원대상 도내 중소기업."""
    if not line.marker or line.marker in ("※", "*", "**"):
        return None
    match = _patterns_run_on().match(text, line.start, line.end)
    return _Heading("eligibility", match.end(1), match[1]) if match else None


@lru_cache(maxsize=4096)
def _role(label: str) -> Role | None:
    for role, pattern in _patterns():
        if pattern.fullmatch(label):
            return role
    return None


def _is_sure(label: str) -> bool:
    return label.endswith(tuple(words()["sure"]))


@cache
def _patterns_run_on() -> re.Pattern[str]:
    act = "|".join(sorted(map(re.escape, words()["act"]), key=len, reverse=True))
    return re.compile(
        rf"((?:{act})\s?(?:대상|자격|요건))(?:\s{{1,6}}|(?=[「『｢]))"
        r"(?!선정|확정|검토|확인|여부|제외|및|과제|업종|기업[은의에]|에|의|심사|평가|통보|제출"
        r"|조건|관련|증빙|해당|자|별|중|[:：|])(?=\S.{5})"
    )


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Compiled once from the word lists; every alternative is literal, so matching is linear."""
    lists = words()

    def any_of(name: str) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, lists[name]), key=len, reverse=True)) + ")"

    act, what, bar, tail = any_of("act"), any_of("what"), any_of("bar"), any_of("tail")
    lead = r"(?:\d{4}년|\d차|\(?[가-힣A-Za-z]{2,4}\)|본사업|이사업)?"
    joint = r"(?:및|과|와|또는)?"
    eligibility = (
        f"{lead}(?:(?:{act}{joint}){{1,3}}{what}|{any_of('what_alone')})"
        f"(?:{joint}{act}?(?:{what}|{tail}))?(?:안내)?"
    )
    exclusion = (
        f"{lead}(?:사전|중복|창업)?(?:{act}{joint}){{0,2}}(?:대상|자격|중복|수혜)?{joint}"
        f"{bar}{any_of('bar_what')}?(?:{joint}(?:{bar}|{tail}|{what})){{0,2}}"
    )
    shut = (
        f"{lead}(?:{act})?(?:이|을|를)?(?:할수없는|받을수없는|하지못하는|하지않는|에서빼는|에서제외되는|제외되는|제한되는|불가능한|불가한)"
        "(?:기업|업체|사람|자|곳|대상|대상자|업종|경우|사업자|팀|단체)"
        r"|이런(?:기업|업체|분|경우|사람)[은는에]?(?:신청|지원|참여)?(?:할수없습니다|제외됩니다|불가합니다|제외)"
    )
    open_to = (
        rf"{lead}(?:누가|어떤기업이)?(?:{act})?(?:을|를|이)?(?:할|받을|가능한|하실)(?:수있는)?"
        "(?:기업|업체|사람|자|분|곳|대상|사업자|팀|수있나요|수있습니까)(?:은)?[?]?"
        r"|이런(?:기업|업체|분|사람)[을이]?(?:찾습니다|신청하세요|신청할수있습니다|모집합니다|지원합니다)"
        rf"|(?:{act}|필수|기본|공통)조건(?<!지원조건)(?<!융자조건)(?<!대출조건)(?<!보증조건)(?<!투자조건)(?<!사업조건)"
        rf"|(?:{act})분야및(?:대상|자격)"
    )
    party = f"(?:{act})?{any_of('party')}(?:의|별)?(?:{act})?(?:{what}|{bar}{any_of('bar_what')}?)"
    return (
        ("preference", re.compile(f"(?:{act})?{any_of('preference')}(?:{joint}{tail})?")),
        ("party", re.compile(party)),
        ("eligibility", re.compile(eligibility)),
        ("eligibility", re.compile(open_to)),
        ("exclusion", re.compile(exclusion)),
        ("exclusion", re.compile(shut)),
        ("other", re.compile(f"[가-힣A-Za-z0-9]{{0,12}}?{any_of('other')}(?:등|안내)?")),
    )


@lru_cache(maxsize=2)
def notice_end(text: str) -> int:
    """Where the first attachment's notice ends and its forms begin; the length when it has none."""
    for match in _FORM_LINE.finditer(text, 600):
        begin, end = match.start(1), text.find("\n", match.end())
        if len(text[begin : end if end >= 0 else None].strip()) <= 40:
            return begin
    return len(text)
