"""The lines of a section as a tree, and the rule of that tree.

A line with deeper lines under it says how they belong together (다음 각 호의 하나, 모두 충족). Where
nothing says so, lines that ask for different things add up, lines that ask for the same thing
differently or name kinds of applicants are alternatives, and otherwise the rule keeps the doubt:
it may then hold, but it never shuts anyone out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...terms import Rule, Unread
from ..sections import Line
from . import clauses
from .hits import Clause
from .trees import all_of, any_of, has_unread, positive_fields

_ANY = re.compile(
    r"(?:어느\s?)?하나(?:에|라도|의|\s?이상)|중\s?(?:1|한|하나)\s?(?:개|가지)?\s?(?:이상|에)?|중\s?택\s?1|[1１]개\s?이상|하나\s?이상|or\b"
)
_ALL = re.compile(r"모두|모든\s?(?:요건|조건|자격|항목)|동시에|각각\s?충족|\d가지\s?조건|및\s?충족")
_INTRO = re.compile(
    r"(?:다음|아래|하기|다음과\s?같은|아래와\s?같은)\s?(?:의|은|는)?\s?(?:각\s?(?:호|목|항)|요건|조건|자격|기준|항목|세부|사항|내용)?[^.\n]{0,24}?(?:하나|모두|충족|해당|부합|만족|갖춘|요건|조건)[^.\n]{0,16}?(?=\s|$|\))"
)
_NOTE = {"※", "*", "**", "†"}
_TWIST = re.compile(r"(?:단|다만)\s?[,，:]?\s")
_DIMENSION = re.compile(
    r"[(\[<]?\s?(?:소재지?|지역|거주지?|업력|연령|나이|규모|기업\s?규모|업종|매출액?|수출액?|인원|고용|창업\s?기간|사업장|조건|요건|자격|기타|기본|필수|공통|대상\s?기업|투자)\s?[)\]>:：]"
)
_TRACK = re.compile(r"[(\[<【]\s?[^)\]>】]{1,16}[)\]>】]|[^:：]{1,16}[:：]")
_SENTENCE = re.compile(
    r"(?<=[다음함])\.\s+|\s※\s?|\s\*{1,2}\s(?=[가-힣(])|\s(?=[①-⑳])|;\s|\s-\s(?=[가-힣(「｢])|\s[○●□■▪]\s"
)
_MODIFIERS = {
    "region",
    "business_age_years",
    "ceo_age",
    "employees",
    "revenue_krw",
    "export_usd",
    "investment_krw",
}


@dataclass(slots=True)
class Item:
    """A line with the lines under it and the notes behind it."""

    line: Line
    children: list[Item] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def items(text: str, lines: list[Line]) -> list[Item]:
    """The outermost items of a section; 단/다만 lines and ※ notes hang on the item before them."""
    roots: list[Item] = []
    path: list[Item] = []
    for line in lines:
        note = line.marker in _NOTE or _TWIST.match(text, line.start, line.end) is not None
        if note and path:
            path[-1].notes.append(line)
            continue
        item = Item(line)
        while path and (path[-1].line.depth >= line.depth):
            path.pop()
        (path[-1].children if path else roots).append(item)
        path.append(item)
    return roots


def rule_of(context: Clause, found: list[Item], heading: str, excluding: bool) -> Rule | None:
    """The rule of sibling items under a heading or a parent line that reads `heading`."""
    parts = [
        (item, rule) for item in found if (rule := _item(context, item, excluding)) is not None
    ]
    rules = [rule for _, rule in parts]
    if excluding or len(rules) < 2:
        return all_of(rules)
    if _ANY.search(heading):
        return any_of(rules)
    if _ALL.search(heading):
        return all_of(rules)
    quotes = [context.text[item.line.start : item.line.end] for item, _ in parts]
    return _guess(context, quotes, parts)


def _guess(context: Clause, quotes: list[str], parts: list[tuple[Item, Rule]]) -> Rule | None:
    rules = [rule for _, rule in parts]
    if any(_DIMENSION.match(quote) for quote in quotes):
        return all_of(rules)
    fields = [set(positive_fields(rule)) for rule in rules]
    if sum(1 for quote in quotes if _TRACK.match(quote)) == len(quotes) or _repeated(fields):
        return any_of(rules)
    typed = [own for own in fields if own]
    if not any(has_unread(rule) for rule in rules) or all(own & _MODIFIERS for own in typed):
        return all_of(rules)
    first, last = parts[0][0].line.start, parts[-1][0].line.end
    whole = context.span(first, last)
    return any_of((all_of(rules), Unread(whole.quote, whole)))


def _repeated(fields: list[set[str]]) -> bool:
    seen: set[str] = set()
    for own in fields:
        if seen & own - {"region"}:
            return True
        seen |= own
    return "pre_founder" in seen and "business_age_years" in seen


def _item(context: Clause, item: Item, excluding: bool) -> Rule | None:
    text = context.text
    quote = text[item.line.start : item.line.end]
    own = _line(context, item.line, excluding, bool(item.children))
    below = rule_of(context, item.children, quote, excluding)
    rule = all_of((own, below))
    for note in item.notes:
        rule = _noted(context, rule, note, excluding)
    return rule


def _line(context: Clause, line: Line, excluding: bool, parent: bool) -> Rule | None:
    parts = list(sentences(context.text, line.start, line.end))
    rules: list[Rule | None] = []
    for start, end in parts:
        clause = context.part(start, end)
        if parent and (intro := _INTRO.search(clause.text, start, end)):
            rules.append(_around(clause, intro, excluding))
        else:
            rules.append(clauses.read(clause, excluding))
    return all_of(rules)


def _around(clause: Clause, intro: re.Match[str], excluding: bool) -> Rule | None:
    """A line that introduces its children: what it asks besides (도내 기업 중 …)."""
    rest = [
        clauses.read(clause.part(left, right), excluding)
        for left, right in ((clause.start, intro.start()), (intro.end(), clause.end))
        if right - left > 1
    ]
    return all_of(rest)


def _noted(context: Clause, rule: Rule | None, note: Line, excluding: bool) -> Rule | None:
    """A note softens or tightens what stands before it, or says something of its own."""
    clause = context.part(note.start, note.end)
    if clauses.PREFERENCE.search(clause.quote):
        return rule
    if _TWIST.match(clause.quote):
        return clauses.exception(rule, clause)
    own = clauses.read(clause, excluding)
    if own is None:
        return rule
    return all_of((rule, clauses.unread(clause) if has_unread(own) else own))


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line, without the blanks around them."""
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        yield from _stripped(text, at, match.start())
        at = match.end()
    yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    if start < end:
        yield start, end
