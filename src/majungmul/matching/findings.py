"""What the judging of one leaf found, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from majungmul.terms import Company, Condition, Has, InSet, Range, Truth

from .days import Days
from .interpreter import leaf_truth
from .known import is_pre_founder, possible_sizes


@dataclass(frozen=True, slots=True)
class Finding:
    """A leaf, its truth, the company and days it was judged by, and the facts that are missing."""

    condition: Condition
    truth: Truth
    negated: bool
    company: Company
    days: Days
    asks: tuple[str, ...]

    @property
    def holds(self) -> Truth:
        return ~self.truth if self.negated else self.truth

    @property
    def day(self) -> date | None:
        """The day an age counts on; None where it is not known or plays no part."""
        return (
            self.days.resolve(self.condition.as_of) if isinstance(self.condition, Range) else None
        )


def judge(condition: Condition, company: Company, days: Days, negated: bool) -> Finding:
    """The leaf's truth, with the facts to ask for when it is unknown."""
    truth = leaf_truth(condition, company, days)
    asks = asked(condition, company, days) if truth is Truth.UNKNOWN else ()
    return Finding(condition, truth, negated, company, days, asks)


def asked(condition: Condition, company: Company, days: Days) -> tuple[str, ...]:
    """Keys of the company's facts that would settle an unknown leaf; empty when none would."""
    match condition:
        case InSet("region", _, basis):
            return ("sites",) if company.region and basis == "site" else ("region",)
        case InSet("industry"):
            return ("industries",)
        case InSet("size_class"):
            return ("size_class",)
        case InSet("entity_type"):
            return ("entity_type",)
        case Range("business_age_years"):
            return () if days.resolve(condition.as_of) is None else ("founded",)
        case Range("ceo_age"):
            return () if days.resolve(condition.as_of) is None else ("ceo_born",)
        case Range(field):
            return (field,)
        case Has("certificate", values):
            return tuple(f"certificates.{v}" for v in values if v not in company.certificates)
        case Has("exclusion", values):
            return tuple(f"exclusions.{v}" for v in values if v not in company.exclusions)
        case Has("pre_founder"):
            return ("pre_founder",)
        case _:
            return ()


def value_text(condition: Condition, company: Company, days: Days) -> str | None:
    """The company's own value for the leaf, in its stored form; None when it is not known."""
    match condition:
        case InSet("region", _, basis):
            places = [company.region, *((company.sites or ()) if basis != "headquarters" else ())]
            return ", ".join(place for place in places if place) or None
        case InSet("industry"):
            return None if company.industries is None else ", ".join(company.industries)
        case InSet("size_class"):
            sizes = possible_sizes(company, days.law_day)
            return ", ".join(sorted(sizes)) if len(sizes) < 5 else None
        case InSet("entity_type"):
            return company.entity_type
        case Range("business_age_years"):
            value: object = "pre_founder" if company.pre_founder else company.founded
        case Range("ceo_age"):
            value = company.ceo_born
        case Range(field):
            value = getattr(company, field, None)
        case Has("certificate", values):
            return _flags(company.certificates, values)
        case Has("exclusion", values):
            return _flags(company.exclusions, values)
        case Has("pre_founder"):
            value = is_pre_founder(company)
        case _:
            return None
    return None if value is None else str(value)


def _flags(known: dict[str, bool], values: tuple[str, ...]) -> str | None:
    return ", ".join(f"{v}={'yes' if known[v] else 'no'}" for v in values if v in known) or None
