"""Numbers written in Hangul: `삼억 원`, `이천오백만원`, `열두 곳`."""

from __future__ import annotations

import re

from majungmul.facts.tables import firmer
from majungmul.terms import Quantity, Span

from . import numerals
from .binding import read_after, read_before
from .nouns import counted_thing

_WON = re.compile(r"[일이삼사오육륙칠팔구][십백천만억조일이삼사오육륙칠팔구\ ]{1,14}원정?")
_BARE_WON = re.compile(r"(?:최대|최고|당|각|약)\ ((?:십|백|천|오십|오백)만\ ?원정?)(?!\ ?[0-9])")
_NATIVE = re.compile(
    r"(?:열\ ?(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)|다섯|여섯|일곱|여덟|아홉|열|스무|스물두"
    r"|두|세|네)"
    r"\ ?(개\ ?사|곳|팀|명)(?![가-힣]{0,1}[하되]|[사칭목인])"
)
_HANGUL = re.compile(r"[가-힣]")
_LARGE = re.compile(r"[십백천만억조]")
_UNITS = {"팀": "team", "명": "person", "곳": ""}


def spelled_out(text: str, folded: str) -> list[Quantity]:
    """Amounts without a digit. A repetition of a sum in brackets (`금삼억원`) is left out."""
    found = [
        _won(text, folded, *match.span())
        for match in _WON.finditer(folded)
        if _alone(folded, match.start()) and _LARGE.search(match[0])
    ]
    found += [_won(text, folded, *match.span(1)) for match in _BARE_WON.finditer(folded)]
    for match in _NATIVE.finditer(folded):
        if _alone(folded, match.start()):
            written = match[0][: -len(match[1])].replace(" ", "")
            unit = _UNITS.get(match[1], "company")
            value = numerals.native(written)
            span = Span(match.start(), match.end(), text[match.start() : match.end()])
            thing = unit or counted_thing(folded, *match.span(), value)
            found.append(Quantity(span, "count", value, thing))
    return found


def _won(text: str, folded: str, start: int, end: int) -> Quantity:
    value = numerals.number(folded[start:end])
    start, before = read_before(folded, start)
    end, after = read_after(folded, end)
    span = Span(start, end, text[start:end])
    return Quantity(span, "money", value, "KRW", firmer(before, after))


def _alone(folded: str, start: int) -> bool:
    before = folded[max(0, start - 1) : start]
    return not before or not (_HANGUL.match(before) or before.isalnum())
