"""How the understood words of one clause belong together: what adds up, what is one of several.

Korean puts what narrows before what it narrows, so 경북 소재 중소기업 또는 예비창업자 leaves open
whether the second must be there too. What stands before the first applicant, and what is said
behind the last, is taken to hold for all of them: nobody is called eligible on half a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from majungmul.terms import Has, InSet, Range, Rule, Unread, conditions

from . import residue
from .asides import loosens, moves
from .hits import Clause, Hit
from .trades import FIELD as INDUSTRY
from .trees import all_of, any_of, positive_fields

_JOINT = r"\s?(?:[·ㆍ‧･,/]|및|또는|와|과|혹은|이나)\s?"
_MEMBER = re.compile(_JOINT)
_TIGHT = re.compile(r"\s?[·ㆍ‧･/]\s?")
_OR = re.compile(
    r"\s?(?:또는|혹은|이거나|(?<=[가-힣])거나|[,，/·ㆍ‧･]|및|(?<=[가-힣])이나\s"
    r"|(?<=[업자관인체])나\s|[와과]\s)\s?"
)
# (예비창업자 포함) is an alternative too
_ALTERNATIVE = re.compile(r"\((?=[^()]{2,40}포함)|" + _OR.pattern)
_STRONG = re.compile(r"또는|혹은|거나")
_TOGETHER = re.compile(
    r"[와과]의?\s[^,\n]{0,14}?(?:협업|협력|공동|매칭|연계|계약|거래|상생|동반|함께)"
)
# words that name an applicant, at the end of what stands before a connective
_NOUN = re.compile(
    r"(?:기업체?|업체|창업가|법인|개인|단체|기관|대학교?|팀|조합|연구소|스타트업|회사|제작사"
    r"|병원|농가|상공인"
    r"|누구나|협회|연구원|시민|국민|일반인|대학생|농업인|청년"
    r"|(?:창업|사업|예정|희망|보유|거주|종사|운영|대표|수료|소지|생산|제작|졸업|투자)자"
    r"|[한인된는]\s?자)"
    r"\s?(?:\([^)]{0,30}\))?\s?$"
)
_TOPIC = re.compile(r"(?:로서|으로서|으로|이며|이고|이면서|\s중|가운데)[\s,]")
_OPEN = re.compile(r"\s?등(?![가-힣록])")
_FIRM = re.compile(r"(기업체?|업체|회사|사업자)(?:\s?(?:중|등|으로서?|로서))?")
_WORDS = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z\s]*[가-힣A-Za-z]")
_OTHER_KIND = re.compile(r"단체|기관|팀|기업|법인|조합|협회|시민|학생|업체|개인|농가")
_NARROW = ("region", "business_age_years", "ceo_age", "")
_LIST_SIGN = re.compile(r"[,·ㆍ/]|또는|혹은")
_STAYS = re.compile(r"(?:살|거주하|있|두었|위치하|소재하|받았|되었|이었|이)$")
_CLOSING = ("size_class", "entity_type", "certificate")
# 이상인, 위치한, 보유한, 둔, 있는: what narrows the noun that follows
_ADNOMINAL = re.compile(r"(?:[인한둔된할될진긴는]|이상|이하|이내|미만|초과|소재|보유|영위)\s?$")
_SHARED_FIELDS = ("region", "ceo_age")
_ORDER = ("micro", "small", "medium", "mid", "large")


def field_of(hit: Hit) -> str:
    """The field of the first condition in the hit's rule; empty for words that ask nothing."""
    return next(positive_fields(hit.rule), "") if hit.rule is not None else ""


def combined(clause: Clause, hits: list[Hit], taken: list[tuple[int, int]]) -> Rule | None:
    """The rule of `hits`; what `taken` does not cover of the clause stays in it as Unread."""
    hits = _units(clause, hits)
    cuts = _cuts(clause, hits)
    if cuts and (topic := _topic(clause, hits, cuts[0][0])):
        # 중소기업 중, 벤처기업 또는 …: what stands before 중 holds for all that follows
        head, tail = clause.part(clause.start, topic), clause.part(topic, clause.end)
        before = [hit for hit in hits if hit.end <= topic]
        behind = [hit for hit in hits if hit.start >= topic]
        return all_of([combined(head, before, taken), combined(tail, behind, taken)])
    pieces = _pieces(clause, cuts)
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
    closed = [end for end in ends if any(0 < end - at <= 4 for at in bound)]
    return closed[-1] if closed else None


