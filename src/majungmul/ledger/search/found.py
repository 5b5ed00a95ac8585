"""What a search found: filtered, sorted, counted and cut into pages without reading all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Literal

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils import timezone

from majungmul.ledger.models import Opportunity, Organization
from majungmul.terms import SEOUL

from . import index, lookup
from .fold import terms
from .walk import Walk

SOON = timedelta(days=7)
PAGE = 20
LAST_ROW = 10**9  # farther than any ledger reaches, nearer than what a database takes
LAST_PAGE = LAST_ROW // PAGE
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)  # days beyond them count as these
MOST_COUNTED = 2_000
FEW = 500
NATIONWIDE, REGION_UNKNOWN = "00", "99"

Status = Literal["open", "closing", "upcoming", "rolling", "closed", "withdrawn", "unknown"]
Sort = Literal["", "deadline", "newest", "relevance", "amount"]
_ORDERS = {
    "deadline": ("ends_at", "pk"),
    "closed": ("-ends_at", "-pk"),
    "newest": ("-listed_on", "-pk"),
    "amount": ("-amount_order", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for; everything empty means every call.

    `regions` are province codes; calls for the whole country or for a place nobody named are
    found too unless `only_regions`. `funder` is an organisation's uuid (funder or operator).
    `status` `""` is every status but withdrawn. `sort` `""` is by relevance when there is a
    query, else by deadline. `on` is the day that counts as today.
    """

    q: str = ""
    regions: tuple[str, ...] = ()
    only_regions: bool = False
    field: str = ""
    funder: str = ""
    program: str = ""
    source: str = ""
    status: Status | Literal[""] = ""
    closes_before: date | None = None
    closes_after: date | None = None
    kind: str = "call"
    sort: Sort = ""
    on: date | None = None


def opportunities(filters: Filters | None = None) -> Found:
    """The calls that `filters` lets through. Repeats of one call in other sources are left out."""
    return Found(filters or Filters())


