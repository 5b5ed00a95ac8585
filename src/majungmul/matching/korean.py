"""A finding as a Korean sentence that a person would write.

Each sentence is what the call asks (`창업 7년 이내여야 하`) and what the company is
(`2017-03-02 창업으로 공고일(2026-03-20) 기준 9년입니다`), joined by 며 when it holds and by 는데
when it does not or is not known.
"""

from __future__ import annotations

from functools import partial

from majungmul.reference import ages, vocabulary
from majungmul.terms import Company, Condition, Has, InSet, Range, Truth, Unread

from . import labels
from .days import elapsed
from .findings import Finding
from .known import possible_sizes
from .particles import copula, eul, eun, i


def say(finding: Finding) -> str:
    """The whole sentence."""
    if isinstance(finding.condition, Unread):
        text = " ".join(finding.condition.text.split())
        return f"“{text}” 요건은 자동으로 판정할 수 없으니 공고문에서 직접 확인해 주세요."
    need = _need(finding.condition, finding.negated)
    if finding.truth is Truth.UNKNOWN:
        return f"{need}는데 {_unknown(finding)}"
    joint = "며," if finding.holds is Truth.TRUE else "는데"
    return f"{need}{joint} {_fact(finding)}."


def requirement(condition: Condition, negated: bool = False) -> str:
    """What the call asks, as a heading: `창업 7년 이내여야 함`."""
    if isinstance(condition, Unread):
        return f"“{' '.join(condition.text.split())}”"
    return f"{_need(condition, negated)[:-1]}함"


def _need(condition: Condition, negated: bool) -> str:
    """The requirement up to the stem 하-, ready for 며 or 는데."""
    match condition:
        case InSet("region", values, basis):
            names = labels.region_names(values, "ko")
            if basis == "any":
                return _be("소재지가", names, negated)
            place = "본사가" if basis == "headquarters" else "사업장이"
            return f"{place} {names}에 {'없어야' if negated else '있어야'} 하"
        case InSet("industry", values):
            return _be("업종이", _industries(values), negated)
        case InSet("size_class", values):
            return _be("", labels.size_names(values, "ko"), negated)
        case InSet("entity_type", values):
            return _be("", _labels(vocabulary.entity_types(), values), negated)
        case Range("business_age_years"):
            return _be("", f"창업 {_years(condition)}", negated)
        case Range("ceo_age"):
            return _be("대표자가", f"만 {_ends(condition, lambda n: f'{n}세')}", negated)
        case Range(field):
            return _be(i(labels.fact_name(field)), _ends(condition, _unit(field)), negated)
        case Has("certificate", values):
            names = _labels(vocabulary.certificates(), values)
            which = names if len(values) == 1 else f"{names} 가운데 하나"
            return f"{i(which)} {'없어야' if negated else '있어야'} 하"
        case Has("exclusion", values):
            names = _labels(vocabulary.exclusions(), values)
            return f"{names} 사유에 {'해당하지 않아야' if negated else '해당해야'} 하"
        case Has("pre_founder"):
            return _be("", "예비창업자", negated)
    return "아직 판정하지 못하는 요건을 갖추어야 하"


def _fact(finding: Finding) -> str:
    """What the company is, without the full stop."""
    company = finding.company
    match finding.condition:
        case InSet("region", _, basis):
            return _places(company, basis)
        case InSet("industry"):
            return f"업종이 {_industries(company.industries or ())}입니다"
        case InSet("size_class"):
            names = labels.size_names(possible_sizes(company, finding.days.law_day), "ko")
            how = "" if company.size_class else "업종·매출·상시근로자 수로 보아 "
            return f"{how}{names}입니다"
        case InSet("entity_type"):
            return f"{vocabulary.entity_types().label(company.entity_type or '')}입니다"
        case Range("business_age_years"):
            return _business_age(finding)
        case Range("ceo_age"):
            day, born = finding.day, company.ceo_born
            years = ages.full_years(born, day) if born and day else 0
            return f"{born}생으로 {_basis_day(finding)} 기준 만 {years}세입니다"
        case Range(field):
            return f"{_unit(field)(getattr(company, field))}입니다"
        case Has("certificate", values):
            return _holding(company.certificates, values, vocabulary.certificates(), "")
        case Has("exclusion", values):
            return _holding(company.exclusions, values, vocabulary.exclusions(), " 사유")
        case _:
            yet = "예비창업자입니다"
            founded = f"{company.founded}에 " if company.founded else ""
            return yet if finding.truth is Truth.TRUE else f"{founded}이미 창업했습니다"


