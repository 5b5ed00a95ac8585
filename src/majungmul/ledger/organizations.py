"""Which organisation a name means. Every name it was met under becomes an alias.

Listed bodies (`reference.organizations`) come with all their names, earlier ones dated; a name
nobody lists becomes an organisation of its own, found again by its folded form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from majungmul.reference import organizations as known
from majungmul.reference import regions
from majungmul.reference.organizations import KnownOrganization, fold_name

from .models import Organization, OrganizationAlias

_HEADS = (
    ("도지사", "도"),
    ("구청장", "구"),
    ("청장", "청"),
    ("시장", "시"),
    ("군수", "군"),
    ("장관", ""),
)
_SEVERAL = re.compile(r"\s*[,/;|]\s*|\s+외\s+\d+.*$")


class Names:
    """Looks names up for one batch; what it found before it does not ask the database again."""

    def __init__(self) -> None:
        self._found: dict[str, Organization | None] = {}  # None: not in the ledger

    def preload(self, names: Iterable[str]) -> None:
        """Looks all these up in one query, so that `resolve` need not."""
        keys = {fold_name(_first(name))[:200] for name in set(names)} - {"", *self._found}
        aliases = OrganizationAlias.objects.select_related("organization").filter(key__in=keys)
        self._found |= dict.fromkeys(keys)
        self._found |= {alias.key: alias.organization for alias in aliases}

    def resolve(self, name: str, is_sample: bool = False) -> Organization | None:
        """The organisation of this name, made if it was never met; None for an empty name."""
        name = _first(name)
        key = fold_name(name)[:200]
        if not key:
            return None
        found = self._stored(key) or self._make(name, key, is_sample)
        if found.is_sample and not is_sample:  # a real notice names it: no longer a sample
            found.is_sample = False
            found.save(update_fields=["is_sample"])
        return found

    def known(self, name: str) -> Organization | None:
        """The organisation of this name, or None: a name in passing makes no row."""
        key = fold_name(_first(name))[:200]
        return self._stored(key) if key else None

    def _stored(self, key: str) -> Organization | None:
        if key not in self._found:
            alias = OrganizationAlias.objects.select_related("organization").filter(key=key)
            self._found[key] = next((row.organization for row in alias), None)
        return self._found[key]

    def _make(self, name: str, key: str, is_sample: bool) -> Organization:
        made = _make(name, key, is_sample)
        if listed := known.find(name):  # came with all its names
            for other in listed.all_names:
                self._found.pop(fold_name(other)[:200], None)
        self._found[key] = made
        return made


@lru_cache(maxsize=4096)
def _first(name: str) -> str:
    """The first of several names, a head's title (…장관, …시장) turned into the body itself."""
    name = (_SEVERAL.split(" ".join(name.split()))[0]).strip()[:200]
    place = regions.named(name)
    if len(place) == 1 and place[0].parent is None:
        return place[0].name
    for head, body in _HEADS:
        if name.endswith(head) and len(name) - len(head) >= 3:
            candidate = name.removesuffix(head) + body
            if known.find(candidate) or regions.named(candidate):
                return candidate
    return name


def _make(name: str, key: str, is_sample: bool) -> Organization:
    listed = known.find(name)
    if listed is None:
        organization = Organization.objects.create(
            name=name, kind=_kind(name), region=_region(name), is_sample=is_sample
        )
        OrganizationAlias.objects.create(organization=organization, name=name, key=key)
        return organization
    return _make_listed(listed, is_sample)


def _make_listed(listed: KnownOrganization, is_sample: bool) -> Organization:
    """A listed body with all its names. A name already taken by another row stays with that."""
    organization = Organization.objects.create(
        name=listed.name,
        code=listed.code,
        kind=listed.kind,
        region=regions.from_iso(listed.code.upper()) or "" if listed.kind == "province" else "",
        is_sample=is_sample,
    )
    until = {former.name: former.until for former in listed.former}
    aliases = {
        fold_name(name): OrganizationAlias(
            organization=organization,
            name=name[:200],
            key=fold_name(name)[:200],
            valid_to=until.get(name),
        )
        for name in reversed(listed.all_names)
    }
    OrganizationAlias.objects.bulk_create(aliases.values(), ignore_conflicts=True)
    return organization


def _kind(name: str) -> str:
    place = regions.named(name)
    if place and place[0].parent is not None:
        return Organization.Kind.MUNICIPALITY
    if name.endswith(("협회", "조합", "연합회", "중앙회", "협의회", "상공회의소")):
        return Organization.Kind.ASSOCIATION
    if name.startswith(("㈜", "(주)", "주식회사")) or name.endswith(("㈜", "(주)", "주식회사")):
        return Organization.Kind.COMPANY
    if name.endswith(
        ("진흥원", "공단", "공사", "재단", "센터", "테크노파크", "연구원", "대학교", "산학협력단")
    ):
        return Organization.Kind.INSTITUTION
    return Organization.Kind.OTHER


def _region(name: str) -> str:
    return regions.region_of_address(name) or ""