def _units(clause: Clause, hits: list[Hit]) -> list[Hit]:
    """Neighbours of one field as one hit: 중소ㆍ중견기업, 대학 또는 연구기관, 개인ㆍ법인."""
    groups: list[list[Hit]] = []
    for hit in hits:
        before = groups[-1][-1] if groups else None
        listed = clause.text.count("(", clause.start, hit.start) > clause.text.count(
            ")", clause.start, hit.start
        )
        same = before is not None and (listed or field_of(hit) == field_of(before))
        alike = same and hit.head and before is not None and before.head
        if alike and before and _MEMBER.fullmatch(clause.text, before.end, hit.start):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    units = [
        Hit(group[0].start, group[-1].end, _united(clause, group), True) if group[1:] else group[0]
        for group in groups
    ]
    return [_listed(clause, unit) if unit.head else unit for unit in units]


def _listed(clause: Clause, unit: Hit) -> Hit:
    """A kind in a bracketed list with others that nobody knows (학생, 예비창업자): or they."""
    opening = clause.text.rfind("(", clause.start, unit.start)
    closing = clause.text.find(")", unit.end, clause.end)
    if opening < 0 or closing < 0 or ")" in clause.text[opening : unit.start]:
        return unit
    inside = (opening + 1, unit.start), (unit.end, closing)
    others = [found for a, b in inside if (found := residue.content(clause.text, a, b))]
    sign = _LIST_SIGN.search(clause.text, opening, closing)
    if not others or sign is None or unit.rule is None:
        return unit
    rest = _unread(clause, opening + 1, closing)
    return replace(unit, rule=any_of((unit.rule, rest)))


def _united(clause: Clause, group: list[Hit]) -> Rule | None:
    """Neighbours as alternatives; 개인 beside 법인 is a proprietor."""
    rules = [hit.rule for hit in group]
    if any(isinstance(rule, InSet) and "company" in rule.values for rule in rules):
        rules = [
            replace(rule, values=("sole_proprietor",))
            if isinstance(rule, InSet) and rule.values == ("individual",)
            else rule
            for rule in rules
        ]
    return merged_sets(clause, rules)


def merged_sets(clause: Clause, rules: list[Rule | None]) -> Rule | None:
    """The alternatives, with those of one field's codes said as one condition."""
    groups: dict[tuple[object, str, str], list[InSet | Has]] = {}
    for rule in rules:
        if isinstance(rule, InSet | Has) and rule.span:
            basis = rule.basis if isinstance(rule, InSet) else ""
            groups.setdefault((type(rule), rule.field, basis), []).append(rule)
    joined: dict[int, Rule] = {}
    for group in groups.values():
        codes = dict.fromkeys(code for rule in group for code in rule.values)
        sized = group[0].field == "size_class"
        values = tuple(sorted(codes, key=_ORDER.index) if sized else codes)
        spans = [rule.span for rule in group if rule.span]
        span = clause.span(min(s.start for s in spans), max(s.end for s in spans))
        joined |= {id(rule): replace(group[0], values=values, span=span) for rule in group}
    return any_of(joined.get(id(rule), rule) for rule in rules)


def _pieces(clause: Clause, cuts: list[tuple[int, int]]) -> list[Clause]:
    edges = [clause.start, *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), clause.end]
    return [clause.part(a, b) for a, b in zip(edges, ends, strict=True) if a < b] or [clause]


def _cuts(clause: Clause, hits: list[Hit]) -> list[tuple[int, int]]:
    """Where one alternative ends and the next begins."""
    text = clause.text
    found: list[tuple[int, int]] = []
    depth, at = 0, clause.start
    for match in _ALTERNATIVE.finditer(text, clause.start, clause.end):
        between = text[at : match.start()]
        depth = max(0, depth + between.count("(") - between.count(")"))
        at = match.start()
        inner = match[0].startswith("(")
        if (depth and not inner) or _inside(hits, match) or _TOGETHER.match(text, match.start()):
            continue
        heads = any(hit.end == match.start() and hit.head for hit in hits)
        if inner:
            cut = any(match.end() <= hit.start for hit in hits)
        elif _TIGHT.fullmatch(match[0]):
            follows = any(hit.start == match.end() and hit.head for hit in hits)
            named = _OTHER_KIND.match(text, match.end(), clause.end) is not None
            cut = (heads and (follows or named)) or (follows and _noun(clause, match))
        elif "거나" in match[0]:
            # 하거나 joins verbs of one phrase; between two bounds it joins alternatives
            cut = any(-3 <= match.start() - hit.end <= 2 for hit in hits)
            cut = cut or _STAYS.search(text, clause.start, match.start()) is not None
        elif _STRONG.search(match[0]):
            told = any(hit.end <= match.start() or hit.start == match.end() for hit in hits)
            cut = told or _noun(clause, match)
        elif "," in match[0] or "，" in match[0]:
            # 경남 소재 기업, 인증 기업: who is both; 로봇 기업, 예비창업자: who is either
            kind = any(h.head for h in hits if h.start >= match.end())
            more = any(
                field_of(h) not in _NARROW for h in hits if h.end <= match.start() and h.rule
            )
            cut = heads or (_noun(clause, match) and (kind or more))
        else:
            follows = any(hit.start == match.end() and hit.head for hit in hits)
            cut = heads or follows or _noun(clause, match)
        if cut:
            found.append(match.span())
    return found


