"""How the understood words of one clause belong together: what adds up, what is one of several.

Korean puts what narrows before what it narrows, so 경북 소재 중소기업 또는 예비창업자 leaves open
whether the second must be there too. What stands before the first applicant, and what is said
behind the last, is taken to hold for all of them: nobody is called eligible on half a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from majungmul.terms import Has, InSet, Range, Rule, Unread, conditions

from . import residue
from .asides import loosened, loosens, moves, wider_age
from .cuts import NOUN, cuts_of, pieces_of
from .exempt import named, other_way
from .hits import Clause, Hit, field_of, stretch
from .trades import FIELD as INDUSTRY
from .trees import all_of, any_of, positive_fields
from .units import merged_sets, units

_TOPIC = re.compile(r"(?:로서|으로서|으로|이며|이고|이면서|\s중|가운데)[\s,]")
_OPEN = re.compile(r"\s?등(?![가-힣록])")
_FIRM = re.compile(r"(기업체?|업체|회사|사업자)(?:\s?(?:중|등|으로서?|로서))?")
_WORDS = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z\s]*[가-힣A-Za-z]")
_CLOSING = ("size_class", "entity_type", "certificate")
# 이상인, 위치한, 보유한, 둔, 있는: what narrows the noun that follows
_ADNOMINAL = re.compile(r"(?:[인한둔된할될진긴는]|이상|이하|이내|미만|초과|소재|보유|영위)\s?$")
# 백년가게, 착한가격업소로 지정된 소상공인: who has one of those named before
_GIVEN = re.compile(r"(?:으?로\s)?(?:지정|선정|인증|확인)(?:된|받은|을\s받은)\s$")
_VERB = re.compile(r"(?<=[가-힣])[는은던둔한된인]\s")
_SHARED_FIELDS = {"region", "ceo_age"}


def combined(clause: Clause, hits: list[Hit], taken: list[tuple[int, int]]) -> Rule | None:
    """The rule of `hits`; what `taken` does not cover of the clause stays in it as Unread."""
    hits = units(clause, hits)
    cuts = cuts_of(clause, hits)
    if cuts and (topic := _topic(clause, hits, cuts[0][0])):
        # 중소기업 중, 벤처기업 또는 …: what stands before 중 holds for all that follows
        head, tail = clause.part(clause.start, topic), clause.part(topic, clause.end)
        before = [hit for hit in hits if hit.end <= topic]
        behind = [hit for hit in hits if hit.start >= topic]
        return all_of([combined(head, before, taken), combined(tail, behind, taken)])
    pieces = pieces_of(clause, cuts)
    if len(pieces) == 1:
        return _piece(clause, hits, taken, first=False, last=False)[1]
    trades = [hit for hit in hits if field_of(hit) == INDUSTRY]
    if trades:
        # whose trade it is cannot be told between alternatives
        spans = {(hit.start, hit.end) for hit in trades}
        hits = [hit for hit in hits if hit not in trades]
        taken = [part for part in taken if part not in spans]
    shared = [*_shared(clause, pieces, hits), *_closing(clause, pieces, hits)]
    own = [hit for hit in hits if hit not in shared]
    common: list[Rule | None] = [hit.rule for hit in shared]
    rules: list[Rule | None] = []
    for index, piece in enumerate(pieces):
        ends = index == len(pieces) - 1
        rest, rule = _piece(piece, own, taken, first=index == 0, last=ends)
        common += rest
        rules.append(rule)
    return all_of([*common, merged_sets(clause, rules)])


def _topic(clause: Clause, hits: list[Hit], limit: int) -> int | None:
    """Where the last 중, 으로서 or 이며 before `limit` ends, if applicants stand before it."""
    ends = [match.end() for match in _TOPIC.finditer(clause.text, clause.start, limit)]
    ends = [end for end in ends if not any(hit.start < end < hit.end for hit in hits)]
    if ends and any(hit.head and hit.end <= ends[-1] for hit in hits):
        return ends[-1]
    # 업력 3년 이상이며 …: what is closed so holds beside all that follows
    bound = [hit.end for hit in hits if isinstance(hit.rule, Range | InSet)]
    closed = [end for end in ends if any(_closes(clause, at, end) for at in bound)]
    return closed[-1] if closed else None


_CLOSES = re.compile(
    r"\s?(?:인|의|한|된)?\s?(?:사람|자|기업|업체|분|청년|법인|회사)?"
    r"(?:으로서|로서|으로|이며|이고|이면서|\s중|\s가운데)[\s,]"
)


def _closes(clause: Clause, at: int, end: int) -> bool:
    """Whether a bound that ends at `at` is closed by what ends at `end`: 40세 이상인 사람으로서."""
    return 0 < end - at <= 4 or _CLOSES.fullmatch(clause.text, at, end) is not None


def _closing(clause: Clause, pieces: list[Clause], hits: list[Hit]) -> list[Hit]:
    """The applicant behind the last alternative, when none stands behind the others: staff of 10
    or sales of a billion: 상시근로자 10인 이상 또는 매출액 10억원 이상인 중소기업."""
    last = pieces[-1]
    heads = [hit for hit in hits if hit.head and field_of(hit) in _CLOSING]
    behind = [hit for hit in heads if hit.start >= last.start]
    before = [hit for hit in hits if hit.rule and hit.end <= last.start]
    if len(behind) != 1 or not before:
        return []
    named = all(field_of(hit) == "certificate" for hit in before if hit.head)
    verb = clause.text[pieces[-2].end : last.start].strip() == "거나"
    given = named and (verb or _GIVEN.search(clause.text, last.start, behind[0].start))
    if any(hit.head for hit in before) and not given:
        return []
    if any(NOUN.search(clause.text, piece.start, piece.end) for piece in pieces[:-1]):
        return []
    left = clause.text[last.start : behind[0].start]
    return behind if _ADNOMINAL.search(left) else []


def _shared(clause: Clause, pieces: list[Clause], hits: list[Hit]) -> list[Hit]:
    """Modifiers that hold for every alternative: before the first, or after a closing 으로서."""
    if moves(clause.quote):
        return []
    if "거나" in clause.text[pieces[0].end : pieces[1].start]:
        # 제주에 있거나 옮겨 올: the place is of one alternative
        return _behind_verbs(clause, pieces, hits)
    first, last = pieces[0], pieces[-1]
    inside = [hit for hit in hits if hit.end <= first.end]
    heads = [hit.start for hit in inside if hit.head]
    limit = heads[0] if heads else first.end
    before = [h for h in inside if not h.head and h.end <= limit and _is_shared(h)]
    topic = _TOPIC.search(last.text, last.start, last.end)
    behind = [hit for hit in hits if topic and hit.start >= topic.end() and not hit.head]
    others = {_narrows(hit) for hit in hits if hit not in before and hit not in behind}
    if others & _SHARED_FIELDS or any(_narrows(hit) in others for hit in before):
        before = []  # the others have a place or an age of their own
    return [hit for hit in before + behind if hit.rule and _narrows(hit) not in others]


def _behind_verbs(clause: Clause, pieces: list[Clause], hits: list[Hit]) -> list[Hit]:
    """특허가 있거나 연구소를 둔 | 창업 7년 이내 중소기업: what stands behind the last of several
    verbs is asked of all, unless one of them asks for something on the same field."""
    last = pieces[-1]
    own = [hit for hit in hits if hit.rule and hit.start >= last.start]
    for verb in _VERB.finditer(clause.text, last.start, last.end):
        at = verb.end()
        if any(hit.start < at - 1 < hit.end - 1 for hit in own):
            continue
        told = [hit for hit in own if hit.end <= at]
        if not told and residue.content(clause.text, last.start, at) is None:
            continue
        others = {_narrows(hit) for hit in hits if hit.rule and hit.end <= at}
        behind = [hit for hit in own if hit.start >= at]
        if any(field_of(hit) == "pre_founder" for hit in behind):
            others.add("business_age_years")  # an age beside (예비)창업자 is of the founders alone
        return [hit for hit in behind if _narrows(hit) not in others]
    return []


def _is_shared(hit: Hit) -> bool:
    return _narrows(hit) in _SHARED_FIELDS


def _narrows(hit: Hit) -> str:
    """The field that the hit narrows; a rule without a positive one is a place taken out."""
    return field_of(hit) or "region" if hit.rule is not None else ""


def _piece(
    piece: Clause, hits: list[Hit], taken: list[tuple[int, int]], *, first: bool, last: bool
) -> tuple[list[Rule | None], Rule | None]:
    """What of a piece holds for all alternatives, and the piece's own rule."""
    own = [hit for hit in hits if piece.start <= hit.start and hit.end <= piece.end]
    inside = [(a, b) for a, b in taken if piece.start <= a and b <= piece.end]
    heads = [hit for hit in own if hit.head]
    common: list[Rule | None] = []
    rest: list[Rule | None] = []
    asides: list[Unread] = []
    for left, right in residue.gaps(piece.start, piece.end, inside):
        found = residue.content(piece.text, left, right)
        if found is None:
            continue
        before = first and bool(heads) and right <= heads[0].start
        behind = last and bool(heads) and left >= heads[-1].end
        if first and not own:
            parts = _noun_apart(piece, *found)
            common += parts[:-1]
            rest += parts[-1:]
        elif "(" in piece.text[left : found[0]]:
            asides.append(stretch(piece, *found))
        else:
            (common if before or behind else rest).append(stretch(piece, *found))
    kept = all_of(_either_age(_rules(piece, own)))
    for aside in asides:
        if loosens(kept, aside.text):
            span = aside.span
            part = piece.part(span.start, span.end) if span else piece
            kept = loosened(kept, aside.text, other_way(kept, part) or wider_age(part) or aside)
        else:
            kept = all_of((kept, aside))
    kept = all_of([kept, *rest])
    return common, kept if kept is not None else _anyone(piece, inside)


