"""A finding as an English sentence: the twin of `korean`."""

from __future__ import annotations

from decimal import Decimal

from majungmul.reference import ages, vocabulary
from majungmul.terms import Has, InSet, Range, Truth, Unread

from . import labels
from .days import elapsed
from .findings import Finding
from .known import possible_sizes


def say(finding: Finding) -> str:
    """The whole sentence."""
    if isinstance(finding.condition, Unread):
        text = " ".join(finding.condition.text.split())
        return f"“{text}” could not be judged automatically; please check the notice itself."
    if finding.truth is Truth.UNKNOWN:
        return f"{_need(finding)}, but {_unknown(finding)}."
    joint = "and" if finding.holds is Truth.TRUE else "but"
    return f"{_need(finding)}, {joint} {_fact(finding)}."


def _need(finding: Finding) -> str:
    condition = finding.condition
    must = "must not" if finding.negated else "must"
    match condition:
        case InSet("region", values, basis):
            names = labels.region_names(values, "en")
            subject = {"headquarters": "Headquarters", "site": "A place of business"}
            return f"{subject.get(basis, 'The company')} {must} be in {names}"
        case InSet("industry", values):
            return f"The industry (KSIC) {must} be {_industries(values)}"
        case InSet("size_class", values):
            return f"The size class {must} be {labels.size_names(values, 'en')}"
        case InSet("entity_type", values):
            return f"The legal form {must} be {_labels(vocabulary.entity_types(), values)}"
        case Range("business_age_years"):
            ends = _ends(condition, lambda years: labels.span_of_years(years, "en"))
            return f"The business {must} be {ends} old"
        case Range("ceo_age"):
            return f"The representative {must} be {_ends(condition, str)} years old"
        case Range(field):
            name = labels.fact_name(field, "en").capitalize()
            return f"{name} {must} be {_ends(condition, _unit(field))}"
        case Has("certificate", values):
            return f"The company {must} hold: {_labels(vocabulary.certificates(), values)}"
        case Has("exclusion", values):
            return f"This {must} apply: {_labels(vocabulary.exclusions(), values)}"
        case _:
            return f"The applicant {must} be yet to found a business"


def _fact(finding: Finding) -> str:
    company = finding.company
    match finding.condition:
        case InSet("region", _, basis):
            sites = company.sites or () if basis != "headquarters" else ()
            places = [labels.region_name(code) for code in (company.region, *sites) if code]
            return f"it is in {', '.join(places)}"
        case InSet("industry"):
            return f"it is {_industries(company.industries or ())}"
        case InSet("size_class"):
            sizes = possible_sizes(company, finding.days.law_day)
            return f"it is {labels.size_names(sizes, 'en')}"
        case InSet("entity_type"):
            return f"it is {vocabulary.entity_types().label(company.entity_type or '', 'en')}"
        case Range("business_age_years"):
            return _business_age(finding)
        case Range("ceo_age"):
            day, born = finding.day, company.ceo_born
            years = ages.full_years(born, day) if born and day else 0
            return f"born on {born}, they are {years} on {_basis_day(finding)}"
        case Range(field):
            return f"it is {_unit(field)(getattr(company, field))}"
        case Has("certificate", values):
            held = [value for value in values if company.certificates.get(value)]
            names = _labels(vocabulary.certificates(), tuple(held))
            return f"it holds {names}" if held else "it does not"
        case Has("exclusion", values):
            held = [value for value in values if company.exclusions.get(value)]
            return (
                f"{_labels(vocabulary.exclusions(), tuple(held))} applies"
                if held
                else "it does not apply"
            )
        case _:
            return "they are" if finding.truth is Truth.TRUE else "the business exists already"


def _unknown(finding: Finding) -> str:
    condition, company = finding.condition, finding.company
    if isinstance(condition, Range) and not finding.asks:
        day = {"notice": "date of notice", "closing": "closing date"}.get(condition.as_of, "date")
        return f"the notice does not give the {day}"
    if isinstance(condition, InSet) and condition.field == "region" and company.region:
        if condition.basis == "site" and company.sites is None:
            return "whether it has other sites is not known"
        return f"only {labels.region_name(company.region)} is known of where it is"
    if isinstance(condition, InSet) and condition.field == "industry" and company.industries:
        return f"only {_industries(company.industries)} is known of its industry"
    if isinstance(condition, Has) and condition.field != "pre_founder":
        return "whether it does is not known"
    names = ", ".join(labels.fact_name(key, "en") for key in finding.asks)
    return f"{names or 'the fact'} is not known"


def _business_age(finding: Finding) -> str:
    company, day = finding.company, finding.day
    if company.pre_founder or company.founded is None or day is None:
        return "it is yet to be founded"
    if company.founded > day:
        return f"founded on {company.founded}, it did not exist on {_basis_day(finding)}"
    years, months, days = elapsed(company.founded, day)
    parts = ((years, "year"), (months, "month"), (days, "day"))
    text = " ".join(f"{n} {unit}{'s' * (n != 1)}" for n, unit in parts if n) or "0 days"
    return f"founded on {company.founded}, it was {text} old on {_basis_day(finding)}"


def _basis_day(finding: Finding) -> str:
    condition = finding.condition
    as_of = condition.as_of if isinstance(condition, Range) else ""
    name = {"notice": "the day of notice", "closing": "the closing date"}.get(as_of)
    return f"{name} ({finding.day})" if name else f"{finding.day}"


def _ends(condition: Range, number: labels.Writer) -> str:
    parts = []
    if condition.min is not None:
        word = "at least" if condition.min_inclusive else "more than"
        parts.append(f"{word} {number(condition.min)}")
    if condition.max is not None:
        word = "at most" if condition.max_inclusive else "less than"
        parts.append(f"{word} {number(condition.max)}")
    return " and ".join(parts) or "any"


def _unit(field: str) -> labels.Writer:
    before, after = {
        "revenue_krw": ("KRW ", ""),
        "investment_krw": ("KRW ", ""),
        "export_usd": ("USD ", ""),
        "employees": ("", " people"),
    }.get(field, ("", ""))
    return lambda number: f"{before}{Decimal(number):,f}{after}"


def _labels(names: vocabulary.Vocabulary, values: tuple[str, ...]) -> str:
    return labels.listed([names.label(value, "en") for value in values], "en")


def _industries(codes: tuple[str, ...]) -> str:
    return labels.listed([labels.industry_name(code, "en") for code in codes[:4]], "en")
