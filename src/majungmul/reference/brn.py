"""Business registration numbers (사업자등록번호): ten digits, the last a check digit."""

from __future__ import annotations

import re

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def normalise(number: str) -> str | None:
    """`123-45-67891` → ten digits; None when it is not ten digits (hyphens and blanks aside)."""
    digits = re.sub(r"[\s\-]", "", number)
    return digits if re.fullmatch(r"[0-9]{10}", digits) else None


def check_digit(first_nine: str) -> str:
    """The tenth digit that belongs to nine digits.

    Each digit times its weight (1 3 7 1 3 7 1 3 5), and the tens of the last product once more;
    the check digit brings the sum to a multiple of ten.
    """
    digits = [int(character) for character in first_nine]
    total = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return str(-(total + digits[8] * 5 // 10) % 10)


def is_valid(number: str) -> bool:
    """Whether the form and the check digit are right. Says nothing about who holds it."""
    digits = normalise(number)
    return digits is not None and check_digit(digits[:9]) == digits[9]


def formatted(number: str) -> str:
    """`123-45-67891`; what is no number stays as it is."""
    digits = normalise(number)
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if digits else number
