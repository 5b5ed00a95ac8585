"""Asides that open what a sentence closes: a wider bound for some, a promise to move."""

from __future__ import annotations

import re

from majungmul.terms import Rule

from .trees import positive_fields

# who stands elsewhere but will come: 관외 기업은 3개월 내 이전
_MOVES = re.compile(
    r"(?:관외|역외|(?:타|다른)\s?(?:지역|시[·ㆍ]?도|시군)|옮기|옮길|이전|전입|이주|설립|설치|신설|입주)[^\n]{0,40}?"
    r"(?:예정|가능|계획|조건|필수|하여야|해야|확약|할\s?경우|할\s?수|완료|희망|약속"
    r"|(?:할|하려는|하고자\s?하는|[길려]는?)\s?(?:중소)?(?:기업|업체|사람|자))|옮길\s|옮기려"
)
_YEARS = re.compile(r"\d\s?년\s?(?:이내|까지|이하|미만)")
_AGES = re.compile(r"\d\s?세")


def moves(quote: str) -> bool:
    """Whether the words let in who stands elsewhere and will come."""
    return _MOVES.search(quote) is not None


def loosens(rule: Rule | None, quote: str) -> bool:
    """Whether an aside names another bound, or another way in, for what `rule` asks."""
    fields = set(positive_fields(rule))
    return (
        ("region" in fields and moves(quote))
        or ("business_age_years" in fields and _YEARS.search(quote) is not None)
        or ("ceo_age" in fields and _AGES.search(quote) is not None)
    )
