"""Whether the lines of a list add up or are alternatives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from majungmul.terms import InSet, Rule, Unread

from . import heads
from .asides import moves
from .hits import Clause
from .trees import (
    all_of,
    any_of,
    contradictory,
    has_unread,
    meaning,
    positive_fields,
    wanted,
)

_ANY = re.compile(
    r"(?:어느\s?)?하나(?:에|라도|의|\s?이상)|중\s?(?:1|한|하나)\s?(?:개|가지)?\s?(?:이상|에)?"
    r"|중\s?택\s?1|[1１]개\s?이상|하나\s?이상|or\b"
)
_ALL = re.compile(r"모두|모든\s?(?:요건|조건|자격|항목)|동시에|각각\s?충족|\d가지\s?조건|및\s?충족")
_GOES_ON = re.compile(r"(?:또는|혹은|이거나|거나)\s?$")
# lines that each name a kind of person: 대학생, 창업예정자, 소지자
_PERSONS = re.compile(
    r"(?:[가-힣]자|[가-힣]생|사람|[가-힣]인|팀|시민|국민|단체|기관|협회|조합|대학교?|병원)\s?(?:\([^)]{0,40}\))?\s?$"
)
_FOUNDING = ("pre_founder", "business_age_years")
_NEVER_BOTH = (_FOUNDING, _FOUNDING[::-1])


@dataclass(frozen=True, slots=True)
class Sibling:
    """A line of a list, `[start, end)` in the text, with the rule of it and what is below it.

    `row` says that it is a table row under a name, `parent` that it has lines of its own.
    """

    start: int
    end: int
    quote: str
    rule: Rule
    row: bool = False
    parent: bool = False

    @property
    def track(self) -> bool:
        named = self.row or (self.parent and heads.is_title(self.quote))
        return heads.is_track(self.quote) or (named and not heads.is_dimension(self.quote))


def joined(context: Clause, siblings: list[Sibling], heading: str) -> Rule | None:
    """The rule of a list under a heading or a parent line that reads `heading`."""
    rules = [sibling.rule for sibling in siblings]
    if len(rules) < 2:
        return all_of(rules)
    if _ANY.search(heading):
        return any_of(rules)
    if _ALL.search(heading):
        return all_of(rules)
    if any(_GOES_ON.search(sibling.quote) for sibling in siblings[:-1]):
        return any_of(rules)
    return _guess(context, siblings)


def _guess(context: Clause, siblings: list[Sibling]) -> Rule | None:
    """How siblings belong together where nothing says so."""
    rules = [sibling.rule for sibling in siblings]
    tracks = [sibling.rule for sibling in siblings if sibling.track]
    if len(tracks) > 1:
        either = any_of(tracks)
        rest = [sibling.rule for sibling in siblings if not sibling.track]
        return _sure(context, siblings, [*rest, either] if either else rest)
    if any(heads.is_dimension(sibling.quote) for sibling in siblings):
        return _sure(context, siblings, rules)
    rules = _movers(siblings)
    fields = [set(positive_fields(rule)) - _narrowed(rule, rules) for rule in rules]
    if _repeated(fields):
        return any_of(rules)
    if not any(has_unread(rule) for rule in rules):
        return _sure(context, siblings, rules)
    others = [s for s in siblings if not any(positive_fields(s.rule))]
    if any(_PERSONS.search(sibling.quote) for sibling in others):
        return _doubtful(context, siblings, rules)
    return _sure(context, siblings, rules)


def _movers(siblings: list[Sibling]) -> list[Rule]:
    """Beside who stands in the region, who will move there: one alternative of two lines."""
    placed = {i for i, s in enumerate(siblings) if "region" in positive_fields(s.rule)}
    moving = {i for i, s in enumerate(siblings) if moves(s.quote)}
    if not moving or not placed - moving:
        return [sibling.rule for sibling in siblings]
    either = any_of(siblings[i].rule for i in sorted(placed | moving))
    rest = [s.rule for i, s in enumerate(siblings) if i not in placed | moving]
    return [*([either] if either else []), *rest]


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


def _repeated(fields: list[set[str]]) -> bool:
    """Whether two lines ask for the same thing, places aside, or for what no one has both of."""
    seen: set[str] = set()
    for own in fields:
        if seen & own - {"region"}:
            return True
        if any(seen & {one} and {other} & own for one, other in _NEVER_BOTH):
            return True
        seen |= own
    return False


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
