"""Where a call says who may apply: its parts, and the lines of each.

Works on bare text, so that a file, an API body and a pasted notice are read alike. A line belongs
to the nearest heading above it whose outline it is still in; the outline is told by the markers
(`1.`, `가.`, `□`, `○`, `-` …), whatever order a document uses them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from . import annexes, cautions
from .headings import Heading, Role, heading_of, is_sure, role_of, squeezed, words
from .levels import (
    DASHES,
    OUTER,
    Section,
    Stack,
    begins_list,
    drop_items,
    indent,
    innermost,
    is_in_columns,
    leave_row,
    pop,
)
from .lines import Line, lines_between
from .rows import notice_lines

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


@lru_cache(maxsize=2)  # rule and summary of one text ask one after the other
def sections(text: str) -> tuple[Section, ...]:
    """The parts of `text` that have a recognised heading, in order, each with its lines.

    A line under two recognised headings belongs to the inner one. Inside an eligibility part only
    sure headings of something else (지원내용, 제출서류) take lines out of it.
    """
    found: list[Section] = []
    stack: Stack = []
    for line in notice_lines(text):
        heading = heading_of(text, line, _only_labels(stack))
        if heading is None and annexes.begins_schedule(text, line):
            heading = Heading("other", line.end, squeezed(text[line.start : line.end]))
            stack.clear()
        if heading and heading.role == "party":
            heading = cautions.recruited(text, heading)
        if heading and _is_of_party(text, heading, line, found):
            heading = heading._replace(role="party")
        leave_row(stack, line)
        if heading and line.row >= 0 and heading.role == "other" and not is_sure(heading.label):
            outer = innermost(stack)
            heading = None if outer and outer.role in ("eligibility", "exclusion") else heading
        if heading or not begins_list(text, stack, line):
            pop(text, stack, line, heading is not None)
        section = innermost(stack)
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
        if row < 0 or not is_in_columns(text, line):
            known = any(marker == line.marker for marker, _ in stack)
            if line.marker and not known and line.marker not in DASHES:
                drop_items(stack)
            if line.marker not in DASHES:
                # a dash above the heading has nothing to do with those of the lists below it
                stack[:] = [entry for entry in stack if entry[1] or entry[0] not in DASHES]
            if not line.marker or line.marker in OUTER:
                # such a heading begins its own list, whatever signs stood before it
                stack[:] = [entry for entry in stack if entry[1] or entry[0] in OUTER]
        stack.append((line.marker, section))
        found.append(section)
        body = heading.end
        while body < line.end and text[body] in " :：\t":
            body += 1
        if body < line.end and text[body] in "①❶":
            rest = lines_between(text, body, line.end, line.row)
            section.lines += [part._replace(depth=len(stack)) for part in rest]
        elif body < line.end:
            own = Line(body, line.end, "", len(stack), line.row)
            told = cautions.lines_of(text, section.heading, section.role, own)
            found += [Section(r, "", ls[0].start, ls[0].start, lines=ls) for r, ls in told]
            if not told:
                section.lines.append(own)
    found = list(_filled(found))
    return (*found, *_states(text, found))


def _only_labels(stack: Stack) -> bool:
    for _, part in stack:  # noqa: SIM110  asked of every line: a generator costs as much again
        if part is not None and part.role != "label":
            return False
    return True


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


def _is_of_party(text: str, heading: Heading, line: Line, found: list[Section]) -> bool:
    """(제외대상) right below what the employees have to be: which of them are left out; 분야 |
    자격요건, under a heading about suppliers: what those have to be."""
    if not found or found[-1].role != "party":
        return False
    if heading.role == "exclusion":
        return bool(found[-1].lines) and not line.marker and text[line.start] in "[(<【"
    bare = heading.role == "eligibility" and heading.label in words()["what_alone"]
    return bare and not found[-1].lines


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
    if last and not line.marker and line.row < 0:
        depth = _level_of(text, found, line) or depth
    found.append(Line(line.start, line.end, line.marker, depth, line.row, line.topic))


def _level_of(text: str, found: list[Line], line: Line) -> int | None:
    """The level of the last bare line that begins as far in as this one, where the list between
    them begins further in: what stands behind a list is no member of it."""
    inset = indent(text, line.start)
    for above in reversed(found):
        begins = indent(text, above.start)
        if not above.marker and above.row < 0:
            return above.depth if begins == inset else None
        if begins <= inset:
            return None
    return None


@lru_cache(maxsize=2)
def notice_end(text: str) -> int:
    """Where the first attachment's notice ends and its forms begin; the length when it has none."""
    for match in _FORM_LINE.finditer(text, 600):
        begin, end = match.start(1), text.find("\n", match.end())
        if len(text[begin : end if end >= 0 else None].strip()) <= 40:
            return begin
    return len(text)
