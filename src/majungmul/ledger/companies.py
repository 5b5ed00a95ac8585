"""Company profiles: every saved state is kept, so that a verdict can be computed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from majungmul.matching import company_from_json
from majungmul.terms import Company

from .models import CompanyProfile, CompanyVersion


def save(profile: CompanyProfile, name: str, facts: Mapping[str, Any]) -> CompanyProfile:
    """Writes a profile; facts that differ from before make a new version.

    `facts` is `matching.company_to_json`. Raises BadProfileError (from matching) when it is not.
    """
    company_from_json(dict(facts))
    with transaction.atomic():
        changed = profile.pk is None or profile.facts != facts
        if profile.pk is not None and changed:
            profile.version += 1
        profile.name, profile.facts = name[:200], dict(facts)
        profile.brn = str(facts.get("brn") or "")[:10]
        profile.save()
        if changed:
            CompanyVersion.objects.update_or_create(
                company=profile, number=profile.version, defaults={"facts": profile.facts}
            )
    return profile


def company_of(profile: CompanyProfile, version: int | None = None) -> Company:
    """The profile as the matcher sees it, today's or that of an earlier version.

    Raises CompanyVersion.DoesNotExist for a version nobody kept.
    """
    if version is None or version == profile.version:
        return company_from_json(profile.facts)
    return company_from_json(profile.versions.get(number=version).facts)
