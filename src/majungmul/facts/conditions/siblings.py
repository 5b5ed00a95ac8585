"""Whether the lines of a list add up or are alternatives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from majungmul.terms import Has, InSet, Rule, Unread, conditions

from . import heads
from .asides import loosened, loosens, moves, widened
from .exempt import exempts, other_way
from .heads import is_person, kind_of
from .hits import Clause
from .trees import (
    MODIFIERS,
    all_of,
    any_of,
    contradictory,
    factored,
    meaning,
    positive_fields,
    wanted,
)

_ANY = re.compile(
    r"(?:어느\s?)?하나(?:에|라도|의|\s?이상)|가지\s?중\s(?:\d\s?)?가지|중\s?(?:1|한|하나)\s?(?:개|가지)?\s?(?:이상|에)?"
    r"|중\s?택\s?1|[1１]개\s?이상|하나\s?이상|(?:적어도|최소(?:한)?|가운데)\s?(?:한\s?가지|하나)|or\b"
    r"|(?<![가-힣])가[‘’'\"”]?\s?(?:또는|혹은)\s?[‘“'\"]?나(?![가-힣]{2})"
)
# 1)~3) 중 2개 이상 충족: some of those above, nobody knows which
_SOME_OF = re.compile(r"[~∼～\-][^.\n]{0,8}(?:중|가운데)\s?(?:\d|두|세|네)\s?(?:가지|개)\s?이상")
_ALL = re.compile(r"모두|모든\s?(?:요건|조건|자격|항목)|동시에|각각\s?충족|\d가지\s?조건|및\s?충족")
_GOES_ON = re.compile(r"(?:또는|혹은|이거나|거나)\s?,?\s?$")
_FOUNDING = ("pre_founder", "business_age_years")
_NEVER_BOTH = (_FOUNDING, _FOUNDING[::-1])
# 유형별 자격: what stands below is of several
_EACH = re.compile(
    r"(?:유형|트랙|부문|단계|리그|과정|세부\s?사업|내역\s?사업|프로그램|신청\s?분야)\s?별"
)
# … 도 신청할 수 있음, 연령 무관: lets in whom the others may leave out
_WIDENS = re.compile(
    r"(?:도|까지)\s?(?:신청|지원|참여|참가|입주)?\s?(?:이\s?)?(?:가능|[할낼]\s?수\s?있|하실\s?수\s?있)"
    r"|(?:연령|나이|업력|지역|업종)\s?(?:제한\s?없|무관)|[호목]에도\s?불구하고|까지\s?(?:는\s)?인정|예외(?:적)?(?:으로)?"
    # 지식서비스업 등 1인 이상 5인 미만 가능: fewer do for some
    r"|등(?:은|의\s?경우)?\s?\d{1,3}\s?[인명][^.\n]{0,16}(?:미만|이하)\s?(?:신청|지원|참여)?\s?가능"
)
_TRADE = re.compile(r"[가-힣](?:업|업종|업체)\s?(?:\([^()]*\))?\s*$")
_MANY_TRADES = 4
# 기업당 최대 10명까지 신청 가능: how many, not who
_COUNTED = re.compile(r"(?:당|최대)\s?(?:최대\s?)?\d+\s?(?:명|인|개|건|회|과제|종)[^,.]*")
_ASIDE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Sibling:
    """A line of a list, `[start, end)` in the text, with the rule of it and what is below it.

    `row` says that it is a table row under a name, `parent` that it has lines of its own, `kind`
    that the name is that of one of several kinds.
    """

    start: int
    end: int
    quote: str
    rule: Rule
    row: bool = False
    parent: bool = False
    kind: bool = False

    @property
    def track(self) -> bool:
        named = self.row or (self.parent and heads.names_part(self.quote))
        return heads.is_track(self.quote) or (named and not heads.is_dimension(self.quote))


def joined(context: Clause, siblings: list[Sibling], heading: str) -> Rule | None:
    """The rule of a list under a heading or a parent line that reads `heading`."""
    rules = [sibling.rule for sibling in siblings]
    if len(rules) < 2:
        return all_of(rules)
    common = [sibling for sibling in siblings if heads.is_common(sibling.quote)]
    if common and len(common) < len(siblings):
        rest = [sibling for sibling in siblings if sibling not in common]
        shared = [sibling.rule for sibling in common]
        return _sure(context, siblings, [r for r in (*shared, joined(context, rest, heading)) if r])
    counted = [sibling for sibling in siblings if _SOME_OF.search(sibling.quote)]
    if counted and len(siblings) - len(counted) > 1:
        either = any_of(sibling.rule for sibling in siblings if sibling not in counted)
        return all_of([either, *(sibling.rule for sibling in counted)])
    choices = [sibling for sibling in siblings if heads.is_choice(sibling.quote)]
    if len(choices) > 1:
        either = any_of(sibling.rule for sibling in choices)
        rest = [sibling for sibling in siblings if sibling not in choices]
        return all_of([joined(context, rest, "") if rest else None, either])
    if _ANY.search(heading):
        return any_of(rules)
    if _ALL.search(heading):
        return all_of(rules)
    if _EACH.search(heading) or any(_GOES_ON.search(sibling.quote) for sibling in siblings[:-1]):
        return any_of(rules)
    wider = [sibling for sibling in siblings if _opens(context, sibling)]
    rest = [sibling for sibling in siblings if sibling not in wider]
    if wider and rest:
        rule = _guess(context, rest)
        for sibling in wider:
            rule = freed(context, rule, sibling)
        return rule
    return _guess(context, siblings)


def freed(context: Clause, rule: Rule | None, sibling: Sibling) -> Rule | None:
    """`rule` with what a line lets in beside it, or frees of some of what it asks."""
    words = context.span(sibling.start, sibling.end)
    way = other_way(rule, context.part(sibling.start, sibling.end))
    typed = sibling.rule if any(positive_fields(sibling.rule)) else None
    if loosens(rule, sibling.quote) and (way or typed):
        return loosened(rule, sibling.quote, way or typed or sibling.rule)
    doubt = Unread(words.quote, words)
    if sibling.parent:
        return any_of((rule, all_of((doubt, sibling.rule))))
    rule = widened(rule, sibling.rule, doubt, way or doubt)
    more = [leaf for leaf in conditions(sibling.rule) if isinstance(leaf, Unread)]
    if any(leaf.text not in doubt.text for leaf in more):
        rule = any_of((rule, all_of((doubt, *more))))
    return rule


def says_any(words: str) -> bool:
    """다음 중 하나에 해당: one of those that follow is enough."""
    return _ANY.search(words) is not None


def _opens(context: Clause, sibling: Sibling) -> bool:
    return widens(sibling.quote) or exempts(context.part(sibling.start, sibling.end))


def widens(quote: str) -> bool:
    return _WIDENS.search(_COUNTED.sub("", _ASIDE.sub("", quote))) is not None


def _guess(context: Clause, siblings: list[Sibling]) -> Rule | None:
    """How siblings belong together where nothing says so."""
    rules = [sibling.rule for sibling in siblings]
    tracks = [sibling for sibling in siblings if sibling.track]
    if len(tracks) > 1:
        rest = [sibling.rule for sibling in siblings if not sibling.track]
        return _sure(context, siblings, [*rest, *_several(context, tracks)])
    if any(heads.is_dimension(sibling.quote) for sibling in siblings):
        return _sure(context, siblings, rules)
    trades = [sibling for sibling in siblings if _TRADE.search(sibling.quote)]
    if len(trades) >= _MANY_TRADES and any("industry" in positive_fields(s.rule) for s in trades):
        # ② 건설업 … ⑫ 소프트웨어업: one of the trades that are listed
        rest = [sibling.rule for sibling in siblings if sibling not in trades]
        return all_of([*rest, any_of([sibling.rule for sibling in trades])])
    rules = _movers(siblings)
    if _repeated(rules):
        return any_of(rules)
    if any(map(_only_held, siblings)) and any(_names_size(s) for s in siblings):
        return _doubtful(context, siblings, rules)
    kinds = {kind_of(s.quote) for s in siblings} - {""}
    typed = {kind_of(s.quote) for s in siblings if any(positive_fields(s.rule))}
    if len(kinds) > 1 or (typed and any(map(is_person, kinds - typed))):
        return _doubtful(context, siblings, rules)
    return _sure(context, siblings, rules)


def _only_held(sibling: Sibling) -> bool:
    """사회적기업, and nothing more: a kind by its bare name, which may be one of several."""
    rule, quote = sibling.rule, sibling.quote.strip()
    if not isinstance(rule, Has) or rule.field != "certificate" or rule.span is None:
        return False
    return rule.span.quote.strip() == quote and _HELD.search(quote) is None


_HELD = re.compile(r"확인|인증|보유|등록|지정|소지|취득|연구소|전담부서")


def _names_size(sibling: Sibling) -> bool:
    """소상공인 at the end of a line: a kind too."""
    return not _only_held(sibling) and "size_class" in positive_fields(sibling.rule)


def _several(context: Clause, tracks: list[Sibling]) -> list[Rule]:
    """Labelled lines: alternatives, if the labels or what is asked say that they are of several."""
    rules = [track.rule for track in tracks]
    named = all(track.kind or heads.names_one_of_several(track.quote) for track in tracks)
    if not named and not _repeated(rules):
        either = _doubtful(context, tracks, rules)
        return [either] if either else []
    shared, rest = factored(rules)
    either = rest or any_of(rules)
    return [*(shared if rest else ()), *([either] if either else [])]


def _movers(siblings: list[Sibling]) -> list[Rule]:
    """Beside who stands in the region, who will move there: one alternative of two lines."""
    placed = {i for i, s in enumerate(siblings) if "region" in positive_fields(s.rule)}
    moving = {i for i, s in enumerate(siblings) if moves(s.quote)}
    if not moving or not placed - moving:
        return [sibling.rule for sibling in siblings]
    either = any_of(siblings[i].rule for i in sorted(placed | moving))
    rest = [s.rule for i, s in enumerate(siblings) if i not in placed | moving]
    return [*([either] if either else []), *rest]


def _repeated(rules: list[Rule]) -> bool:
    """Whether two lines ask for the same thing, places aside, or for what no one has both of."""
    seen: set[str] = set()
    for rule in rules:
        own = set(positive_fields(rule)) - _narrowed(rule, rules)
        if own & MODIFIERS:
            own -= {"certificate"}  # a firm may hold several, beside what else each line asks
        if seen & own - {"region"}:
            return True
        if any(seen & {one} and {other} & own for one, other in _NEVER_BOTH):
            return True
        seen |= own
    return False


def _narrowed(rule: Rule, rules: list[Rule]) -> set[str]:
    """Fields of which another line says the same, or less: both can be asked of one applicant."""
    same: set[str] = set()
    for leaf in wanted(rule):
        for other in (leaf for one in rules if one is not rule for leaf in wanted(one)):
            if other.field != leaf.field:
                continue
            if meaning(leaf) == meaning(other):
                same.add(leaf.field)
            if leaf.field == "entity_type" and isinstance(leaf, InSet) and isinstance(other, InSet):
                one, two = set(leaf.values), set(other.values)
                if one <= two or two <= one:
                    same.add(leaf.field)
    return same


def _sure(context: Clause, siblings: list[Sibling], rules: list[Rule]) -> Rule | None:
    """All of them, unless that is more than anyone could meet."""
    rule = all_of(rules)
    return _doubtful(context, siblings, rules) if contradictory(rule) else rule


def _doubtful(context: Clause, siblings: list[Sibling], rules: list[Rule]) -> Rule | None:
    """It holds where all hold; where they do not, nobody knows."""
    if contradictory(all_of(rules)):
        return any_of(rules)
    whole = context.span(siblings[0].start, siblings[-1].end)
    return any_of((all_of(rules), Unread(whole.quote, whole)))
