"""Whose verdict the newest change of a call turned: the visitor's, and how many others'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from majungmul.ledger import history, standing
from majungmul.ledger.models import Opportunity
from majungmul.ledger.verdicts import call_of
from majungmul.matching import verdict_for
from majungmul.terms import Company

from .access import may_operate


@dataclass(frozen=True, slots=True)
class Turned:
    """`mine`: the visitor's verdict before and after. `others`: (before, after, companies)."""

    mine: tuple[str, str] | None
    others: tuple[tuple[str, str, int], ...]


def turned(request: HttpRequest, call: Opportunity, company: Company | None) -> Turned | None:
    """None for a call that never changed, and for a visitor who told of no company.

    Others are counted for operators alone.
    """
    operates = may_operate(request)
    before = history.call_before(call) if company or operates else None
    if before is None:
        return None
    mine = None
    if company:
        today = timezone.localdate()
        old, new = (verdict_for(asked, company, today)[0] for asked in (before, call_of(call)))
        mine = (old.name, new.name)
    stored = standing.flips(call) if operates else ()
    pairs = Counter((flip.before, flip.after) for flip in stored)
    return Turned(mine, tuple((*pair, number) for pair, number in pairs.most_common()))
