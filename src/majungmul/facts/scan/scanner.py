"""One pass over a text: every run of digits is a date, an amount, or nothing of interest."""

from __future__ import annotations

import re
from typing import NamedTuple

from majungmul.terms import Quantity

from .amounts import amount_at
from .dates import Moment, moment_at
from .folding import fold
from .rounding import rounded, same_places
from .words import spelled_out

_RUN = re.compile(r"[0-9]+")
_CODE = re.compile(
    r"[0-9]{2,4}\)?[-.\ ]\ ?[0-9]{3,4}-[0-9]{4}(?![0-9])"  # telephone
    r"|1[568][0-9]{2}-[0-9]{4}"  # nationwide telephone
    r"|[0-9]{3}-[0-9]{2}-[0-9]{5}"  # business registration
    r"|[0-9]{4}-[0-9]{1,5}(?=호|\ 호)"  # notice number
)
_DATE_SIGNS = frozenset("년월.-/일")
_TORN = re.compile(r"(?:^|[^0-9조억만천백십])\ ?(?:백만|천만|천)원$")
_SUM = re.compile(r"[0-9,.]+[조억만천백]")
_LETTERS = re.compile(r"[A-Za-z_#]")
_CURRENCY = re.compile(r"(?:USD|US\$|EUR|GBP|JPY|KRW)$")


class Scan(NamedTuple):
    """What one pass found, in order of appearance; no two amounts overlap."""

    text: str
    folded: str
    quantities: tuple[Quantity, ...]
    moments: tuple[Moment, ...]
    torn: tuple[int, ...] = ()  # digits printed behind their unit: a text layer out of order


def scan(text: str) -> Scan:
    """Read the digits of `text` once. Time and memory grow in proportion to its length."""
    folded = fold(text)
    quantities: list[Quantity] = []
    moments: list[Moment] = []
    torn: list[int] = []
    reach, year_end = 0, -1
    for run in _RUN.finditer(folded):
        start = run.start()
        if start < reach:
            continue
        reach = run.end()
        following = folded[reach : reach + 2]
        code = _CODE.match(folded, start) if following[:1] in ("-", ")", ".", " ") else None
        if code:
            reach = code.end()
        else:
            moment = moment_at(folded, start) if _may_date(folded, start, reach) else None
            quantity, amount_end = None, reach
            if folded.startswith("원", start - 1) and _TORN.search(
                folded, max(0, start - 6), start
            ):
                torn.append(start)
            elif (moment is None or moment.weak) and (
                start == year_end or _may_count(folded, start)
            ):
                quantity, amount_end = amount_at(text, folded, start)
            if quantity:
                quantities.append(quantity)
                reach = amount_end
            elif moment:
                moments.append(moment)
                reach = moment.end
            elif folded.startswith("'", start - 1):  # "'26.560명": a year, then what it counts
                reach = year_end = reach + (following[:1] == ".")
            else:
                reach = max(reach, amount_end)
    if spelled := spelled_out(text, folded):
        taken = {place for found in quantities for place in (found.span.start, found.span.end)}
        quantities += [found for found in spelled if found.span.start not in taken]
        quantities.sort(key=lambda found: found.span.start)
    return Scan(
        text, folded, tuple(same_places(rounded(folded, quantities))), tuple(moments), tuple(torn)
    )


def _may_date(folded: str, start: int, end: int) -> bool:
    """Whether the digits at `[start, end)` can open a date, by the sign after or before them."""
    following = folded[end : end + 2]
    return (
        end - start == 8
        or following[:1] in _DATE_SIGNS
        or following in (" 년", " 월", " .")
        or folded.startswith("'", start - 1)
        or (end - start == 4 and following[:1] == "~")
    )


def _may_count(folded: str, start: int) -> bool:
    """False where what stands before the digits makes them a name, a code or an ordinal."""
    if start == 0:
        return True
    before = folded[start - 1]
    if before == "'" and _SUM.match(folded, start):
        return True
    if before in "제'.":
        return before == "." and not folded[start - 2 : start - 1].isdigit()
    if before in "-/:" and start > 1:
        return not (folded[start - 2].isascii() and folded[start - 2].isalnum())
    if _LETTERS.match(before):
        return _CURRENCY.search(folded, max(0, start - 3), start) is not None
    return True