class Found:
    """A search result that counts and slices like a query set: Django's paginator takes it."""

    def __init__(self, filters: Filters) -> None:
        self.filters = filters
        self.terms = terms(filters.q)
        self.nothing = bool(filters.q.strip()) and not self.terms

    def __iter__(self) -> Iterator[Opportunity]:
        return iter(self[:MOST_COUNTED])

    def __getitem__(self, place: slice | int) -> list[Opportunity] | Opportunity:
        if isinstance(place, int):
            return self._rows(place, place + 1)[0]
        stop = MOST_COUNTED if place.stop is None else place.stop
        return self._rows(place.start or 0, min(stop, LAST_ROW))

    def page(self, number: int = 1, size: int = PAGE) -> list[Opportunity]:
        """One page of calls, from 1; an empty list beyond the end."""
        start = (min(max(number, 1), LAST_PAGE) - 1) * size
        return self._rows(start, start + size)

    def count(self) -> int:
        """How many calls; a lower bound where there are very many (see `count_is_exact`)."""
        return self._counted[0]

    @property
    def count_is_exact(self) -> bool:
        return self._counted[1]

    @property
    def queryset(self) -> QuerySet[Opportunity]:
        """The filters as a query set, without the query's words."""
        return _filtered(self.filters)

    @cached_property
    def _by_words(self) -> bool:
        """Whether the index of words finds rows sooner than the table's own indexes: for words,
        and for places and fields of calls that run no more. What runs, `running_calls` holds."""
        narrowed = self.filters.regions or self.filters.field
        return bool(self.terms or (narrowed and self.filters.status not in _RUNNING))

    @cached_property
    def _candidates(self) -> lookup.Candidates:
        return lookup.candidates(self.terms, _tags(self.filters))

    @cached_property
    def _few(self) -> list[int] | None:
        """The matches in the order asked for, where the filters alone leave few calls."""
        if not (self.terms and _is_narrow(self.filters)):
            return None
        by = self._order[0]
        rows = self.queryset.values_list(by.removeprefix("-"), "pk", "search_revision")
        left = list(rows.order_by()[: FEW + 1])
        if len(left) > FEW:
            return None
        left.sort(reverse=by.startswith("-"))
        pairs = [(pk, revision) for _, pk, revision in left]
        matching = lookup.matching(self.terms, pairs)
        return self._titled_first([pk for pk, _ in pairs if pk in matching], pairs)

    def _titled_first(self, ids: list[int], pairs: list[tuple[int, int]]) -> list[int]:
        if self._sort != "relevance" or not ids:
            return ids
        titled = lookup.matching(self.terms, pairs, in_title=True)
        return sorted(ids, key=lambda pk: pk not in titled)

    @cached_property
    def _ranked(self) -> list[int]:
        """Candidates that pass the filters, in the order asked for."""
        titled = self._candidates.titled
        ids = self._passing(self.queryset.order_by(*self._order))
        if self._sort == "relevance":
            ids.sort(key=lambda pk: pk not in titled)
        return ids

    def _passing(self, rows: QuerySet[Opportunity]) -> list[int]:
        places = self._candidates.places
        passing = lookup.among(rows, places).values_list("pk", "search_revision")
        return [pk for pk, revision in passing if lookup.is_current(places[pk], revision)]

    @cached_property
    def _counted(self) -> tuple[int, bool]:
        if self.nothing:
            return 0, True
        if self._few is not None:
            return len(self._few), True
        if self._by_words and not self._candidates.common:
            return len(self._ranked), True
        if self.terms:
            return self._count_common()
        number = self.queryset.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return min(number, MOST_COUNTED), number <= MOST_COUNTED

    def _count_common(self) -> tuple[int, bool]:
        """Those of the candidates at hand that pass the filters: so many there are at least. Where
        few of these do, those that a walk finds; exact where it comes to the end."""
        number = len(self._passing(self.queryset.order_by()))
        if number > FEW:
            return number, False
        walked = len(self._walk(FEW))
        return max(number, walked), walked < FEW

    @property
    def _sort(self) -> str:
        return self.filters.sort or ("relevance" if self.terms else "deadline")

    @property
    def _order(self) -> tuple[str, str]:
        sort = {"relevance": "newest"}.get(self._sort, self._sort)
        if sort == "deadline" and self.filters.status == "closed":
            sort = "closed"
        return _ORDERS[sort]

    def _rows(self, start: int, stop: int) -> list[Opportunity]:
        if self.nothing or stop <= start:
            return []
        if self._few is not None:
            return _in_order(self._few[start:stop])
        if not self._by_words or (stop > MOST_COUNTED and not self.terms):
            rows = self.queryset.order_by(*self._order)
            if self.filters.status not in _RUNNING:  # along the order's own index
                return list(_with_names(rows)[start:stop])
            return _in_order(list(rows.values_list("pk", flat=True)[start:stop]))
        if self._candidates.common:
            return _in_order(self._walk(stop)[start:stop])
        return _in_order(self._ranked[start:stop])

    def _walk(self, enough: int) -> list[int]:
        """The first `enough` matches in the list's own order; by relevance, titles come first."""
        walk = Walk(
            self.queryset,
            self._order,
            self.terms,
            _tags(self.filters),
            *self._time_of_ends(),
            narrow=bool(self.filters.regions or self.filters.field),
        )
        if self._sort != "relevance":
            return walk.first(enough)
        titled = walk.first(enough, in_title=True)
        if len(titled) >= enough:
            return titled
        seen = set(titled)
        return titled + [pk for pk in walk.first(enough + len(titled)) if pk not in seen]

    def _time_of_ends(self) -> tuple[datetime | None, datetime | None]:
        """Between what moments calls of the filtered status end, where the list is by that."""
        if self._order[0].removeprefix("-") != "ends_at":
            return None, None
        now = _now(self.filters)
        return (
            now if self.filters.status in _RUNNING else None,
            now if self.filters.status == "closed" else None,
        )


def status_of(row: Opportunity, now: datetime | None = None) -> Status:
    """Where a call stands at `now`; the same borders as the `status` filter."""
    now = now or timezone.now()
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.ends_at < now:
        return "closed"
    if row.opens and row.opens > now.astimezone(SEOUL).date():
        return "upcoming"
    if row.closes_at is None:
        return "rolling" if row.end_kind in _LASTING else "unknown"
    return "closing" if row.closes_at <= now + SOON else "open"


_LASTING = (
    Opportunity.EndKind.ROLLING,
    Opportunity.EndKind.UNTIL_FUNDS,
    Opportunity.EndKind.UNTIL_FILLED,
)


_RUNNING = ("open", "closing", "upcoming", "rolling", "unknown")


