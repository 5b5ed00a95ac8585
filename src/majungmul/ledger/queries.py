"""What pages ask of the ledger: small typed answers, each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from majungmul.reference import vocabulary
from majungmul.terms import Rule, rule_from_json

from . import titles
from .forecast import Forecast, forecast
from .health import SourceHealth, sources_health
from .models import (
    Attachment,
    Budget,
    Document,
    HeldChange,
    Opportunity,
    OpportunityVersion,
    Organization,
    Program,
    Statement,
)
from .search import Filters, opportunities
from .states import Wording, wording

__all__ = [
    "MeasureSum",
    "OpportunityPage",
    "OrganizationPage",
    "ProgramPage",
    "ProgramYear",
    "SourceHealth",
    "Version",
    "current_statements",
    "funders",
    "measures_stated",
    "opportunity_page",
    "organization_page",
    "program_page",
    "sources_health",
    "statements_of",
]


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
    year_of = {call.pk: titles.year_of(call.title, call.listed_on) for call in calls}
    years = sorted({*year_of.values()} | {b.year for b in budgets if b.year})
    return ProgramPage(
        program,
        [
            ProgramYear(
                year,
                [call for call in calls if year_of[call.pk] == year],
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


_FUNDERS = """
WITH RECURSIVE funder(id) AS (
    SELECT min(funder_id) FROM ledger_opportunity
    UNION ALL
    SELECT (SELECT min(funder_id) FROM ledger_opportunity WHERE funder_id > funder.id)
    FROM funder WHERE funder.id IS NOT NULL
)
SELECT id FROM funder WHERE id IS NOT NULL LIMIT %s
"""


def funders(most: int) -> list[int]:
    """Keys of the organisations that fund calls, `most` at most: their index is skipped through
    from one to the next, however many calls each has."""
    with connection.cursor() as cursor:
        cursor.execute(_FUNDERS, [most])
        return [key for (key,) in cursor.fetchall()]


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
        current_statements()
        .values_list("measure")
        .annotate(number=Count("pk"), since=Min("period_start"))
        .order_by("-number")
    )
    return [MeasureSum(code, names.label(code), number, since) for code, number, since in rows]


def current_statements() -> QuerySet[Statement]:
    """What the newest texts say. Joined, a planner likes to begin with all the texts there are."""
    return Statement.objects.filter(
        Exists(Document.objects.filter(pk=OuterRef("document"), current=True))
    )


def statements_of(measure: str, status: str = "") -> QuerySet[Statement]:
    """What sources say of one measure, newest first; each opens at its sentence."""
    rows = current_statements().filter(measure=measure)
    rows = rows.filter(status=status) if status else rows
    return rows.select_related("document", "program", "organization").order_by("-pk")