def _unknown(finding: Finding) -> str:
    condition = finding.condition
    if isinstance(condition, Range) and not finding.asks:
        which = {"notice": "공고일", "closing": "접수 마감일"}.get(condition.as_of, "기준일")
        return f"{which}이 공고에 없어 판정할 수 없습니다."
    if isinstance(condition, InSet) and condition.field == "region" and finding.company.region:
        if condition.basis == "site" and finding.asks == ("sites",):
            return "다른 사업장이 있는지 알 수 없습니다."
        return f"소재지를 {labels.region_name(finding.company.region)}까지만 알고 있습니다."
    industries = finding.company.industries
    if isinstance(condition, InSet) and condition.field == "industry" and industries:
        return f"업종을 {_industries(industries)}까지만 알고 있습니다."
    names = "·".join(labels.fact_name(key) for key in finding.asks) or "해당 사실"
    if isinstance(condition, Has) and condition.field == "certificate":
        subject = "" if len(condition.values) == 1 else f"{i(names)} "
        return f"{subject}있는지 알 수 없습니다."
    if isinstance(condition, Has) and condition.field == "exclusion":
        return "해당하는지 알 수 없습니다."
    return f"{eul(names)} 알 수 없습니다."


def _business_age(finding: Finding) -> str:
    company, day = finding.company, finding.day
    if company.pre_founder:
        return "아직 창업하지 않은 예비창업자입니다"
    if company.founded is None or day is None:
        return "창업일을 알 수 없습니다"
    if company.founded > day:
        return f"{company.founded} 창업으로 {_basis_day(finding)}에는 아직 창업 전입니다"
    years, months, days = elapsed(company.founded, day)
    bounds = (_range(finding).min, _range(finding).max)
    close = any(bound is not None and int(bound) == years for bound in bounds)
    exact = ((years, "년"), (months, "개월"), (days, "일"))
    shown = exact if close or not years else exact[:1]
    text = " ".join(f"{count}{unit}" for count, unit in shown if count)
    return f"{company.founded} 창업으로 {_basis_day(finding)} 기준 {text or '0일'}입니다"


def _basis_day(finding: Finding) -> str:
    names = {"notice": "공고일", "closing": "접수 마감일", "today": "오늘"}
    name = names.get(_range(finding).as_of)
    return f"{name}({finding.day})" if name else f"{finding.day}"


def _places(company: Company, basis: str) -> str:
    home = labels.region_name(company.region) if company.region else "알 수 없음"
    if basis == "headquarters":
        return f"본사는 {home}에 있습니다"
    places = [home, *(labels.region_name(site) for site in company.sites or ())]
    word = eun("사업장" if basis == "site" else "소재지")
    end = "에 있습니다" if basis == "site" else "입니다"
    return f"{word} {'·'.join(dict.fromkeys(places))}{end}"


def _holding(
    known: dict[str, bool], values: tuple[str, ...], names: vocabulary.Vocabulary, noun: str
) -> str:
    """What of `values` the company has; else that it has none of them."""
    held = [names.label(value) for value in values if known.get(value)]
    if noun:
        return f"{'·'.join(held)}{noun}에 해당합니다" if held else "해당하지 않습니다"
    if held:
        return "있습니다" if len(values) == 1 else f"{i('·'.join(held))} 있습니다"
    return "없습니다" if len(values) == 1 else "하나도 없습니다"


def _be(subject: str, what: str, negated: bool) -> str:
    body = f"{i(what)} 아니어야" if negated else copula(what)
    return f"{subject} {body} 하".lstrip()


def _range(finding: Finding) -> Range:
    assert isinstance(finding.condition, Range)
    return finding.condition


def _years(condition: Range) -> str:
    text = _ends(condition, lambda years: labels.span_of_years(years, "ko"))
    return text.replace("이하", "이내")


def _ends(condition: Range, number: labels.Writer) -> str:
    """`3년 이상 7년 이하`, whichever ends there are."""
    parts = []
    if condition.min is not None:
        parts.append(f"{number(condition.min)} {'이상' if condition.min_inclusive else '초과'}")
    if condition.max is not None:
        parts.append(f"{number(condition.max)} {'이하' if condition.max_inclusive else '미만'}")
    return " ".join(parts) or "제한 없음"


def _unit(field: str) -> labels.Writer:
    return partial(labels.amount, field)


def _labels(names: vocabulary.Vocabulary, values: tuple[str, ...]) -> str:
    return "·".join(names.label(value) for value in values)


def _industries(codes: tuple[str, ...]) -> str:
    return "·".join(labels.industry_name(code, "ko") for code in codes[:4]) + (
        f" 등 {len(codes)}개" if len(codes) > 4 else ""
    )