def _inside(hits: list[Hit], match: re.Match[str]) -> bool:
    return any(hit.start < match.end() and match.start() < hit.end for hit in hits)


def _noun(clause: Clause, match: re.Match[str]) -> bool:
    left = clause.text[max(clause.start, match.start() - 40) : match.start()]
    return _NOUN.search(left) is not None


def _closing(clause: Clause, pieces: list[Clause], hits: list[Hit]) -> list[Hit]:
    """The applicant behind the last alternative, when none stands behind the others: staff of 10
    or sales of a billion: 상시근로자 10인 이상 또는 매출액 10억원 이상인 중소기업."""
    last = pieces[-1]
    heads = [hit for hit in hits if hit.head and field_of(hit) in _CLOSING]
    behind = [hit for hit in heads if hit.start >= last.start]
    before = [hit for hit in hits if hit.rule and hit.end <= last.start]
    if len(behind) != 1 or not before or any(hit.head for hit in before):
        return []
    if any(_NOUN.search(clause.text, piece.start, piece.end) for piece in pieces[:-1]):
        return []
    left = clause.text[last.start : behind[0].start]
    return behind if _ADNOMINAL.search(left) else []


def _shared(clause: Clause, pieces: list[Clause], hits: list[Hit]) -> list[Hit]:
    """Modifiers that hold for every alternative: before the first, or after a closing 으로서."""
    if moves(clause.quote) or "거나" in clause.text[pieces[0].end : pieces[1].start]:
        return []  # 제주에 있거나 옮겨 올: the place is of one alternative
    first, last = pieces[0], pieces[-1]
    inside = [hit for hit in hits if hit.end <= first.end]
    heads = [hit.start for hit in inside if hit.head]
    limit = heads[0] if heads else first.end
    before = [h for h in inside if not h.head and h.end <= limit and _is_shared(h)]
    topic = _TOPIC.search(last.text, last.start, last.end)
    behind = [hit for hit in hits if topic and hit.start >= topic.end() and not hit.head]
    others = {field_of(hit) for hit in hits if hit not in before and hit not in behind}
    if any((field_of(hit) or "region") in others for hit in before):
        before = []  # the others have a place or an age of their own
    return [
        hit for hit in before + behind if hit.rule and (field_of(hit) or "region") not in others
    ]


def _is_shared(hit: Hit) -> bool:
    # a rule without a positive field is a region taken out (수도권 제외)
    return (field_of(hit) or "region") in _SHARED_FIELDS


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
            asides.append(_unread(piece, *found))
        else:
            (common if before or behind else rest).append(_unread(piece, *found))
    kept = all_of(_either_age(_rules(piece, own)))
    for aside in asides:
        kept = any_of((kept, aside)) if loosens(kept, aside.text) else all_of((kept, aside))
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
            return _unread(piece, found.start(), found.end())
    return None


def _noun_apart(piece: Clause, start: int, end: int) -> list[Unread]:
    """What narrows, and the noun it narrows: AI에 관심 있는 | 대학생."""
    blank = piece.text.rfind(" ", start, end)
    if blank <= start:
        return [_unread(piece, start, end)]
    return [_unread(piece, start, blank), _unread(piece, blank + 1, end)]


def _unread(clause: Clause, start: int, end: int) -> Unread:
    return Unread(clause.text[start:end], clause.span(start, end))


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
            rule = any_of((rule, _unread(piece, start, end.end())))
        if rule is not None:
            rules.append(rule)
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
