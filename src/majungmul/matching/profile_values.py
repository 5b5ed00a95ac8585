"""A company's facts as people write them: `2021.04.29.`, `23억 원`, `부산 해운대구`, `제조업`.

Every reader takes the value of a TOML, JSON or table cell and returns the fact. It raises
`BadValueError` with what it expected, in Korean, when it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, DecimalException

from majungmul.reference import industries, regions, vocabulary


class BadValueError(ValueError):
    """What was expected instead, as a Korean clause ending in -요."""


MOST = Decimal(10**18)  # a hundred times all the won there are
_BLANK = frozenset(
    ("", "-", "–", "—", "n/a", "na", "none", "null", "미상", "모름", "알 수 없음", "?")
)
_YES = frozenset(("yes", "y", "true", "1", "o", "예", "네", "있음", "있다", "해당", "유", "보유"))
_NO = frozenset(
    (
        "no",
        "n",
        "false",
        "0",
        "x",
        "아니오",
        "아니요",
        "없음",
        "없다",
        "해당없음",
        "해당 없음",
        "무",
        "미보유",
    )
)
_SCALES = (
    ("조", 10**12),
    ("억", 10**8),
    ("천만", 10**7),
    ("백만", 10**6),
    ("만", 10**4),
    ("천", 10**3),
)
_SIZES = {
    "micro": "micro", "소상공인": "micro", "small": "small", "소기업": "small",
    "medium": "medium", "중기업": "medium", "mid": "mid", "중견기업": "mid", "중견": "mid",
    "large": "large", "대기업": "large",
}  # fmt: skip


def is_blank(value: object) -> bool:
    """Whether the cell says nothing: None, empty, or one of the signs people put for unknown."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _BLANK)


def text(value: object) -> str:
    return " ".join(str(value).split())


def brn(value: object) -> str:
    """Ten digits of a business registration number, signs removed."""
    digits = re.sub(r"\D", "", str(value))
    if len(digits) != 10:
        raise BadValueError("숫자 10자리여야 해요")
    return digits


def day(value: object) -> date:
    """A date in ISO form, `2021.04.29.`, `20210429` or `2021년 4월 29일`."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = str(value).strip()
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", written) or re.fullmatch(
        r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?:[ T]00:00:00)?", written
    )
    try:
        return date(*map(int, found.groups()))  # type: ignore[union-attr]
    except (AttributeError, ValueError, TypeError):
        raise BadValueError("2021-04-29처럼 연-월-일로 적어 주세요") from None


def yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise BadValueError("예 또는 아니오로 적어 주세요")


def number(value: object, units: tuple[str, ...]) -> Decimal:
    """`23억 원`, `8.3억원`, `1억 2,000만`, `9명`, `3000`: a number that is not negative."""
    if isinstance(value, bool):
        raise BadValueError("숫자로 적어 주세요")
    written = re.sub(r"[\s,]|^약", "", str(value))
    for unit in units:
        written = written.removesuffix(unit)
    try:
        total = _scaled(written)
    except DecimalException:
        raise BadValueError(f"숫자로 적어 주세요({'·'.join(units)} 단위)") from None
    if not total.is_finite() or total < 0:
        raise BadValueError("0 이상의 숫자여야 해요")
    if total >= MOST:
        raise BadValueError("너무 큰 숫자예요. 단위를 확인해 주세요")
    return total


def won(value: object) -> Decimal:
    """Whole won."""
    return _whole(number(value, ("원", "KRW")))


def dollars(value: object) -> Decimal:
    """Whole dollars."""
    return _whole(number(str(value).strip().lstrip("$"), ("달러", "USD", "불")))


def persons(value: object) -> int:
    return int(_whole(number(value, ("명", "인", "사람"))))


def region(value: object) -> str:
    """A region code from a code, a name or an address."""
    written = text(value)
    code = regions.canonical(written) or regions.region_of_address(written)
    if code is None:
        raise BadValueError("‘부산 해운대구’처럼 시·도와 시·군·구를 적어 주세요")
    return code


def size(value: object) -> str:
    try:
        return _SIZES[text(value).lower()]
    except KeyError:
        raise BadValueError(
            "소상공인·소기업·중기업·중견기업·대기업 가운데 하나로 적어 주세요"
        ) from None


def entity(value: object) -> str:
    """A code of the entity types, from the code or any of its words."""
    found = vocabulary.entity_types().find(text(value))
    if found is None:
        raise BadValueError("‘법인’이나 ‘개인사업자’처럼 적어 주세요")
    return found.code


def industry(value: object) -> str:
    """A KSIC code (two to five digits, section letter or not), or the name of a class.

    A name that covers several divisions of one section (제조업) gives the section's letter: all
    that is then known.
    """
    written = text(value)
    code = industries.normalise(written)
    if code is not None:
        return code
    meant = industries.from_word(written) or industries.from_word(f"{written}업") or ()
    sections = {industries.section_of(prefix) for prefix in meant}
    if len(meant) == 1:
        return meant[0]
    if len(sections) == 1:
        return sections.pop() or meant[0]
    raise BadValueError("표준산업분류 코드(예: 62)나 그 업종 이름으로 적어 주세요")


def several(value: object, read: Callable[[object], str]) -> tuple[str, ...]:
    """Each part of a list, or of a text with commas or slashes, without repeats."""
    parts: Iterable[object]
    if isinstance(value, str):
        parts = re.split(r"[,;/\n]", value)
    else:
        parts = value if isinstance(value, Iterable) else (value,)
    return tuple(dict.fromkeys(read(part) for part in parts if not is_blank(part)))


def trades(value: object) -> tuple[str, ...]:
    """Industries: one name, commas and all, or several codes and names."""
    try:
        return (industry(value),) if isinstance(value, str) else several(value, industry)
    except BadValueError:
        return several(value, industry)


def flags(value: object, names: vocabulary.Vocabulary) -> dict[str, bool]:
    """Codes a company has or has not: a table `{venture = true}`, or a list of those it has."""
    if isinstance(value, Mapping):
        return {
            _code(key, names): yes_no(held) for key, held in value.items() if not is_blank(held)
        }
    return dict.fromkeys(several(value, lambda part: _code(part, names)), True)


def _code(word: object, names: vocabulary.Vocabulary) -> str:
    found = names.find(text(word))
    if found is None:
        raise BadValueError(f"‘{text(word)}’은(는) 목록에 없어요")
    return found.code


def _whole(amount: Decimal) -> Decimal:
    if amount != amount.to_integral_value():
        raise BadValueError("소수점 없이 적어 주세요")
    return amount.to_integral_value()


def _scaled(written: str) -> Decimal:
    """`1억2000만` → 120000000; raises DecimalException when a part is no number."""
    total = Decimal(0)
    for word, scale in _SCALES:
        head, mark, rest = written.partition(word)
        if mark:
            total += Decimal(head or "1") * scale
            written = rest
            if not written:
                return total
    return total + Decimal(written)
