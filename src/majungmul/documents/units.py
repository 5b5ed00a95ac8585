"""The unit that a caption gives to the figures of a table: `(단위: 백만원)`."""

from __future__ import annotations

import re

_UNIT = re.compile(
    r"단\s*위\s*[:：]?\s*((?:천|백|십|만|억|조|백만|천만|십억)*\s*(?:원|불|달러|USD|US\$|\$)"
    r"|억|조|[가-힣A-Za-z%$㎡℃/]{1,8})"
)


def money_unit(caption: str) -> str:
    """`백만원` from `(단위 : 백만 원, 개사)`: the first unit named, blanks taken out; else empty.

    Counts (`명`, `개`) come back as well; the caller knows what its figures are.
    """
    match = _UNIT.search(caption)
    return "".join(match[1].split()) if match else ""
