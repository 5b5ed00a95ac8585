"""What pages ask of the ledger: small typed answers, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from majungmul import sources
from majungmul.reference import regions, vocabulary
from majungmul.terms import Rule, rule_from_json

from .forecast import Forecast, forecast
from .models import (
    Attachment,
    Budget,
    Document,
    HeldChange,
    Opportunity,
    OpportunityRegion,
    OpportunityVersion,
    Organization,
    Program,
    Source,
    Statement,
    SyncRun,
)
from .search import Filters, opportunities
from .search.found import NATIONWIDE, SEOUL
from .states import Wording, wording

STALE_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class HomeCounts:
    """How many calls stand where, now; `open_sum` is what open calls say they give in all."""

    open: int
    closing: int
    upcoming: int
    new_this_week: int
    programs: int
    organizations: int
    samples: bool


def home_counts() -> HomeCounts:
    today = timezone.localdate()
    calls = opportunities(Filters(status="open")).queryset.order_by()
    return HomeCounts(
        open=calls.count(),
        closing=opportunities(Filters(status="closing")).count(),
        upcoming=opportunities(Filters(status="upcoming")).count(),
        new_this_week=calls.filter(listed_on__gt=today - timedelta(days=7)).count(),
        programs=Program.objects.count(),
        organizations=Organization.objects.count(),
        samples=Source.objects.filter(is_sample=True).exists(),
    )


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice of a filter and how many calls it would leave."""

    code: str
    label: str
    count: int


def facets(filters: Filters) -> dict[str, list[Facet]]:
    """Choices of field, region and funder among the calls of these filters, query words aside."""
    rows = opportunities(filters).queryset.order_by()
    fields = rows.exclude(field="").values_list("field").annotate(number=Count("pk"))
    places = (
        OpportunityRegion.objects.filter(opportunity__in=rows.values("pk"))
        .values_list("code")
        .annotate(number=Count("pk"))
    )
    funders = (
        rows.exclude(funder=None)
        .values_list("funder__uuid", "funder__name")
        .annotate(number=Count("pk"))
        .order_by("-number")[:30]
    )
    names = vocabulary.fields()
    return {
        "field": [Facet(code, names.label(code), number) for code, number in fields],
        "region": sorted(
            (Facet(code, _region_label(code), number) for code, number in places),
            key=lambda facet: facet.code,
        ),
        "funder": [Facet(str(uuid), name, number) for uuid, name, number in funders],
    }