def _filtered(filters: Filters) -> QuerySet[Opportunity]:
    rows = Opportunity.objects.filter(same_as=None)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.field:
        rows = rows.filter(field=filters.field)
    if filters.program:
        rows = rows.filter(program__uuid=filters.program)
    if filters.source:
        rows = rows.filter(source__slug=filters.source)
    if filters.funder:  # by key: joined to two rows of names, it would find none by its index
        keys = Organization.objects.filter(uuid=filters.funder).values_list("pk", flat=True)
        key = next(iter(keys), None)
        rows = rows.filter(Q(funder=key) | Q(operator=key)) if key else rows.none()
    if filters.regions:  # `places` stands in an index that serves the list
        rows = rows.filter(
            reduce(or_, (Q(places__contains=code) for code in _region_codes(filters)))
        )
    if filters.closes_before:  # what closes ends then: `ends_at` is what lists are sorted by
        until = midnight(min(filters.closes_before, LAST) + timedelta(days=1))
        rows = rows.filter(closes_at__lt=until, ends_at__lt=until)
    if filters.closes_after:
        since = midnight(filters.closes_after)
        rows = rows.filter(closes_at__gte=since, ends_at__gte=since)
    return rows.filter(_status(filters))


def standing(status: Status) -> Q:
    """The calls that stand so now, as a condition: the same borders as the `status` filter."""
    return _status(Filters(status=status))


def _status(filters: Filters) -> Q:
    now = _now(filters)
    today = now.astimezone(SEOUL).date()
    begun = Q(opens=None) | Q(opens__lte=today)
    here = Q(withdrawn_at=None)
    match filters.status:
        case "open":
            return here & Q(ends_at__gte=now) & begun
        case "closing":
            ending = Q(ends_at__gte=now, ends_at__lte=now + SOON, closes_at__lte=now + SOON)
            return here & ending & begun
        case "upcoming":
            return here & Q(ends_at__gte=now, opens__gt=today)
        case "rolling":
            return here & Q(ends_at__gte=now, closes_at=None, end_kind__in=_LASTING) & begun
        case "unknown":
            return here & Q(ends_at__gte=now, closes_at=None) & ~Q(end_kind__in=_LASTING) & begun
        case "closed" if filters.sort in ("newest", "amount"):
            # Nearly all calls: SQLite would sort them rather than go along the order's index.
            return here & Q(LessThan(Coalesce("ends_at", "ends_at"), now))
        case "closed":
            return here & Q(ends_at__lt=now)
        case "withdrawn":
            return Q(withdrawn_at__isnull=False)
    return here


def _now(filters: Filters) -> datetime:
    return timezone.now() if filters.on is None else midnight(filters.on)


def _tags(filters: Filters) -> list[list[str]]:
    """The filters that the index itself can apply; others are applied to the candidates, and so is
    what nearly every row is: its list would be gone through for nothing."""
    groups = [[f"k{filters.kind}"]] if filters.kind not in ("", Opportunity.Kind.CALL) else []
    if filters.regions:
        groups.append([f"r{code}" for code in _region_codes(filters)])
    if filters.field:
        groups.append([f"f{filters.field}"])
    if filters.status in _RUNNING:
        groups.append(index.ends_from(filters.on or timezone.localdate()))
    return groups


def _is_narrow(filters: Filters) -> bool:
    """Whether there are filters that the index of words lacks, and that may leave few calls."""
    rare = filters.status not in ("", "open", "closed")
    days = filters.closes_before or filters.closes_after
    return bool(rare or days or filters.funder or filters.program or filters.source)


def _region_codes(filters: Filters) -> Sequence[str]:
    codes = tuple(code[:2] for code in filters.regions)
    return codes if filters.only_regions else (*codes, NATIONWIDE, REGION_UNKNOWN)


def _with_names(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    return rows.select_related("funder", "operator", "program", "source")


def _in_order(ids: Sequence[int]) -> list[Opportunity]:
    rows = _with_names(Opportunity.objects.filter(pk__in=ids)).in_bulk()
    return [rows[pk] for pk in ids if pk in rows]


def midnight(day: date) -> datetime:
    """When a day begins in Seoul; a day beyond FIRST and LAST counts as the nearer of them."""
    return datetime.combine(min(max(day, FIRST), LAST), time.min, SEOUL)
