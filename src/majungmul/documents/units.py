"""The unit that a caption gives to the figures of a table: `(단위: 백만원)`."""

from __future__ import annotations

import re

_UNITS = re.compile(r"단\s*위\s*[:：]\s*([^)\]>\n]{1,40})")
_MONEY = re.compile(
    r"(?:(?:십|백|천)?(?:만|억|조)|백|천)?\s*(?:원|불|달러|USD|US\$|\$)|(?:백|천)?\s*억|조"
)
_COUNT = re.compile(r"[가-힣A-Za-z%㎡℃]{1,8}")


def money_unit(caption: str) -> str:
    """`백만원` from `(단위 : 개사, 백만 원)`: the sum of money among the units, blanks taken out.

    Where none is money, the first unit (`명`, `개`); empty without any.
    """
    match = _UNITS.search(caption)
    if match is None:
        return ""
    found = _MONEY.search(match[1]) or _COUNT.match(match[1])
    return "".join(found[0].split()) if found else ""
