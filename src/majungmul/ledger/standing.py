"""Verdicts that stand: stored with the versions they came from, computed again where those move.

Only the pairs whose rule, company, dates or code lists changed are computed; a rule that counts
ages as of today is computed anew each day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from majungmul.matching import Call, rule_digest, verdict_for
from majungmul.matching.docket import Docket
from majungmul.reference import CODES_VERSION
from majungmul.terms import Range, conditions, rule_from_json

from . import locks
from .companies import company_of
from .models import CompanyProfile, CompanyVersion, Opportunity, StoredVerdict
from .verdicts import NO_RULE, call_of, open_calls, rule_in_force

NAMES = {"eligible": "신청 가능", "ineligible": "신청 불가", "unknown": "확인 필요"}


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is not what it was; `before` is empty for a first verdict."""

    company: CompanyProfile
    opportunity: Opportunity
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A call ready to be judged, with what its verdicts depend on."""

    opportunity: Opportunity
    call: Call
    digest: str
    of_today: bool


def refresh(on: date | None = None) -> list[Turned]:
    """Brings every stored verdict up to date; returns those that turned."""
    on = on or timezone.localdate()
    ready = [prepare(row) for row in open_calls(on)]
    docket = Docket((item.call for item in ready), on)
    profiles = CompanyProfile.objects.all().iterator(chunk_size=500)
    return [turned for profile in profiles for turned in _refresh(profile, ready, docket)]


def flips(opportunity: Opportunity) -> list[Turned]:
    """Whose verdict on this call is not what it was before the newest change."""
    rows = opportunity.verdicts.filter(current=True).exclude(turned_from="")
    return [
        Turned(row.company, opportunity, row.turned_from, row.name)
        for row in rows.select_related("company")
        if row.turned_from != row.name
    ]


def prepare(opportunity: Opportunity) -> Ready:
    call = call_of(opportunity)
    of_today = any(
        isinstance(leaf, Range) and leaf.as_of == "today" for leaf in conditions(call.rule)
    )
    digest = rule_digest(call.rule) if rule_in_force(opportunity) else ""
    return Ready(opportunity, call, digest, of_today)


def _refresh(profile: CompanyProfile, ready: Sequence[Ready], docket: Docket) -> list[Turned]:
    wanted = {item.opportunity.pk: item for item in ready}
    stored = {
        row.opportunity_id: row
        for row in profile.verdicts.filter(current=True, opportunity_id__in=wanted)
    }
    stale = [
        place
        for place, (pk, item) in enumerate(wanted.items())
        if _is_stale(stored.get(pk), profile, item, docket.on)
    ]
    if not stale:
        return []
    judged = docket.judge(company_of(profile))
    fresh = [
        _verdict(
            profile,
            ready[place],
            judged.name(place),
            docket.on,
            stored.get(ready[place].opportunity.pk),
        )
        for place in stale
    ]
    with locks.writing():
        old = [stored[row.opportunity_id].pk for row in fresh if row.opportunity_id in stored]
        StoredVerdict.objects.filter(pk__in=old).update(current=False)
        StoredVerdict.objects.bulk_create(fresh)
    return [
        Turned(profile, wanted[row.opportunity_id].opportunity, row.turned_from, row.name)
        for row in fresh
        if row.turned_from != row.name
    ]


def _is_stale(row: StoredVerdict | None, profile: CompanyProfile, item: Ready, on: date) -> bool:
    if row is None:
        return True
    return _stamp(row) != (
        item.digest,
        CODES_VERSION,
        profile.version,
        item.call.notice,
        item.call.closing,
    ) or (item.of_today and row.on != on)


def _stamp(row: StoredVerdict) -> tuple[object, ...]:
    return row.rule_digest, row.codes_version, row.company_version, row.published, row.closes


def _verdict(
    profile: CompanyProfile, item: Ready, name: str, on: date, before: StoredVerdict | None
) -> StoredVerdict:
    return StoredVerdict(
        company=profile,
        opportunity=item.opportunity,
        name=name,
        on=on,
        published=item.call.notice,
        closes=item.call.closing,
        rule_digest=item.digest,
        codes_version=CODES_VERSION,
        company_version=profile.version,
        turned_from=before.name if before else "",
    )


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A stored verdict computed again from what it was computed from.

    `agrees` is None where that cannot be done any more. `now` is today's answer; `changed` says
    what is different since, in sentences.
    """

    stored: StoredVerdict
    again: str | None
    now: str
    changed: tuple[str, ...]

    @property
    def agrees(self) -> bool | None:
        return None if self.again is None else self.again == self.stored.name

    @property
    def sentence(self) -> str:
        title, name = self.stored.opportunity.title, NAMES[self.stored.name]
        if self.again is None:
            return f"'{title}': 그때의 자료가 남아 있지 않아 다시 셈할 수 없습니다."
        if not self.agrees:
            return f"'{title}': 저장된 판정은 {name}, 다시 셈하면 {NAMES[self.again]}입니다."
        if self.changed:
            today = f" 지금 셈하면 {NAMES[self.now]}입니다." if self.now != self.stored.name else ""
            return f"'{title}': {name}(그때 기준으로 같음). {' '.join(self.changed)}{today}"
        return f"'{title}': {name}, 다시 셈해도 같습니다."


