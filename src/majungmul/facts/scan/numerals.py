"""Korean numerals as numbers: `8182억 2천만`, `1,500만`, `3.75억`, `삼억 오천만`, `열두`."""

from __future__ import annotations

import re
from decimal import Decimal

SMALL = {"십": 10, "백": 100, "천": 1000}
LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}
DIGITS = {digit: value for value, digit in enumerate("영일이삼사오육칠팔구")} | {
    "공": 0,
    "육": 6,
    "륙": 6,
}
NATIVE = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50,
}  # fmt: skip

_PART = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|[조억만천백십]|[영공일이삼사오육륙칠팔구]")
_ZERO, _ONE = Decimal(0), Decimal(1)


def number(written: str) -> Decimal:
    """The value of a Korean numeral in digits, Hangul, or both.

    >>> number("8182억 2천만"), number("2천1백만"), number("1.5억"), number("삼억오천만")
    (Decimal('818220000000'), Decimal('21000000'), Decimal('150000000'), Decimal('350000000'))
    """
    total, section, digit = _ZERO, _ZERO, None
    bare = True  # 만 alone is ten thousand, 0만 is nothing
    for part in _PART.findall(written):
        bare = bare and part in LARGE
        if part in LARGE:
            section += digit if digit is not None else _ZERO
            total += (_ONE if bare and not section else section) * LARGE[part]
            bare = True
            section, digit = _ZERO, None
        elif part in SMALL:
            # "300백만" multiplies what stands before it, "2천1백" adds
            section += (_ONE if digit is None else digit) * SMALL[part]
            digit = None
        elif part in DIGITS:
            digit = (digit or _ZERO) * 10 + DIGITS[part]
        else:
            digit = Decimal(part.replace(",", ""))
    value = total + section + (digit or _ZERO)
    return Decimal(int(value)) if value == int(value) else value.normalize()


def native(written: str) -> Decimal:
    """The value of a native Korean numeral: `열두` → 12. Unknown words count nothing.

    >>> native("스물세"), native("열")
    (Decimal('23'), Decimal('10'))
    """
    total, rest = 0, written
    while rest:
        for size in (2, 1):
            if rest[:size] in NATIVE:
                total += NATIVE[rest[:size]]
                break
        rest = rest[size:]
    return Decimal(total)