def _region_label(code: str) -> str:
    region = regions.get(code)
    return (
        "전국" if code == NATIONWIDE else (region.short or region.name) if region else "지역 미상"
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One state a call was in, with what had changed against the one before."""

    number: int
    seen_at: datetime
    changes: list[Wording]
    document: Document


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """Everything about one call. `spans` are by field: {document, start, end, quote}."""

    opportunity: Opportunity
    documents: list[Document]
    attachments: list[Attachment]
    rule: Rule | None
    rule_document: Document | None
    versions: list[Version]
    held: list[HeldChange]
    amends: Opportunity | None
    amended_by: list[Opportunity]
    repeated_by: list[Opportunity]
    editions: list[Opportunity]
    statements: list[Statement]


def opportunity_page(uuid: str) -> OpportunityPage | None:
    """The call with this public id; None where there is none."""
    rows = Opportunity.objects.select_related(
        "source", "program", "funder", "operator", "amends", "same_as"
    )
    row = rows.filter(uuid=uuid).first()
    if row is None:
        return None
    rule = row.rules.filter(current=True).select_related("document").first()
    documents = list(row.documents.filter(current=True).order_by("pk"))
    versions = row.versions.select_related("document").order_by("-number")
    return OpportunityPage(
        opportunity=row,
        documents=documents,
        attachments=list(row.attachments.select_related("document").order_by("pk")),
        rule=rule_from_json(rule.tree) if rule else None,
        rule_document=rule.document if rule else None,
        versions=[_version(version) for version in versions],
        held=list(row.held.filter(outcome="")),
        amends=row.amends,
        amended_by=list(row.amended_by.all()),
        repeated_by=list(row.repeated_by.select_related("source")),
        editions=_editions(row),
        statements=list(Statement.objects.filter(document__in=documents).order_by("start")),
    )


def _version(version: OpportunityVersion) -> Version:
    return Version(
        version.number,
        version.seen_at,
        [wording(change) for change in version.changes],
        version.document,
    )


def _editions(row: Opportunity) -> list[Opportunity]:
    """Other calls of the same program, newest first."""
    if row.program_id is None:
        return []
    rows = Opportunity.objects.filter(program_id=row.program_id, same_as=None)
    return list(rows.exclude(pk=row.pk).order_by("-listed_on")[:10])


@dataclass(frozen=True, slots=True)
class ProgramYear:
    year: int
    calls: list[Opportunity]
    budgets: list[Budget]


@dataclass(frozen=True, slots=True)
class ProgramPage:
    program: Program
    years: list[ProgramYear]
    statements: list[Statement]
    forecasts: list[Forecast]


def program_page(uuid: str) -> ProgramPage | None:
    """A program with its calls and budgets year by year, newest first."""
    program = Program.objects.select_related("funder", "operator").filter(uuid=uuid).first()
    if program is None:
        return None
    calls = list(
        Opportunity.objects.filter(program=program, same_as=None)
        .select_related("funder", "operator", "source")
        .order_by("-listed_on")[:200]
    )
    budgets = list(program.budgets.select_related("document").order_by("-year"))
    years = sorted({call.listed_on.year for call in calls} | {b.year for b in budgets if b.year})
    return ProgramPage(
        program,
        [
            ProgramYear(
                year,
                [call for call in calls if call.listed_on.year == year],
                [budget for budget in budgets if budget.year == year],
            )
            for year in reversed(years)
        ],
        list(
            Statement.objects.filter(program=program, document__current=True).select_related(
                "document"
            )[:100]
        ),
        forecast(program, timezone.localdate()),
    )


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    organization: Organization
    names: list[str]
    former_names: list[tuple[str, date | None]]
    open_calls: list[Opportunity]
    programs: list[Program]
    statements: list[Statement]


def organization_page(uuid: str) -> OrganizationPage | None:
    """An organisation with its names, its open calls and its programs."""
    organization = Organization.objects.filter(uuid=uuid).first()
    if organization is None:
        return None
    aliases = list(organization.aliases.order_by("pk"))
    own = organization.programs.all() | organization.run_programs.all()
    statements = Statement.objects.filter(organization=organization, document__current=True)
    return OrganizationPage(
        organization,
        [alias.name for alias in aliases if alias.valid_to is None],
        [(alias.name, alias.valid_to) for alias in aliases if alias.valid_to],
        opportunities(Filters(funder=str(organization.uuid), status="open")).page(),
        list(own.distinct().order_by("name")[:100]),
        list(statements.select_related("document")[:100]),
    )


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source does. `state`: never, ok, running, partial, failed, suspicious or stale."""

    slug: str
    name: str
    notices: int
    open: int
    last_run: datetime | None
    last_success: datetime | None
    state: str
    sentence: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    failed: int = 0
    missing: int = 0
    suspicion: str = ""
    held: int = 0
    errors: tuple[str, ...] = ()
    key_missing: bool = False
    runs: tuple[int, ...] = field(default=())  # what the last runs received, oldest first

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        for name in ("last_run", "last_success"):
            data[name] = data[name].isoformat() if data[name] else None
        return data


def sources_health(now: datetime | None = None) -> list[SourceHealth]:
    """Every source there is, collected from or not, samples left out."""
    now = now or timezone.now()
    rows = {row.slug: row for row in Source.objects.filter(is_sample=False)}
    names = {slug: source.name for slug, source in sources.all().items()}
    names |= {slug: row.name for slug, row in rows.items() if slug not in names}
    numbers = dict(Opportunity.objects.values_list("source_id").annotate(n=Count("pk")))
    still_open = dict(
        Opportunity.objects.filter(ends_at__gte=now, withdrawn_at=None)
        .values_list("source_id")
        .annotate(n=Count("pk"))
    )
    return [
        _health(slug, name, rows.get(slug), numbers, still_open, now)
        for slug, name in sorted(names.items())
    ]


def _health(
    slug: str,
    name: str,
    row: Source | None,
    numbers: dict[int, int],
    still_open: dict[int, int],
    now: datetime,
) -> SourceHealth:
    runs = list(row.runs.all()[:10]) if row else []
    if row is None or not runs:
        number = numbers.get(row.pk, 0) if row else 0
        return SourceHealth(
            slug, name, number, 0, None, None, "never", "아직 수집한 적이 없습니다."
        )
    last = runs[0]
    good = next((run for run in runs if run.state in (run.State.DONE, run.State.PARTIAL)), None)
    state, sentence = _run_state(last, good, now)
    return SourceHealth(
        slug=slug,
        name=name,
        notices=numbers.get(row.pk, 0),
        open=still_open.get(row.pk, 0),
        last_run=last.started_at,
        last_success=good.finished_at if good else None,
        state=state,
        sentence=sentence,
        new=last.new,
        changed=last.changed,
        unchanged=last.unchanged,
        withdrawn=last.withdrawn,
        failed=last.failed,
        missing=last.missing,
        suspicion=last.suspicion,
        held=row.held.filter(outcome="").count(),
        errors=tuple(last.errors[:5]),
        runs=tuple(run.received for run in reversed(runs)),
    )


def _run_state(last: SyncRun, good: SyncRun | None, now: datetime) -> tuple[str, str]:
    if last.state == SyncRun.State.RUNNING:
        return "running", "지금 수집하고 있습니다."
    if last.state == SyncRun.State.FAILED:
        return "failed", (last.errors or ["마지막 수집이 실패했습니다."])[0]
    if last.suspicion:
        return "suspicious", f"목록을 믿기 어렵습니다. 접수 중인 {last.missing}건이 빠졌습니다."
    if good and good.finished_at and now - good.finished_at > STALE_AFTER:
        return "stale", f"{(now - good.finished_at).days}일째 새로 수집하지 않았습니다."
    if last.state == SyncRun.State.PARTIAL:
        return "partial", f"{last.failed}건을 담지 못했습니다."
    return "ok", "정상입니다."


@dataclass(frozen=True, slots=True)
class MeasureSum:
    """How often a measure is stated and over which years: no sum of unlike statements."""

    measure: str
    label: str
    statements: int
    since: date | None


def measures_stated() -> list[MeasureSum]:
    names = vocabulary.measures()
    rows = (
        Statement.objects.filter(document__current=True)
        .values_list("measure")
        .annotate(number=Count("pk"), since=Min("period_start"))
        .order_by("-number")
    )
    return [MeasureSum(code, names.label(code), number, since) for code, number, since in rows]


def statements_of(measure: str, status: str = "") -> QuerySet[Statement]:
    """What sources say of one measure, newest first; each opens at its sentence."""
    rows = Statement.objects.filter(measure=measure, document__current=True)
    rows = rows.filter(status=status) if status else rows
    return rows.select_related("document", "program", "organization").order_by("-pk")


def open_sum(rows: Sequence[Opportunity]) -> Decimal:
    """What these calls say they set aside, in won; calls that say nothing count nothing."""
    return sum(
        (row.total_budget for row in rows if row.total_budget and row.budget_currency == "KRW"),
        Decimal(0),
    )


def day_of(moment: datetime | None) -> date | None:
    """The day in Seoul."""
    return moment.astimezone(SEOUL).date() if moment else None
