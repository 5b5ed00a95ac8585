"""The numbers of the home page: how many calls are open, where and for what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from majungmul.ledger.models import Opportunity
from majungmul.ledger.search import Filters, opportunities
from majungmul.reference import regions, vocabulary

from . import labels

WEEK = timedelta(days=7)
HEATS = 4
NATIONWIDE = "00"


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: the calls open to it, and how dark its tile is (0 to 4)."""

    code: str
    name: str
    count: int
    heat: int


@dataclass(frozen=True, slots=True)
class Bar:
    code: str
    name: str
    count: int
    share: int  # hundredths of the longest bar


@dataclass(frozen=True, slots=True)
class Overview:
    """`new`: open calls that were published, or else first seen, within a week."""

    open: int
    closing_this_week: int
    new: int
    nationwide: int
    tiles: tuple[Tile, ...]
    bars: tuple[Bar, ...]


def overview(now: datetime | None = None) -> Overview:
    """What is open now, counted in one query that an index answers alone (`running_calls`)."""
    now = now or timezone.now()
    calls = opportunities(Filters(status="open")).queryset.order_by()
    kinds = calls.values_list("places", "field").annotate(
        number=Count("*"),
        closing=Count("closes_at", filter=Q(closes_at__lte=now + WEEK)),
        new=Count("listed_on", filter=Q(listed_on__gt=timezone.localdate(now) - WEEK)),
    )
    places: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    closing_this_week = newly_listed = 0
    for codes, field, number, closing, new in kinds:
        fields[field] += number
        closing_this_week += closing
        newly_listed += new
        for code in codes.split(","):
            places[code] += number
    everywhere = places.pop(NATIONWIDE, 0)
    return Overview(
        open=fields.total(),
        closing_this_week=closing_this_week,
        new=newly_listed,
        nationwide=everywhere,
        tiles=_tiles(places, everywhere),
        bars=_bars(fields),
    )


def closing_soon(limit: int = 8) -> list[Opportunity]:
    """The open calls that end first, none of them without an end."""
    today = timezone.localdate()
    found = opportunities(Filters(status="open", closes_after=today, sort="deadline"))
    return found.page(1, limit)


def _tiles(places: Counter[str], everywhere: int) -> tuple[Tile, ...]:
    """Provinces by how many calls are for them alone, in equal steps from the fewest."""
    numbers = [places[province.code] for province in regions.provinces()]
    fewest, width = min(numbers), max(numbers) - min(numbers)
    return tuple(
        Tile(
            province.code,
            labels.province_name(province.short),
            number + everywhere,
            round(HEATS * (number - fewest) / width) if width else 0,
        )
        for province, number in zip(regions.provinces(), numbers, strict=True)
    )


def _bars(fields: Counter[str]) -> tuple[Bar, ...]:
    most = max(fields.values(), default=0)
    return tuple(
        Bar(code, labels.field(code), fields[code], round(100 * fields[code] / most))
        for code in sorted(fields, key=lambda code: (-fields[code], code))
        if code in vocabulary.fields()
    )
