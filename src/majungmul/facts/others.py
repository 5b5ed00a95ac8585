"""Figures of an article that are no claims of its own matter: other people's, thresholds, means."""

from __future__ import annotations

import re
from functools import cache

from majungmul.terms import Quantity

from .tables import load

_OFFICIAL = re.compile(
    r"관계자|담당자|[장차]관|원장|단장|센터장|[시군]장|군수|구청장|지사|본부장|과장|국장|실장|이사장|위원장|청장|처장|총장|회장|사장"
)
_ELIGIBLE = re.compile(
    r"(?:신청|지원|모집|참여|참가|융자|보증)\ ?(?:대상|자격|요건|조건)(?:은|는|이)\ "
)
_MEAN = re.compile(r"평균\ [가-힣]{2,6}(?:은|는)\ (?:약\ )?$|[사체업인점소]당[^,.0-9%]{0,12}$")
_MUST = re.compile(r"[^,.]{0,24}(?:해야|돼야|되어야|어야|여야)\ ")
_APPLIED = re.compile(r"(?:이|가)\ (?:지원|신청|응모|접수)(?:해|했|하)")
_LONE = re.compile(
    r"(?:^|\ )(?:어느|어떤|한)\ [^,.]{0,16}?(?:가게|점포|식당|농가|상인|주민|점주)"
    r"(?:은|는|의|이|가)\ "
)
_OWN_TRADE = frozenset(
    ["revenue", "new_hires", "jobs_maintained", "export_value", "revenue_growth"]
)
_BACK = 40


@cache
def _strangers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("cues")["others"]["strangers"])))


def is_other(
    sentence: str, start: int, end: int, quantity: Quantity, measure: str, head: bool = False
) -> bool:
    """Whether the figure at `[start, end)` of `sentence` is no claim of the article's own.

    In a headline (`head`) those who are quoted are those whom the article is about.
    """
    before = sentence[max(0, start - _BACK) : start]
    return (
        (not head and _quoted(sentence, start))
        or _strangers().search(sentence, 0, start) is not None
        or (quantity.bound != "exact" and _ELIGIBLE.search(sentence) is not None)
        or (quantity.kind in ("money", "count") and _is_mean(before, measure))
        or _MUST.match(sentence, end) is not None
        or (quantity.unit in ("person", "project") and _APPLIED.match(sentence, end) is not None)
        or sentence.startswith((" 만점", "만점"), end)
        or (measure in _OWN_TRADE and _LONE.search(sentence, 0, start) is not None)
    )


def _quoted(sentence: str, at: int) -> bool:
    """Whether the figure is in the mouth of someone who does not speak for the matter."""
    return sentence.count('"', 0, at) % 2 == 1 and _OFFICIAL.search(sentence) is None


def _is_mean(before: str, measure: str) -> bool:
    return measure != "award_max" and _MEAN.search(before) is not None
