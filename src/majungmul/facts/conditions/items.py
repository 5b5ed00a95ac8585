"""The rule of a section's lines, which `outline` has made a tree.

A line with deeper lines under it says how they belong together (각 호의 하나, 모두 충족). Where
nothing says so, lines that ask for different things add up, lines that ask for the same thing
differently or name kinds of applicants are alternatives, and otherwise the rule keeps the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from majungmul.facts.notice.headings import role_of, squeezed, words
from majungmul.facts.notice.lines import Line
from majungmul.terms import All, Has, InSet, Not, Range, Rule, Unread, conditions
from majungmul.terms import Any as AnyOf

from . import clauses, heads, residue, siblings
from .asides import loosened, loosens
from .hits import Clause
from .notes import noted
from .outline import INTRO, Item, quote_of, sentences
from .siblings import Sibling
from .trees import all_of, any_of, contradictory, positive_fields, wanted
from .understood import unread
from .units import merged_sets

# a line whose children are those who may not apply
_SHUTS = re.compile(
    r"(?:다음|아래|하기)[^.\n]{0,48}?(?:제외|불가|제한|배제|없(?:다|음|습니다|으며)"
    r"|해당(?:하지|되지)\s?(?:않|아니)[가-힣]{1,2}\s?(?:자|사람|기업|업체|것)?)\s?(?:함|한다|됨"
    r"|대상|합니다|됩니다|하며)?\s?[).:]{0,2}\s?$"
)
_SHUT_REST = re.compile(
    r"\s?(?:에\s?)?(?:해당하는|해당하면|있는)?\s?(?:기업|업체|자|사람|경우|법인)?(?:은|는|에는)?\s?(?:신청|지원|참여|참가)?"
    r"(?:을|를)?\s?(?:대상에서\s?)?(?:제외|불가|할\s?수\s?없|받을\s?수\s?없)[가-힣]{0,4}[.]?"
)
_GRANTS_BELOW = re.compile(r"가능|할\s?수\s?있|예외|제외하지|인정|무관|적용하지")
_SIZE_OF = re.compile(r"[^\d]{0,20}\d[\d,]*\s?(?:인|명|억\s?원?)\s?(?:미만|이하|이내)")
_NAME = 12  # as long as the name of a row gets


# … 다음 업종을 영위하는 업체, with the trades below
_TRADES_BELOW = re.compile(r"(?:다음|아래|하기)[^.\n]{0,16}?업종")


def rule_of(context: Clause, found: list[Item], heading: str, excluding: bool) -> Rule | None:
    """The rule of sibling items under a heading or a parent line that reads `heading`."""
    if found and not excluding and _TRADES_BELOW.search(heading):
        return _trades(context, found)
    if found[1:] and _introduces(context.text, found[0]):
        heading, found = f"{heading} {quote_of(context.text, found[0])}", found[1:]
    for index, item in enumerate(found[:-1]):
        if begin := _runs_on(context.text, item):
            # 다음 중 하나에 해당 벤처기업: the first of several stands on the intro's line
            intro = context.text[item.line.start : begin]
            first = replace(item, line=item.line._replace(start=begin))
            either = rule_of(context, [first, *found[index + 1 :]], intro, excluding)
            return all_of([rule_of(context, found[:index], heading, excluding), either])
    partners = _partners(context.text, found, heading)
    if partners:
        doubts = [unread(_whole(context, it)) for it in partners]
        rest = [it for it in found if it not in partners]
        return all_of([_joined(context, rest, heading, excluding), *doubts])
    return _joined(context, found, heading, excluding)


_TRADE = re.compile(r"업(?:종)?\s?(?:\([^()]*\)\s?){0,2}[.,]?$")


def _trades(context: Clause, found: list[Item]) -> Rule | None:
    """The trades of a list, as one condition; those that nobody knows stand beside it."""
    local = context._replace(topic="업종")
    named = [item for item in found if _TRADE.search(quote_of(context.text, item))]
    others = [_item(context, item, False) for item in found if item not in named]
    rules = [rule for item in named if (rule := _item(local, item, False)) is not None]
    known = [[leaf for leaf in wanted(rule) if leaf.field == "industry"] for rule in rules]
    if not all(known):
        return all_of([merged_sets(context, list(rules)), *others])
    doubts = [leaf for rule in rules for leaf in conditions(rule) if isinstance(leaf, Unread)]
    return all_of(
        [merged_sets(context, [leaf for each in known for leaf in each]), *doubts, *others]
    )


def _introduces(text: str, item: Item) -> bool:
    """아래 중 하나에 해당하는 자, said beside the heading: how the lines below belong together."""
    start, end = item.line.start, item.line.end
    intro = INTRO.search(text, start, end) if not item.children and not item.notes else None
    if intro is None:
        return False
    return not any(
        residue.content(text, left, right)
        for left, right in ((start, intro.start()), (intro.end(), end))
    )


_ENDS_INTRO = re.compile(r"(?:(?<=해당)|(?<=충족)|\s(?:해당|충족))\s?[:：]?\s")


def _runs_on(text: str, item: Item) -> int | None:
    """Where the first of several begins behind an intro at the head of its own line."""
    intro = INTRO.match(text, item.line.start, item.line.end)
    if intro is None or item.children or not siblings.says_any(intro[0]):
        return None
    ended = _ENDS_INTRO.match(text, intro.end(), item.line.end)
    return ended.end() if ended and ended.end() + _NAME < item.line.end else None


def _partners(text: str, found: list[Item], heading: str) -> list[Item]:
    """Items about whoever joins the applicant: labelled so beside 주관기관, or under a title."""
    quotes = [quote_of(text, item) for item in found]
    led = any(heads.leads(quote) or heads.is_lead_title(quote) for quote in (heading, *quotes))
    partners: list[Item] = []
    under = False
    for item, quote in zip(found, quotes, strict=True):
        start, end = item.line.start, item.line.end
        titled = heads.is_partner_title(quote) or (
            # (근로자) 아래 요건을 갖춘 자: the lines below are about them
            bool(item.children) and heads.names_people(text, start, end)
        )
        under = (under or (titled and not item.children)) and not heads.is_lead_title(quote)
        if titled or under or (led and heads.is_partner(quote)):
            partners.append(item)
    return partners


def _whole(context: Clause, item: Item) -> Clause:
    return context.part(item.line.start, _end(item))


def _end(item: Item) -> int:
    """Where the last line below an item ends, its notes among them."""
    ends = [item.line.end, *(note.end for note in item.notes), *map(_end, item.children)]
    return max(ends + [_end(aside) for aside in item.asides])


def _joined(context: Clause, found: list[Item], heading: str, excluding: bool) -> Rule | None:
    parts = [part for item in found if (part := _sibling(context, item, excluding))]
    if excluding:
        return all_of(part.rule for part in parts)
    return siblings.joined(context, parts, heading)


def _sibling(context: Clause, item: Item, excluding: bool) -> Sibling | None:
    rule = _item(context, item, excluding)
    quote, parent = quote_of(context.text, item), bool(item.children)
    start, end = item.line.start, item.line.end
    kind = item.names and any(_says_who(child.line.topic) for child in item.children)
    return Sibling(start, end, quote, rule, item.names, parent, kind) if rule else None


@cache
def _bar() -> set[str]:
    """Names of rows that say who is out: 제외, 제외대상."""
    return {bar + what for bar in words()["bar"] for what in ("", "대상", "업종", "기업", "자")}


_ASIDE = re.compile(r"\s?\([^()]*\)$")


def _says_who(topic: str) -> bool:
    """Whether a column with this head says who may apply, of the kind that its row names."""
    return topic != "" and role_of(squeezed(_ASIDE.sub("", topic))) == "eligibility"


def _item(context: Clause, item: Item, excluding: bool) -> Rule | None:
    text = context.text
    quote = text[item.line.start : item.line.end]
    shuts = None if excluding else _SHUTS.search(text, item.line.start, item.line.end)
    bars = item.names and squeezed(quote) in _bar()
    if bars or (heads.is_lead_title(quote) and not excluding):
        own = None
    elif shuts and item.children:
        begin, end = item.line.start, shuts.start()
        own = clauses.read(context.part(begin, end)) if quote[: end - begin].strip() else None
    else:
        own = _line(context, item.line, excluding, bool(item.children))
    if item.names and own is not None and _names_row(own, quote, excluding):
        own = unread(context.part(item.line.start, item.line.end))
    barred = excluding or bars or shuts is not None
    freed = [] if barred or own is None else [it for it in item.children if _frees(text, it)]
    below = rule_of(context, [it for it in item.children if it not in freed], quote, barred)
    if twist := _twist_over(context, item, excluding):
        return twist
    quotes = [quote, *(quote_of(text, child) for child in item.children)]
    if item.children and not excluding and all(map(heads.is_track, quotes)):
        rule = any_of((own, below))  # the first of several tracks stands at the head of the others
    else:
        rule = all_of((own, below))
    if contradictory(rule):
        rule = any_of((own, below))
    if item.names and _defines(text, item, own):
        return unread(_whole(context, item))
    for part in filter(None, (_sibling(context, it, False) for it in freed)):
        rule = siblings.freed(context, rule, part)
    for note in item.notes:
        rule = noted(context, rule, note, excluding)
    for aside in item.asides:
        rule = _beside(context, rule, aside, excluding)
    return rule


# … 중소기업. 다만, 아래 업체는 업력과 관계없이 가능, with the lines below
_BUT_BELOW = re.compile(r"(?<=[가-힣).])\s(?=(?:단|다만)\s?,?\s[^.\n]{0,20}(?:다음|아래)[^.\n]*$)")


def _twist_over(context: Clause, item: Item, excluding: bool) -> Rule | None:
    """A line that ends in an exception of which the lines below are the members."""
    line = item.line
    cut = _BUT_BELOW.search(context.text, line.start, line.end) if item.children else None
    if cut is None or not _GRANTS_BELOW.search(context.text, cut.end(), line.end):
        return None
    own = _line(context, line._replace(end=cut.start()), excluding, False)
    aside = Item(line._replace(start=cut.end()), children=item.children)
    return _beside(context, own, aside, excluding)


def _beside(context: Clause, rule: Rule | None, aside: Item, excluding: bool) -> Rule | None:
    """다만, 아래의 하나에 해당하면 가능: its lines are another way to meet what it names."""
    if not aside.children:
        return noted(context, rule, aside.line, excluding)
    quote = quote_of(context.text, aside)
    words = context.span(aside.line.start, aside.line.end)
    doubt = Unread(words.quote, words)
    if excluding:
        return any_of((rule, unread(_whole(context, aside))))
    below = rule_of(context, aside.children, quote, excluding)
    if loosens(rule, quote):
        return loosened(rule, quote, any_of((below, doubt)) or doubt)
    if any(positive_fields(below)) and not _GRANTS_BELOW.search(quote):
        return all_of((rule, below, doubt))
    return any_of((rule, below, doubt))


def _frees(text: str, item: Item) -> bool:
    """A line below that frees some of what the line above asks: 벤처기업은 예외적으로 가능."""
    return not item.children and not item.notes and siblings.widens(quote_of(text, item))


def _names_row(own: Rule, quote: str, excluding: bool) -> bool:
    """소상공인 | 국세 체납 중인 자: the first cell names a row; it asks and bars nothing."""
    if excluding:
        return any(leaf.field != "exclusion" for leaf in _denied(own))
    return any(positive_fields(own)) and len(quote) <= _NAME


def _defines(text: str, item: Item, own: Rule | None) -> bool:
    """제조업 | 10명 미만: a row of the table that says who is a small firm in which trade."""
    fields = {leaf.field for leaf in (*wanted(own), *_denied(own))}
    return fields == {"industry"} and any(
        _SIZE_OF.fullmatch(quote_of(text, child)) for child in item.children
    )


def _line(context: Clause, line: Line, excluding: bool, parent: bool) -> Rule | None:
    head = heads.after_label(context.text, line)
    context = context._replace(topic=heads.topic_of(context.text, line) or context.topic)
    whole = context.part(head, line.end)
    if head == line.start and heads.names_party(context.text, head, line.end):
        return unread(whole)
    rules: list[Rule | None] = []
    for start, end in sentences(context.text, head, line.end):
        clause = context.part(start, end)
        if parent and (intro := INTRO.search(clause.text, start, end)):
            rules.append(_around(clause, intro, excluding))
        else:
            rules.append(clauses.read(clause, excluding))
    rule = all_of(rules)
    if not excluding and contradictory(rule):
        rule = any_of(rules)
    return rule


def _denied(rule: Rule | None) -> Iterator[InSet | Has | Range]:
    match rule:
        case Not(part):
            yield from wanted(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _denied(part)


def _around(clause: Clause, intro: re.Match[str], excluding: bool) -> Rule | None:
    """A line that introduces its children: what it asks besides (도내 기업 중 …)."""
    behind = intro.end()
    if excluding and (shut := _SHUT_REST.match(clause.text, behind, clause.end)):
        behind = shut.end()
    rest = [
        clauses.read(clause.part(left, right), excluding)
        for left, right in ((clause.start, intro.start()), (behind, clause.end))
        if right - left > 1
    ]
    return all_of(rest)
