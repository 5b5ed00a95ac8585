"""The lines of a section as a tree, and the rule of that tree.

A line with deeper lines under it says how they belong together (각 호의 하나, 모두 충족). Where
nothing says so, lines that ask for different things add up, lines that ask for the same thing
differently or name kinds of applicants are alternatives, and otherwise the rule keeps the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from majungmul.facts.sections import Line
from majungmul.terms import All, Has, InSet, Not, Range, Rule, Unread
from majungmul.terms import Any as AnyOf

from . import clauses
from .asides import loosens, moves
from .hits import Clause
from .trees import all_of, any_of, contradictory, has_unread, meaning, positive_fields, wanted

_ANY = re.compile(
    r"(?:어느\s?)?하나(?:에|라도|의|\s?이상)|중\s?(?:1|한|하나)\s?(?:개|가지)?\s?(?:이상|에)?"
    r"|중\s?택\s?1|[1１]개\s?이상|하나\s?이상|or\b"
)
_ALL = re.compile(r"모두|모든\s?(?:요건|조건|자격|항목)|동시에|각각\s?충족|\d가지\s?조건|및\s?충족")
_INTRO = re.compile(
    r"(?:다음|아래|하기|다음과\s?같은|아래와\s?같은)\s?(?:의|은|는)?\s?(?:각\s?(?:호|목|항)"
    r"|요건|조건|자격|기준|항목|세부|사항|내용)?[^.\n]{0,24}?(?:하나|모두|충족|해당|부합|만족"
    r"|갖춘|요건|조건)[^.\n]{0,16}?(?=\s|$|\))"
)
# a line whose children are those who may not apply
_SHUTS = re.compile(
    r"(?:다음|아래|하기)[^.\n]{0,40}?(?:제외|불가|제한|배제|없(?:다|음))\s?(?:함|한다|됨|대상"
    r"|합니다)?\s?[).:]?\s?$"
)
_NOTE = {"※", "*", "**", "†"}
_TWIST = re.compile(r"(?:단|다만)\s?[,，:]?\s")
_WIDENS = re.compile(
    r"(?:신청|지원|참여|참가|입주|모집)\s?(?:이|도)?\s?가능(?!\s?(?:여부|기간|시간))|예외|허용"
    r"|인정|이?더?라도|무관"
)
_SUBJECTS = (
    (
        re.compile(r"\d\s?년(?:\s?(?:이내|까지|이하|미만)|\))"),
        re.compile(r"업력|창업|\d\s?년\s?(?:이내|이하|미만|이상|초과)"),
    ),
    (
        re.compile(r"관외|타\s?지역|이전|전입|소재"),
        re.compile(r"소재|본사|본점|사업장|관내|도내|지역"),
    ),
    (re.compile(r"\d\s?세|연령|나이"), re.compile(r"\d\s?세|연령|청년")),
)
_DIMENSION = re.compile(
    r"[(\[<]?\s?(?:소재지?|지역|거주지?|업력|연령|나이|규모|기업\s?규모|업종|매출액?|수출액?"
    r"|인원|고용|창업\s?기간|사업장|조건|요건|자격|기타|기본|필수|공통|대상\s?기업"
    r"|투자)\s?[)\]>:：]"
)
_DIMENSION_CELL = re.compile(
    r"(?:소\s?재\s?지|지\s?역|거주지|업\s?력|연\s?령|나이|(?:기업)?\s?규\s?모|업\s?종"
    r"|매\s?출\s?액?|수\s?출\s?액?|고\s?용|인\s?원|사업장|요\s?건|자\s?격|구\s?분|기타"
    r"|공통(?:사항)?|내\s?용|비\s?고|세부\s?내용)"
)
_PARTY = re.compile(
    r"[(\[<]?\s?(?:참여자|참여\s?청년|근로자|교육생|훈련생|수요\s?기업|공급\s?기업|참여\s?기관"
    r"|공동\s?(?:연구)?\s?(?:개발)?\s?기관|(?:연구|주관연구|위탁연구)?\s?개발\s?기관"
    r"|협업\s?기관|위탁\s?기관|운영\s?기관|협력\s?기업|멘토|강사|전문가|청년|구직자"
    r"|수행\s?기관)\s?[)\]>:：]"
)
_GOES_ON = re.compile(r"(?:또는|혹은|이거나|거나)\s?$")
# a line that is nothing but the name of a track, with its own lines below
_TRACK_TITLE = re.compile(
    r"[^.,:：]{1,18}?(?:분야|부문|트랙|유형\s?\d?|리그|과정|그룹|단계|세션"
    r"|타입)\s?(?:\([^)]{0,16}\))?"
)
# lines that each name a kind of person: 대학생, 창업예정자, 소지자
_PERSONS = re.compile(
    r"(?:[가-힣]자|[가-힣]생|사람|[가-힣]인|팀|시민|국민|단체)\s?(?:\([^)]{0,40}\))?\s?$"
)
_NAME = 12  # as long as the name of a row gets
_KINDS = {"size_class"}
_ALONE = {"region", "business_age_years", "ceo_age"}
_TRACK = re.compile(r"[(\[<【]\s?[^)\]>】]{1,16}[)\]>】]|[^:：]{1,16}[:：]")
# the name of a track asks for nothing: (도약형), A트랙 :
_TRACK_NAME = re.compile(
    r"[(\[<【]\s?[^()\[\]<>【】:：]{0,10}(?:형|트랙|유형\s?\d?|부문|리그|Track)\s?[)\]>】]\s?[:：]?"
    r"|[가-힣A-Za-z0-9]{1,8}(?:형|트랙|부문|리그)\s?[:：]"
)
_SENTENCE = re.compile(
    r"(?<=[다음함])\.\s+|\s※\s?|\s\*{1,2}\s(?=[가-힣(])|(?<!또는)(?<!혹은)(?<!및)\s(?=[①-⑳])"
    r"|;\s|\s-\s(?=[가-힣(「｢])|\s[○●□■▪]\s"
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
    seen: list[Item] = []
    for line in lines:
        note = line.marker in _NOTE or _TWIST.match(text, line.start, line.end) is not None
        if note and path:
            _target(text, seen, line).notes.append(line)
            continue
        item = Item(line)
        seen.append(item)
        if line.row >= 0 and path and path[-1].line.row == line.row:
            # the cells behind the first of a row say more of what the first names
            first = next(it for it in path if it.line.row == line.row)
            first.children.append(item)
            path[path.index(first) + 1 :] = [item]
            continue
        while path and (path[-1].line.depth >= line.depth):
            path.pop()
        (path[-1].children if path else roots).append(item)
        path.append(item)
    return roots


def _target(text: str, seen: list[Item], note: Line) -> Item:
    """The item that a note is about: the last one that speaks of the same thing, else the last."""
    for subject, said in _SUBJECTS:
        if subject.search(text, note.start, note.end):
            for item in reversed(seen):
                if said.search(text, item.line.start, item.line.end):
                    return item
    return seen[-1]


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
    quotes = [_quote(context.text, item) for item, _ in parts]
    if any(_GOES_ON.search(quote) for quote in quotes[:-1]):
        return any_of(rules)
    return _guess(context, quotes, parts)


def _guess(context: Clause, quotes: list[str], parts: list[tuple[Item, Rule]]) -> Rule | None:
    """How siblings belong together where nothing says so."""
    rules = [rule for _, rule in parts]
    named = [
        (_DIMENSION.match(quote) or _DIMENSION_CELL.fullmatch(quote)) is not None
        for quote in quotes
    ]
    tracks = [
        not known and (_TRACK.match(quote) is not None or _is_row(item) or _is_title(item, quote))
        for known, quote, (item, _) in zip(named, quotes, parts, strict=True)
    ]
    if sum(tracks) > 1:
        either = any_of(rule for rule, track in zip(rules, tracks, strict=True) if track)
        rest = [rule for rule, track in zip(rules, tracks, strict=True) if not track]
        return _sure(context, parts, [*rest, either] if either else rest)
    if any(named):
        return _sure(context, parts, rules)
    others = [q for q, rule in zip(quotes, rules, strict=True) if not any(positive_fields(rule))]
    rules = _movers(quotes, rules)
    fields = [set(positive_fields(rule)) for rule in rules]
    if _repeated(fields):
        return any_of(rules)
    typed = [own for own in fields if own]
    if not any(has_unread(rule) for rule in rules):
        return _sure(context, parts, rules)
    alike = all(own & _MODIFIERS and own <= _ALONE | _KINDS for own in typed)
    if alike and not any(_PERSONS.search(quote) for quote in others):
        return _sure(context, parts, rules)
    return _doubtful(context, parts, rules)


def _is_title(item: Item, quote: str) -> bool:
    return bool(item.children) and _TRACK_TITLE.fullmatch(quote) is not None


def _is_row(item: Item) -> bool:
    """A table row with a name in its first cell."""
    return item.line.row >= 0 and any(c.line.row == item.line.row for c in item.children)


def _movers(quotes: list[str], rules: list[Rule]) -> list[Rule]:
    """Beside who stands in the region, who will move there: one alternative of two lines."""
    placed = [i for i, rule in enumerate(rules) if "region" in positive_fields(rule)]
    moving = [i for i, quote in enumerate(quotes) if moves(quote)]
    if not moving or not set(placed) - set(moving):
        return rules
    either = any_of(rules[i] for i in sorted({*placed, *moving}))
    rest = [rule for i, rule in enumerate(rules) if i not in placed and i not in moving]
    return [*([either] if either else []), *rest]


def _sure(context: Clause, parts: list[tuple[Item, Rule]], rules: list[Rule]) -> Rule | None:
    """All of them, unless that is more than anyone could meet."""
    rule = all_of(rules)
    return _doubtful(context, parts, rules) if contradictory(rule) else rule


def _doubtful(context: Clause, parts: list[tuple[Item, Rule]], rules: list[Rule]) -> Rule | None:
    """It holds where all hold; where they do not, nobody knows."""
    if contradictory(all_of(rules)):
        return any_of(rules)
    whole = context.span(parts[0][0].line.start, parts[-1][0].line.end)
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
    if _is_row(item) and own is not None and any(positive_fields(own)) and len(quote) <= _NAME:
        own = clauses.unread(context.part(item.line.start, item.line.end))
    barred = excluding or _SHUTS.search(quote) is not None
    below = rule_of(context, item.children, quote, barred)
    tracks = [_TRACK.match(quote), *(_TRACK.match(_quote(text, c)) for c in item.children)]
    if item.children and all(tracks) and not _DIMENSION.match(quote) and not excluding:
        rule = any_of((own, below))  # the first of several tracks stands at the head of the others
    else:
        rule = all_of((own, below))
    if contradictory(rule):
        rule = any_of((own, below))
    for note in item.notes:
        rule = _noted(context, rule, note, excluding)
    return rule


def _quote(text: str, item: Item) -> str:
    return text[item.line.start : item.line.end]


def _line(context: Clause, line: Line, excluding: bool, parent: bool) -> Rule | None:
    start = after_label(context.text, line)
    if start == line.start and _PARTY.match(context.text, start, line.end):
        return clauses.unread(context.part(start, line.end))
    parts = list(sentences(context.text, start, line.end))
    cell = line.row >= 0 and excluding
    rules: list[Rule | None] = []
    for start, end in parts:
        clause = context.part(start, end)
        if parent and (intro := _INTRO.search(clause.text, start, end)):
            rules.append(_around(clause, intro, excluding))
        else:
            rules.append(clauses.read(clause, excluding))
    rule = all_of(rules)
    if cell and any(leaf for leaf in _denied(rule) if leaf.field != "exclusion"):
        # the cell of a table about exclusions names a row; it shuts nobody out
        return clauses.unread(context.part(start, line.end))
    return rule


def _denied(rule: Rule | None) -> Iterator[InSet | Has | Range]:
    match rule:
        case Not(part):
            yield from wanted(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _denied(part)


def after_label(text: str, line: Line) -> int:
    """Where the line's words begin behind a label that only names a dimension or a track."""
    if line.row >= 0 and _DIMENSION_CELL.fullmatch(text, line.start, line.end):
        return line.end
    for label in (_DIMENSION, _TRACK_NAME):
        if named := label.match(text, line.start, line.end):
            return named.end()
    return line.start


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
    clause = context.part(after_label(context.text, note), note.end)
    if not excluding and clauses.PREFERENCE.search(clause.quote):
        return rule
    if rule is not None and not excluding and loosens(rule, clause.quote):
        return _loosened(rule, clause)
    if _TWIST.match(clause.quote):
        return clauses.exception(rule, clause)
    own = clauses.read(clause, excluding)
    if own is None:
        return rule
    if rule is not None and _WIDENS.search(clause.quote):
        return any_of((rule, clauses.unread(clause)))
    if not has_unread(own):
        both = all_of((rule, own))
        return any_of((rule, own)) if contradictory(both) or _again(rule, own) else both
    if _again(rule, own):
        return any_of((rule, own))
    return all_of((rule, clauses.unread(clause)))


def _loosened(rule: Rule, clause: Clause) -> Rule | None:
    """The rule, or what the note asks instead: its own bound where it could be read."""
    own = clauses.read(clause)
    both = all_of((rule, own))
    if (
        own is not None
        and not has_unread(own)
        and not contradictory(both)
        and not _again(rule, own)
    ):
        return both
    return any_of((rule, own if own is not None and _again(rule, own) else clauses.unread(clause)))


def _again(rule: Rule | None, own: Rule) -> bool:
    """A note that names another bound or place for what was asked: who meets it may apply too."""
    return any(_differ(one, other) for one in wanted(rule) for other in wanted(own))


def _differ(one: InSet | Has | Range, other: InSet | Has | Range) -> bool:
    if one.field != other.field or one.field not in _MODIFIERS:
        return False
    if isinstance(one, Range):
        return meaning(one) != meaning(other)
    return contradictory(All((one, other)))


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