def _anyone(piece: Clause, taken: list[tuple[int, int]]) -> Rule | None:
    """What an alternative without a condition says: 기업 is any firm, other words stay unread."""
    for left, right in residue.gaps(piece.start, piece.end, taken):
        if word := _FIRM.fullmatch(piece.text[left:right].strip()):
            start = left + piece.text[left:right].index(word[1])
            span = piece.span(start, start + len(word[1]))
            return InSet("entity_type", ("company", "sole_proprietor"), span=span)
        if found := _WORDS.search(piece.text, left, right):
            return stretch(piece, found.start(), found.end())
    return None


def _noun_apart(piece: Clause, start: int, end: int) -> list[Unread]:
    """What narrows, and the noun it narrows: AI에 관심 있는 | 대학생."""
    blank = piece.text.rfind(" ", start, end)
    if blank <= start:
        return [stretch(piece, start, end)]
    return [stretch(piece, start, blank), stretch(piece, blank + 1, end)]


def _rules(piece: Clause, hits: list[Hit]) -> list[Rule]:
    """The rules of a piece that add up; bounds of one field on one side are alternatives."""
    rules: list[Rule] = []
    for hit in hits:
        rule = hit.rule
        if rule is not None and hit.head and _OPEN.match(piece.text, hit.end, piece.end):
            end = _OPEN.match(piece.text, hit.end, piece.end)
            assert end is not None
            rest = piece.text[hit.end : end.end()]
            start = end.end() - len(rest.lstrip())
            rule = any_of((rule, stretch(piece, start, end.end())))
        if rule is not None:
            rules.append(named(piece, rule))
    ranges: dict[str, list[Range]] = {}
    for rule in rules:
        if isinstance(rule, Range):
            ranges.setdefault(rule.field, []).append(rule)
    doubled = [group for group in ranges.values() if len(group) > 1 and not _one_span(group)]
    several = {id(rule) for group in doubled for rule in group}
    either = [rule for group in doubled if (rule := any_of(group)) is not None]
    return [*(rule for rule in rules if id(rule) not in several), *either]


def _one_span(group: list[Range]) -> bool:
    """Two bounds of one span (3년 이상이고 … 7년 이내), not bounds of two kinds of applicants."""
    lows = [rule for rule in group if rule.min is not None]
    highs = [rule for rule in group if rule.max is not None]
    return len(group) == 2 and len(lows) == 1 and len(highs) == 1


def _either_age(rules: Iterable[Rule]) -> list[Rule]:
    """창업 5년 미만 (예비)창업자: who has not founded has no age, so the two are alternatives."""
    rules = list(rules)
    ages = [rule for rule in rules if "business_age_years" in positive_fields(rule)]
    before = [rule for rule in rules if "pre_founder" in positive_fields(rule)]
    if not ages or not before or {id(r) for r in ages} & {id(r) for r in before}:
        return rules
    others = [rule for rule in rules if rule not in ages and rule not in before]
    founders = [leaf for rule in before for leaf in conditions(rule) if isinstance(leaf, Has)]
    either = any_of([*founders, all_of(ages)])
    return [*others, *([either] if either else [])]
