"""The filters of the list of calls, as they stand in its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from majungmul.ledger import queries
from majungmul.ledger.models import Opportunity, Organization
from majungmul.ledger.search import Filters
from majungmul.portal import labels
from majungmul.reference import regions, vocabulary

ALL = "all"
MOST_FUNDERS = 120
NEWEST = 2_000  # calls that say which organisations have many, where there are more than that


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address without it."""

    label: str
    remove: str


class SearchForm(forms.Form):
    """Never refuses: what cannot be read is left out, so a mistyped address still finds calls."""

    q = forms.CharField(label=gettext_lazy("검색어"), max_length=200, required=False)
    status = forms.ChoiceField(label=gettext_lazy("접수 상태"), required=False)
    within = forms.ChoiceField(label=gettext_lazy("마감까지"), required=False)
    region = forms.MultipleChoiceField(
        label=gettext_lazy("지역"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field = forms.ChoiceField(label=gettext_lazy("지원 분야"), required=False)
    funder = forms.ChoiceField(label=gettext_lazy("소관·수행 기관"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("정렬"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.label_suffix = ""
        self._set("status", _statuses())
        self._set(
            "within",
            [("", _("전체")), *((str(n), _("%(n)s일 안") % {"n": n}) for n in (7, 14, 30))],
        )
        self._set("region", [(p.code, labels.region(p.code)) for p in regions.provinces()])
        self._set("field", [("", _("전체")), *((c, labels.field(c)) for c in vocabulary.fields())])
        self._set("funder", [("", _("전체")), *_funders(data.get("funder", ""))])
        self._set("sort", _sorts())
        self.is_valid()

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def value(self, name: str) -> Any:
        """The cleaned value of a filter; empty where it was not given or not understood."""
        return self.cleaned_data.get(name) or ""

    @property
    def status_given(self) -> bool:
        return bool(self.value("status"))

    def filters(self, today: date | None = None) -> Filters:
        """The search these filters mean. Without a status, the calls one can apply to now."""
        within = self.value("within")
        today = today or timezone.localdate()
        status = self.value("status") or "open"
        return Filters(
            q=self.value("q"),
            regions=tuple(self.value("region")),
            field=self.value("field"),
            funder=self.value("funder"),
            status="" if status == ALL else status,
            closes_before=today + timedelta(days=int(within)) if within else None,
            sort=self.value("sort") or ("newest" if status == ALL and not self.value("q") else ""),
        )

    def chips(self) -> Iterator[Chip]:
        """The filters in force, each with the address that drops it."""
        for name in ("q", "region", "field", "funder", "status", "within"):
            value = self.value(name)
            for one in value if isinstance(value, list) else filter(None, [value]):
                yield Chip(self._chip_label(name, one), f"?{self._without(name, one)}")

    def _chip_label(self, name: str, value: str) -> str:
        if name == "q":
            return f"“{value}”"
        return str(dict(self.fields[name].choices).get(value, value))  # type: ignore[attr-defined]

    def _without(self, name: str, value: str) -> str:
        query = self.query()
        query.setlist(name, [one for one in query.getlist(name) if one != value])
        return query.urlencode()

    def query(self) -> QueryDict:
        """The filters in force as a query string's data; no page, no empty values."""
        query = QueryDict(mutable=True)
        for name in self.fields:
            value = self.value(name)
            query.setlist(name, value if isinstance(value, list) else [value] if value else [])
        return query

    def feed_query(self) -> QueryDict:
        """The same search for a feed, which keeps no days to a deadline and says its status."""
        query = self.query()
        query.pop("within", None)
        query["status"] = "closing" if self.value("within") == "7" else self.filters().status
        return query


def _statuses() -> list[tuple[str, str]]:
    return [
        ("", _("접수 중")),
        ("closing", _("7일 안에 마감")),
        ("upcoming", _("접수 예정")),
        ("rolling", _("상시·예산 소진 시까지")),
        ("unknown", _("마감 미상")),
        ("closed", _("마감")),
        ("withdrawn", _("철회")),
        (ALL, _("전체")),
        ("open", _("접수 중")),
    ]


def _sorts() -> list[tuple[str, str]]:
    return [
        ("", _("기본")),
        ("deadline", _("마감 빠른 순")),
        ("newest", _("새 공고 순")),
        ("amount", _("지원액 큰 순")),
        ("relevance", _("정확도 순")),
    ]


def _funders(chosen: str) -> list[tuple[str, str]]:
    """The organisations that fund calls; of very many, those with most of the newest calls and the
    one chosen whatever it has."""
    keys = queries.funders(MOST_FUNDERS + 1)
    if len(keys) > MOST_FUNDERS:
        newest = Opportunity.objects.order_by("-listed_on", "-pk").values_list("funder", flat=True)
        numbers = Counter(filter(None, newest[:NEWEST]))
        keys = [key for key, number in numbers.most_common(MOST_FUNDERS)]
    most = Organization.objects.filter(pk__in=keys).values_list("uuid", "name")
    rows = {str(uuid): name for uuid, name in most}
    if chosen and chosen not in rows and (known := _organization(chosen)):
        rows[chosen] = known
    return sorted(rows.items(), key=lambda row: row[1])


def _organization(uuid: str) -> str | None:
    try:
        return Organization.objects.values_list("name", flat=True).filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None
