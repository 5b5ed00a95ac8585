"""Ministries and agencies by every name they go by, and names folded for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from . import regions
from ._files import toml

_FORMS = (
    "주식회사", "유한회사", "유한책임회사", "합자회사", "합명회사",
    "재단법인", "사단법인", "사회복지법인", "학교법인", "의료법인", "농업회사법인", "영농조합법인",
    "어업회사법인", "영어조합법인", "특수법인",
)  # fmt: skip
_MARKS = re.compile(r"[(\[](?:주|유|재|사|합|복|학|의|농|유한|법)[)\]]")
_ENGLISH_FORMS = re.compile(r"[\s,]*\b(?:co\.?,?\s*ltd|inc|corp|ltd|llc)\b\.?\s*$", re.IGNORECASE)
_NOISE = re.compile(r"[\s.,·ㆍ‧・&'\"`\-_()\[\]{}<>「」『』《》〈〉]")


@dataclass(frozen=True, slots=True)
class FormerName:
    name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """`kind`: ministry, agency, province, institution or association. `former` are earlier
    names with the last day they were in use, None where that day is not recorded."""

    code: str
    name: str
    en: str
    kind: str
    aliases: tuple[str, ...]
    former: tuple[FormerName, ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Today's name, aliases, earlier names."""
        return (self.name, *self.aliases, *(former.name for former in self.former))


def fold_name(name: str) -> str:
    """A name as it is compared: no legal form, blanks, dots, widths or case; never shown.

    `㈜ 가온 소프트`, `주식회사가온소프트` and `가온소프트(주)` fold alike. A name that consists
    of nothing but such marks is kept rather than folded away.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    while (shorter := _strip_once(text)) != text:
        text = shorter
    return text


def _strip_once(text: str) -> str:
    """One pass of everything that `fold_name` takes off, each kept only if something is left."""
    for noise in (_MARKS, _ENGLISH_FORMS, _NOISE):
        text = noise.sub("", text).strip() or text
    text = "".join(text.split())
    for form in _FORMS:
        text = text.removeprefix(form) or text
        text = text.removesuffix(form) or text
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def known() -> Mapping[str, KnownOrganization]:
    """Listed bodies by code; the 17 provinces are there as `kr-11` … `kr-49`."""
    listed = {code: _listed(code, row) for code, row in toml("organizations").items()}
    return listed | {body.code: body for body in map(_province, regions.provinces())}


def find(name: str, on: date | None = None) -> KnownOrganization | None:
    """The body of that name, alias or earlier name; None when it is not listed.

    With `on`, a name given up before that day does not count.
    """
    body = _by_name().get(fold_name(name))
    if body is None or on is None:
        return body
    for former in body.former:
        if fold_name(former.name) == fold_name(name) and former.until and former.until < on:
            return None
    return body


def _listed(code: str, row: Mapping[str, object]) -> KnownOrganization:
    former = row.get("former", [])
    assert isinstance(former, list)
    return KnownOrganization(
        code=code,
        name=str(row["name"]),
        en=str(row["en"]),
        kind=str(row["kind"]),
        aliases=tuple(map(str, row["aliases"])),  # type: ignore[call-overload]
        former=tuple(
            FormerName(f["name"], date.fromisoformat(f["until"]) if f["until"] else None)
            for f in former
        ),
    )


def _province(region: regions.Region) -> KnownOrganization:
    return KnownOrganization(
        code=f"{region.iso}".lower(),
        name=region.name,
        en=region.en,
        kind="province",
        aliases=(*region.aliases, *(f"{name}청" for name in (region.name, *region.aliases))),
        former=(),
    )


@cache
def _by_name() -> Mapping[str, KnownOrganization]:
    return {fold_name(name): body for body in known().values() for name in body.all_names}
