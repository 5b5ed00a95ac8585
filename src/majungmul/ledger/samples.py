"""Sample notices, files and companies: written like real ones, removed without touching those."""

from __future__ import annotations

import json
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from majungmul import documents, samples, sources
from majungmul.matching import company_from_toml, company_to_json
from majungmul.sources import Failure

from . import companies, duplicates, files, ingest
from .models import (
    Award,
    CompanyProfile,
    Document,
    Opportunity,
    OpportunityVersion,
    Organization,
    Payload,
    Program,
    Source,
)
from .search import index

EARLIER = timedelta(days=3)  # how long before today the first state of an amended notice was seen


def load(today: date | None = None) -> int:
    """Loads every sample, dated around `today`; returns how many calls there are then.

    Loading again on another day brings the same calls up to that day as new versions.
    """
    now = timezone.now()
    today = today or timezone.localdate(now)
    paths = samples.paths()
    seen: set[str] = set()
    for slug, path in paths.payloads:
        again = any(slug == later for later, _ in paths.payloads[len(seen) + 1 :])
        seen.add(path.name)
        _load_payload(slug, path, today, now, again)
    with documents.Reader() as reader:
        for path in paths.files:
            for found in reader.read(path):
                if isinstance(found, documents.Document):
                    files.store_file(found, path.read_bytes(), now, is_sample=True)
    for path in paths.companies:
        _load_company(path)
    duplicates.find(samples=True)
    return Opportunity.objects.filter(is_sample=True).count()


def _load_payload(slug: str, path: Path, today: date, now: datetime, first_state: bool) -> None:
    """Writes the notices of a payload; a `first_state` only of calls that are not there yet."""
    seen_at = now - EARLIER if first_state else now
    source = sources.get(slug)
    with tempfile.TemporaryDirectory() as folder:
        rendered = Path(folder) / path.name
        rendered.write_text(samples.render(path.read_text("utf-8"), today), "utf-8")
        items = [
            (item[1], item[0].body)
            for item in sources.read(source, source.load(rendered))
            if not isinstance(item, Failure)
        ]
    if first_state:
        known = ingest.stored_digests(
            ingest.source_row(slug, True), [item.key for item, _ in items]
        )
        items = [(notice, body) for notice, body in items if notice.key not in known]
    ingest.store_many(items, seen_at, is_sample=True)


def _load_company(path: Path) -> None:
    company = company_from_toml(path)
    facts = json.loads(json.dumps(company_to_json(company)))
    profile = CompanyProfile.objects.filter(is_sample=True, name=company.name).first()
    companies.save(profile or CompanyProfile(is_sample=True), company.name, facts)


def remove() -> int:
    """Takes every sample out again; returns how many calls that were.

    What a real notice has come to use (an organisation named in both) stays.
    """
    with transaction.atomic():
        calls = Opportunity.objects.filter(is_sample=True)
        number = calls.count()
        payloads = list(
            OpportunityVersion.objects.filter(opportunity__is_sample=True).values_list(
                "payload_id", flat=True
            )
        )
        index.forget(list(calls.values_list("pk", flat=True)))
        Award.objects.filter(opportunity__is_sample=True).delete()
        OpportunityVersion.objects.filter(opportunity__is_sample=True).delete()
        Document.objects.filter(is_sample=True).delete()
        calls.delete()
        CompanyProfile.objects.filter(is_sample=True).delete()
        Program.objects.filter(is_sample=True, opportunities=None).delete()
        Source.objects.filter(is_sample=True).delete()
        used = OpportunityVersion.objects.filter(payload_id__in=payloads).values("payload_id")
        Payload.objects.filter(pk__in=payloads).exclude(pk__in=used).delete()
        _remove_organizations()
    return number


def _remove_organizations() -> None:
    Organization.objects.filter(
        is_sample=True,
        programs=None,
        run_programs=None,
        funded_opportunities=None,
        run_opportunities=None,
        awards=None,
    ).delete()
