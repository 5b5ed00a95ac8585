"""Where a call says who may apply: its parts, and the lines of each.

Works on bare text, so that a file, an API body and a pasted notice are read alike. A line belongs
to the nearest heading above it whose outline it is still in; the outline is told by the markers
(`1.`, `가.`, `□`, `○`, `-` …), whatever order a document uses them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from . import annexes, cautions
from .headings import Heading, Role, heading_of, is_sure, role_of, squeezed, words
from .lines import Line, cells_in, lines, lines_between


@dataclass(slots=True)
class Section:
    """A heading and the lines under it. `key` is the field of a structured label, else empty.

    `row` is that of a heading in a table which another part holds; it is the head of that row only.
    `marker` is the heading's own.
    """

    role: Role
    heading: str
    start: int
    end: int
    key: str = ""
    lines: list[Line] = field(default_factory=list)
    row: int = -1
    cell: bool = False
    marker: str = ""


_OUTER = ("chapter", "roman", "number", "pair", "letter")
_DASHES = (*"-–—―‐−※", "*", "**", "†")
# how no sentence ends
_UNFINISHED = re.compile(
    r"(?:및|또는|혹은|의|에|을|를|와|과|는|위한|따른|대한|의한|관한|하고|하며|이며|,|·|ㆍ"
    r"|시행령|제\d+조)$"
)
_FORM_LINE = re.compile(
    r"[\n|>][ \t#*\-]{0,8}((?:[\[(<【]\s?)?(?:서\s?식|별지|별첨|붙임|첨부"
    r"|참고)\s{0,2}(?:서식)?\s{0,2}(?:제?\s?\d|[①-⑳])"
    r"|자주\s?묻는\s?질문|FAQ|질의\s?응답)"
)
# how many are taken, or how much they get
_COUNTED = re.compile(
    r"\d\s?(?:개\s?(?:사|팀|기업|업체|과제)|팀|명\s?(?:내외|이내)|억|백만|만\s?원|월|개월)|내외"
)
_ATTACHED = "첨부: "  # how a joined text names the file that follows


def notice_lines(text: str) -> Iterator[Line]:
    """The lines of the notice itself.

    Left out are the parts behind the first form (서식, 별지 …) of each attachment, which repeat
    headings without saying anything, and the rows that name the columns of a table; the cells
    below them carry the names as their topics.
    """
    form = False
    columns: dict[int, str] = {}
    left_out: set[int] = set()
    for row, group in groupby(lines(text), key=attrgetter("row")):
        found = list(group)
        if row < 0:
            columns, left_out = {}, set()
        elif _names_columns(text, found):
            columns = {_column(text, line): text[line.start : line.end] for line in found}
            head = _who_by_row(text, found)
            left_out = _told_elsewhere(columns) if head else set()
            if not form and head:
                # what the rows under it say, each of its own kind
                yield head._replace(row=-1, marker="|" if len(found) > 2 else "")
            continue
        if row >= 0 and len(found) > 1 and any(_is_score(text, line) for line in found):
            continue
        for line in found:
            if left_out and _column(text, line) in left_out:
                continue
            quote = text[line.start : line.end]
            if quote.startswith(_ATTACHED):
                form = False
            elif (begin := annexes.conditions_at(text, line)) is not None:
                form = False
                yield line._replace(start=begin, marker="")
            elif (
                line.start > 600
                and len(quote) <= 40
                and annexes.begins_form(text, line, len(found))
            ):
                form = True
            elif not form:
                yield line._replace(topic=columns.get(_column(text, line), "")) if columns else line


_SCORE = re.compile(r"(?:각\s?)?[+△-]?\d{1,3}(?:\.\d)?\s?점(?:\s?(?:이내|만점))?")


def _is_score(text: str, line: Line) -> bool:
    """20점, in a cell: the row says what is given points for, not what is asked."""
    return _SCORE.fullmatch(text, line.start, line.end) is not None


def _column(text: str, line: Line) -> int:
    return cells_in(text, line.row, line.start)


def _who_by_row(text: str, row: list[Line]) -> Line | None:
    """구분 | 지원대상 | 한도: the head of the column that says of the kind, which the first cell of
    each row below names, who may apply."""
    asks = [line for line in row[1:] if _role(text[line.start : line.end]) == "eligibility"]
    whole = len(row) == 2 or _whole_rows(text, row[0])
    return asks[0] if len(asks) == 1 and whole else None


def _whole_rows(text: str, line: Line) -> bool:
    """Whether the row below has as many cells: no cell of the table goes over several lines."""
    ends = [line.row - 1]
    for _ in range(2):
        ends.append(text.find("\n", ends[-1] + 1))
    if min(ends[1:]) < 0:
        return False
    head, below = (cells_in(text, *pair) for pair in pairwise(ends))
    return head == below


def _told_elsewhere(columns: dict[int, str]) -> set[int]:
    """The columns beside a kind and who of it may apply that say neither who is out."""
    first = min(columns)
    return {
        at
        for at, label in columns.items()
        if at != first and _role(label) not in ("eligibility", "exclusion", "preference", "party")
    }


def _role(words: str) -> Role | None:
    return role_of(squeezed(words))


def _names_columns(text: str, row: list[Line]) -> bool:
    quotes = [text[line.start : line.end] for line in row]
    if len(quotes) < 2 or any(len(quote) > 14 for quote in quotes):
        return False
    labels = [squeezed(quote) for quote in quotes]
    known = sum(role_of(it) is not None or it in words()["kinds"] for it in labels)
    # 자금 | 누가 | 얼마까지: one of several columns says who
    return known >= 2 or (len(row) > 2 and any(role_of(it) == "eligibility" for it in labels[1:]))


@lru_cache(maxsize=2)  # rule and summary of one text ask one after the other
def sections(text: str) -> tuple[Section, ...]:
    """The parts of `text` that have a recognised heading, in order, each with its lines.

    A line under two recognised headings belongs to the inner one. Inside an eligibility part only
    sure headings of something else (지원내용, 제출서류) take lines out of it.
    """
    found: list[Section] = []
    stack: list[tuple[str, Section | None]] = []
    for line in notice_lines(text):
        alone = all(part is None or part.role == "label" for _, part in stack)
        heading = heading_of(text, line, alone)
        if heading is None and annexes.begins_schedule(text, line):
            heading = Heading("other", line.end, squeezed(text[line.start : line.end]))
            stack.clear()
        if heading and heading.role == "party":
            heading = cautions.recruited(text, heading)
        if heading and heading.role == "exclusion" and _is_of_party(text, line, found):
            heading = heading._replace(role="party")
        _leave_row(stack, line)
        if heading and line.row >= 0 and heading.role == "other" and not is_sure(heading.label):
            outer = _innermost(stack)
            heading = None if outer and outer.role in ("eligibility", "exclusion") else heading
        if heading or not _begins_list(text, stack, line):
            _pop(text, stack, line, heading is not None)
        section = _innermost(stack)
        if asked := _goes_on(text, line, found[-1] if found else None):
            asked.lines.append(line._replace(depth=asked.lines[-1].depth))
            stack.append((line.marker, asked))
            continue
        inside = section is not None and section.role in ("eligibility", "exclusion")
        if line.marker == "|" and inside:
            continue  # the part that holds the table says already who its rows are about
        if inside and section and line.topic and (column := _other_column(line, section.role)):
            found.append(column)
            continue
        if heading and heading.role == "other" and inside and not is_sure(heading.label):
            heading = None
        if heading and inside and _is_dimension(text, heading, line, section):
            heading = None
        if heading and section and _is_ground(heading, line, section):
            heading = None
        if heading is None:
            if line.marker:
                stack.append((line.marker, None))
            told = cautions.lines_of(
                text, section.heading if section else "", section.role if section else None, line
            )
            barred = cautions.barred_by_list(text, line) if inside else None
            if barred and section and section.role == "eligibility":
                found.append(Section("exclusion", "", line.start, barred.start, lines=[barred]))
            elif told:
                found += [Section(r, "", ls[0].start, ls[0].start, lines=ls) for r, ls in told]
            elif section is not None:
                _append(text, section.lines, line, len(stack))
            continue
        row = line.row if inside and section and not section.cell else -1
        section = Section(
            heading.role,
            text[line.start : heading.end],
            line.start,
            heading.end,
            heading.key,
            row=row,
            cell=line.row >= 0,
            marker=line.marker,
        )
        if line.marker and not any(marker == line.marker for marker, _ in stack):
            _drop_items(stack)
        if line.marker not in _DASHES:
            # a dash above the heading has nothing to do with those of the lists below it
            stack[:] = [entry for entry in stack if entry[1] or entry[0] not in _DASHES]
        if not line.marker or line.marker in _OUTER:
            # such a heading begins its own list, whatever signs stood before it
            stack[:] = [entry for entry in stack if entry[1] or entry[0] in _OUTER]
        stack.append((line.marker, section))
        found.append(section)
        body = heading.end
        while body < line.end and text[body] in " :：\t":
            body += 1
        if body < line.end and text[body] in "①❶":
            rest = lines_between(text, body, line.end, line.row)
            section.lines += [part._replace(depth=len(stack)) for part in rest]
        elif body < line.end:
            section.lines.append(Line(body, line.end, "", len(stack), line.row))
    found = list(_filled(found))
    return (*found, *_states(text, found))


def _filled(found: list[Section]) -> Iterator[Section]:
    """The sections without those that hold nothing: what seemed a heading of who is out was an
    item of the list above it."""
    above: Section | None = None
    for section in found:
        if above and section.role == "exclusion" == above.role and not section.lines:
            above.lines.append(Line(section.start, section.end, "", 9, section.row))
            continue
        above = section
        yield section


def _states(text: str, found: list[Section]) -> Iterator[Section]:
    """Lists of who may apply, or who is out, that stand in parts about something else."""
    for section in found:
        if section.role == "other" and section.lines:
            asked = cautions.asked_items(text, section.heading, section.lines)
            barred = cautions.in_state(text, section.heading, section.lines)
            if asked:
                yield Section("eligibility", "", asked[0].start, asked[0].start, lines=asked)
            if barred:
                yield Section("exclusion", "", barred[0].start, barred[0].start, lines=barred)


def _other_column(line: Line, inside: Role) -> Section | None:
    """A cell of a column about something else than who may apply, as a part of its own."""
    label = squeezed(line.topic)
    role = role_of(label)
    if role == "other" and label.endswith(tuple(words()["columns"])):
        return Section(role, line.topic, line.start, line.start, lines=[line])
    if role in ("exclusion", "preference", "party") and role != inside:
        return Section(role, line.topic, line.start, line.start, lines=[line])
    return None


_LABELLED = re.compile(r"[(\[<【]?\s?([^:：\n()\[\]]{1,16}?)\s?[)\]>】]?\s?[:：]\s?(?=\S)")


def _goes_on(text: str, line: Line, last: Section | None) -> Section | None:
    """□ 지원대상 : 중소기업, and below it □ 소재지 : 부산: the eligibility part that a line of the
    same mark goes on with, because it names what else is asked about."""
    if last is None or last.role != "eligibility" or not last.lines or line.row >= 0:
        return None
    if not line.marker or line.marker != last.marker:
        return None
    named = _LABELLED.match(text, line.start, line.end)
    if named is None or not squeezed(named[1]).endswith(tuple(words()["dimensions"])):
        return None
    if role_of(squeezed(named[1])) not in (None, "other"):
        return None
    return None if _COUNTED.search(text, named.end(), line.end) else last


def _is_of_party(text: str, line: Line, found: list[Section]) -> bool:
    """(제외대상) right below what the employees have to be: which of them are left out."""
    below = bool(found) and found[-1].role == "party" and bool(found[-1].lines)
    return below and not line.marker and text[line.start] in "[(<【"


def _is_dimension(text: str, heading: Heading, line: Line, section: Section | None) -> bool:
    """(규모) 상시근로자 10명 이상: inside an eligibility part the name of what is asked about."""
    if section is None or heading.label not in words()["dimensions"]:
        return False
    if line.row >= 0 or not line.marker:
        return line.row >= 0  # the name of a row
    if section.lines:
        return any(above.marker == line.marker for above in section.lines)
    # the first of a list: 규모 : 소기업, but not 규모 : 10개사
    return _COUNTED.search(text, heading.end, line.end) is None


def _is_ground(heading: Heading, line: Line, section: Section) -> bool:
    """은행이 거래를 제한하는 업체, among the items of a list of who is out: one of them."""
    if heading.role != "exclusion" or section.role != "exclusion" or heading.end < line.end:
        return False
    return any(above.marker == line.marker for above in section.lines)


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
            found[-1] = last._replace(end=line.end)
            return
    found.append(Line(line.start, line.end, line.marker, depth, line.row, line.topic))


def _innermost(stack: list[tuple[str, Section | None]]) -> Section | None:
    for _, section in reversed(stack):
        if section is not None:
            return section
    return None


def _leave_row(stack: list[tuple[str, Section | None]], line: Line) -> None:
    """The head of a row inside another part says nothing of the rows below it."""
    for index, (_, section) in enumerate(stack):
        if section is not None and section.row not in (-1, line.row):
            del stack[index:]
            return


_FIRST = re.compile(r"(?:(?<!\d)1\s?[.)]|①|❶|(?<![가-힣])가\s?[.)]|㉠)[ \t]*$")


def _begins_list(text: str, stack: list[tuple[str, Section | None]], line: Line) -> bool:
    """1. … or □ … right under a heading of another mark: its first item, whatever lists of that
    mark stood before."""
    above = stack[-1] if stack else ("", None)
    if _is_introduced(text, stack, line):
        return True
    if above[1] is None or above[1].lines or above[0] == line.marker or not line.marker:
        return False
    if line.marker not in _COUNTED_ALL:
        return True
    return _FIRST.search(text, max(0, line.start - 8), line.start) is not None


def _pop(text: str, stack: list[tuple[str, Section | None]], line: Line, heading: bool) -> None:
    """Leave the outline levels that `line` closes."""
    if not line.marker and not heading:
        return
    for index in range(len(stack) - 1, -1, -1):
        marker, section = stack[index]
        if marker != line.marker:
            continue
        if section and not section.cell and not line.marker and _is_in_columns(text, line):
            return  # the head of a row or column says nothing of the part its table stands in
        if section is not None and not section.lines and not heading:
            return  # a heading whose first item wears the heading's own marker
        deeper = section and _indent(text, line.start) > _indent(text, section.start)
        if deeper and not heading and line.marker in _COUNTED_BY:
            return  # 4. 지원 제외, below it further in 1. 2. 3.
        del stack[index:]
        return


def _is_in_columns(text: str, line: Line) -> bool:
    """Whether the line is a cell of a row that has others."""
    if line.row < 0:
        return False
    end = text.find("\n", line.end)
    return text.count("|", line.row, end if end >= 0 else len(text)) > 2


_INTRODUCES = re.compile(
    r"(?:다음|아래|하기|각\s?호|각\s?목)[^\n]{0,40}$|\bfollowing\b[^\n]{0,60}$"
)


def _is_introduced(text: str, stack: list[tuple[str, Section | None]], line: Line) -> bool:
    """다음 각 호에 해당하는 기업, and below it 1. …: what the line above announces."""
    section = _innermost(stack)
    last = section.lines[-1] if section and section.lines else None
    if last is None or line.marker == last.marker or line.start - last.end > 20:
        return False
    if _FIRST.search(text, max(0, line.start - 8), line.start) is None:
        return False
    return _INTRODUCES.search(text, max(last.start, last.end - 100), last.end) is not None


_COUNTED_BY = ("number", "paren", "letter")
# marks that go on counting from one item to the next
_COUNTED_ALL = (
    *_OUTER,
    *_COUNTED_BY,
    "article",
    "decimal",
    "question",
    "native",
    "letterp",
    "ring",
)


def _indent(text: str, at: int) -> int:
    """How far in the line begins that `at` stands in."""
    begin = text.rfind("\n", 0, at) + 1
    line = text[begin:at]
    return len(line) - len(line.lstrip(" \t"))


@lru_cache(maxsize=2)
def notice_end(text: str) -> int:
    """Where the first attachment's notice ends and its forms begin; the length when it has none."""
    for match in _FORM_LINE.finditer(text, 600):
        begin, end = match.start(1), text.find("\n", match.end())
        if len(text[begin : end if end >= 0 else None].strip()) <= 40:
            return begin
    return len(text)
