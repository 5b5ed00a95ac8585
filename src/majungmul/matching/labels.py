"""Names for readers: the facts of a company, and the codes its facts and rules hold."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from majungmul.reference import industries, regions, sizes, vocabulary

from .particles import i

Language = Literal["ko", "en"]
Writer = Callable[[Decimal | int], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a company: its key, how a value is read, its names and the question for it."""

    key: str
    type: str
    ko: str
    en: str
    ask_ko: str = ""
    ask_en: str = ""
    also: tuple[str, ...] = ()


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact of a company by its key, in the order of `data/facts.toml`."""
    text = (files(__package__) / "data" / "facts.toml").read_text("utf-8")
    rows = tomllib.loads(text).items()
    return {key: Fact(key, **{**row, "also": tuple(row.get("also", ()))}) for key, row in rows}


@cache
def _obtaining() -> Mapping[str, str]:
    text = (files(__package__) / "data" / "obtaining.toml").read_text("utf-8")
    return tomllib.loads(text)


def obtaining(certificate: str) -> str:
    """What a company would do to have it, in Korean: `벤처기업확인을 받으면`."""
    found = _obtaining().get(certificate)
    return found or f"{i(vocabulary.certificates().label(certificate))} 있으면"


def fact_name(key: str, language: Language = "ko") -> str:
    """`founded` → 창업일; `certificates.venture` → that certificate's name."""
    head, _, code = key.partition(".")
    if head == "certificates":
        return vocabulary.certificates().label(code, language)
    if head == "exclusions":
        return vocabulary.exclusions().label(code, language)
    return getattr(facts()[key], language) if key in facts() else key


def question(key: str, language: Language = "ko") -> str:
    """What to ask a company to learn the fact `key` (the `ask` of a Reason)."""
    name = fact_name(key, language)
    korean = language == "ko"
    if key.startswith("certificates."):
        return f"{name} 인증·등록이 있나요?" if korean else f"Do you hold: {name}?"
    if key.startswith("exclusions."):
        return f"{name} 사유에 해당하나요?" if korean else f"Does this apply to you: {name}?"
    found = facts().get(key)
    asked = (found.ask_ko if korean else found.ask_en) if found else ""
    return asked or (f"{name}?")


def size_names(values: Collection[str], language: Language) -> str:
    """One word for a set of size classes where there is one: 중소기업, 중소·중견기업."""
    for word in ("중소기업", "소기업·소상공인", "중소·중견기업") if language == "ko" else ():
        if set(sizes.from_word(word) or ()) == set(values):
            return word
    return listed(
        [sizes.label(code, language) for code in sizes.CLASSES if code in values], language
    )


def region_names(codes: Sequence[str], language: Language) -> str:
    """부산·울산; a macro word (비수도권) where the set has one; at most four are spelt out."""
    today = tuple(sorted(regions.canonical(code) or code for code in codes))
    if language == "ko" and len(today) > 2:
        for word, members in regions.macros().items():
            if members == today:
                return word
    names = [region_name(code) for code in codes]
    if len(names) <= 4:
        return listed(names, language)
    head = "·".join(names[:3])
    return f"{head} 등 {len(names)}곳" if language == "ko" else f"{head} and {len(names) - 3} more"


def region_name(code: str) -> str:
    """A province by its short name, a city by its full one; the code itself where unlisted."""
    place = regions.get(code)
    if place is None:
        return code
    return place.short or place.name if place.parent is None else regions.full_name(code) or code


def industry_name(code: str, language: Language) -> str:
    """`소프트웨어 개발(62)`; the code alone where it is unlisted, and in English."""
    name = industries.name_of(code)
    return f"{name}({code})" if name and language == "ko" else code


def listed(names: Sequence[str], language: Language) -> str:
    """가·나·다 or `a, b or c`."""
    if language == "ko":
        return "·".join(names)
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def won(amount: Decimal | int) -> str:
    """830000000 → `8억 3,000만 원`."""
    rest = abs(int(amount))
    parts = []
    for size, unit in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count:,}{unit}")
    sign = "-" if amount < 0 else ""
    return f"{sign}{' '.join(parts) or '0'}{'' if parts and parts[-1][-1].isdigit() else ' '}원"


def age_band(band: str, language: Language = "ko") -> str:
    """A band of a funnel, above the first and up to the second number of years, in words."""
    low, _, high = band.partition("-")
    if language == "ko":
        ends = (f"{low}년 초과" * bool(low), f"{high}년 이하" * bool(high))
    else:
        ends = (f"over {low}" * bool(low), f"up to {high}" * bool(high))
    return " ".join(filter(None, ends)) + (" years" if language == "en" else "")


def amount(field: str, number: Decimal | int) -> str:
    """A number with the unit of its fact: `3명`, `8억 3,000만 원`, `100,000달러`."""
    if field.endswith("_krw"):
        return won(number)
    unit = {"employees": "명", "export_usd": "달러"}.get(field, "")
    return f"{Decimal(number):,f}{unit}"


def span_of_years(years: Decimal | int, language: Language) -> str:
    """7 → `7년`, 0.5 → `6개월`, 1.5 → `1년 6개월`."""
    whole, months = divmod(round(years * 12), 12)
    if language == "ko":
        return (
            " ".join(filter(None, (f"{whole}년" * bool(whole), f"{months}개월" * bool(months))))
            or "0년"
        )
    units = ((whole, "year"), (months, "month"))
    return " ".join(f"{n} {word}{'s' * (n != 1)}" for n, word in units if n) or "0 years"
