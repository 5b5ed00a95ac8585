"""Numbers and days as a reader of Korean, or of English, writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from majungmul.ledger.forecast import Opening

from . import labels

STEPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))


def money(amount: Decimal | int | str | None, currency: str = "KRW") -> str:
    """`1억 2,000만 원` in Korean, `₩120,000,000` in English; other currencies by their code."""
    if amount is None:
        return ""
    number = Decimal(amount)
    if currency != "KRW" or number != number.to_integral_value():
        return f"{currency} {plain(number)}"
    if labels.language() == "en":
        return f"₩{int(number):,}"
    return f"{korean_number(int(number))} 원"


def korean_number(number: int) -> str:
    """Grouped by 만, 억 and 조: `1억 2,000만`; below 만 with commas alone."""
    if number < 0:
        return "-" + korean_number(-number)
    parts = []
    for step, word in STEPS:
        whole, number = divmod(number, step)
        if whole:
            parts.append(f"{whole:,}{word}")
    if number or not parts:
        parts.append(f"{number:,}")
    return " ".join(parts)


def plain(number: Decimal | int | str) -> str:
    """With commas, without an exponent or trailing zeros: `1,234.5`."""
    text = f"{Decimal(number):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity(
    value: Decimal | str,
    unit: str,
    bound: str = "exact",
    upper: Decimal | str | None = None,
) -> str:
    """A quantity with its unit and bound: `약 20억 원`, `10~15 %`, `30개사 이상`."""
    text = _with_unit(value, unit)
    if upper is not None:
        return f"{_number(value, unit)}~{_with_unit(upper, unit)}"
    word = labels.bound(bound)
    if not word:
        return text
    return f"{word} {text}" if bound == "about" or labels.language() == "en" else f"{text} {word}"


def _number(value: Decimal | str, unit: str) -> str:
    number = Decimal(value)
    if unit == "KRW" and labels.language() == "ko" and number == number.to_integral_value():
        return korean_number(int(number))
    return plain(number)


def _with_unit(value: Decimal | str, unit: str) -> str:
    if unit.isupper() and len(unit) == 3:
        return money(Decimal(value), unit)
    number = plain(value)
    if unit == "percent":
        return f"{number}%"
    word = labels.vocabulary_label("units", unit)
    return f"{number} {word}".strip() if labels.language() == "en" else f"{number}{word}"


def day(value: date | datetime | None) -> str:
    """`2026. 5. 1.(금)` in Korean, `1 May 2026 (Fri)` in English."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if labels.language() == "en":
        return f"{value.day} {value:%b %Y} ({value:%a})"
    return f"{value.year}. {value.month}. {value.day}.({'월화수목금토일'[value.weekday()]})"


def months(value: Opening) -> str:
    """`2026. 5.` or `2026. 5.~2026. 6.` in Korean, `May 2026` in English."""
    english = labels.language() == "en"
    ends = (f"{d:%b %Y}" if english else f"{d.year}. {d.month}." for d in (value.first, value.last))
    return "~".join(dict.fromkeys(ends))


def moment(value: datetime | None) -> str:
    """Day and minute in Seoul."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local)} {local:%H:%M}"


def ago(value: datetime | None) -> str:
    """How long ago, in the coarsest unit that says something."""
    if value is None:
        return ""
    seconds = int((timezone.now() - value).total_seconds())
    if seconds < 3600:
        return _("%(n)s분 전") % {"n": max(seconds // 60, 0)}
    if seconds < 48 * 3600:
        return _("%(n)s시간 전") % {"n": seconds // 3600}
    return _("%(n)s일 전") % {"n": seconds // 86400}


def count(number: int) -> str:
    return formats.number_format(number, force_grouping=True)
