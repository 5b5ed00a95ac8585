"""A profile to match. Any fact may be missing, and missing is not no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Company:
    """Facts about one firm (or a person who means to found one); None is *not known*.

    Units: sums in won (`revenue_krw`, `investment_krw`, the last closed year and in all) and
    dollars (`export_usd`, last year); `employees` in persons; dates in Asia/Seoul. `region` is
    where headquarters stand and `sites` where other places of business stand, both as 행정표준코드
    (2-digit province or 5-digit city/county); `industries` are KSIC codes without the section
    letter. `certificates` and `exclusions` map a code of the reference lists to True (has) or
    False (has not); a code that is absent is not known.
    """

    name: str = ""
    brn: str | None = None
    founded: date | None = None
    pre_founder: bool | None = None
    region: str | None = None
    sites: tuple[str, ...] | None = None
    size_class: str | None = None
    industries: tuple[str, ...] | None = None
    entity_type: str | None = None
    ceo_born: date | None = None
    employees: int | None = None
    revenue_krw: Decimal | None = None
    export_usd: Decimal | None = None
    investment_krw: Decimal | None = None
    certificates: dict[str, bool] = field(default_factory=dict)
    exclusions: dict[str, bool] = field(default_factory=dict)