def recompute(stored: StoredVerdict) -> Recomputed:
    """Computes a stored verdict again, as of its own day and versions and as of today."""
    opportunity, profile = stored.opportunity, stored.company
    today = timezone.localdate()
    ready = prepare(opportunity)
    now, _ = verdict_for(ready.call, company_of(profile), today)
    again = _as_it_was(stored)
    return Recomputed(stored, again, now.name, tuple(_changed(stored, ready, profile)))


def _as_it_was(stored: StoredVerdict) -> str | None:
    rule = NO_RULE
    if stored.rule_digest:
        row = stored.opportunity.rules.filter(digest=stored.rule_digest).first()
        if row is None:
            return None
        rule = rule_from_json(row.tree)
    try:
        company = company_of(stored.company, stored.company_version)
    except CompanyVersion.DoesNotExist:
        return None
    call = Call(str(stored.opportunity.uuid), rule, stored.published, stored.closes)
    verdict, _ = verdict_for(call, company, stored.on)
    return verdict.name


def _changed(stored: StoredVerdict, ready: Ready, profile: CompanyProfile) -> Iterator[str]:
    if stored.rule_digest != ready.digest:
        yield "그 뒤 공고의 자격 요건이 바뀌었습니다."
    if (stored.published, stored.closes) != (ready.call.notice, ready.call.closing):
        yield "그 뒤 공고의 날짜가 바뀌었습니다."
    if stored.company_version != profile.version:
        yield f"그 뒤 기업 정보가 바뀌었습니다({stored.company_version}판 → {profile.version}판)."
    if stored.codes_version != CODES_VERSION:
        yield f"그 뒤 부호표가 바뀌었습니다({stored.codes_version} → {CODES_VERSION})."


def disagreements(
    limit: int | None = None, rows: Iterable[StoredVerdict] | None = None
) -> list[Recomputed]:
    """Stored verdicts in force that their own versions do not give; at most `limit`.

    Checks all of them unless `rows` are given. A rule row whose digest is not that of its tree
    counts too: what was computed from it cannot be trusted.
    """
    if rows is None:
        rows = (
            StoredVerdict.objects.filter(current=True)
            .select_related("company", "opportunity")
            .iterator(chunk_size=500)
        )
    found: list[Recomputed] = []
    for row in rows:
        again = _as_it_was(row)
        if again != row.name or _tampered(row):
            found.append(Recomputed(row, again if again != row.name else None, row.name, ()))
            if limit is not None and len(found) >= limit:
                break
    return found


def _tampered(row: StoredVerdict) -> bool:
    rules = row.opportunity.rules.filter(digest=row.rule_digest) if row.rule_digest else ()
    return any(rule_digest(rule_from_json(rule.tree)) != rule.digest for rule in rules)
