"""A company as a visitor tells it. Nothing is required; what is left blank is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from majungmul.matching import company_to_json, read_company
from majungmul.portal import labels
from majungmul.reference import regions, vocabulary
from majungmul.terms import Company

YES, NO = "yes", "no"
COMMON_CERTIFICATES = (
    "venture", "innobiz", "mainbiz", "women_owned", "disabled_owned", "social_enterprise",
    "lab", "rnd_department", "factory_registration", "iso",
)  # fmt: skip
TYPED = (
    "founded", "industries", "ceo_born", "employees", "revenue_krw", "export_usd",
    "investment_krw", "sites",
)  # fmt: skip
NOWHERE = ("없음", "none")
RARER = ("ceo_born", "sites", "export_usd", "investment_krw")
CHOSEN = ("size_class", "entity_type")


class CompanyForm(forms.Form):
    """Read values with `company(base)`: the facts of `base` that no field here holds stay."""

    name = forms.CharField(label=gettext_lazy("회사 이름"), max_length=200, required=False)
    province = forms.ChoiceField(label=gettext_lazy("본사 시·도"), required=False)
    city = forms.ChoiceField(
        label=gettext_lazy("시·군·구"),
        required=False,
        help_text=gettext_lazy("시·군·구까지 고르면 더 많은 공고를 판정할 수 있습니다."),
    )
    pre_founder = forms.ChoiceField(label=gettext_lazy("창업 여부"), required=False)
    founded = forms.CharField(
        label=gettext_lazy("창업일"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("예: 2021-04-29 (법인은 설립등기일, 개인은 사업자등록일)"),
    )
    industries = forms.CharField(
        label=gettext_lazy("업종"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("예: 소프트웨어 개발, 62. 여럿이면 쉼표로 나눕니다."),
    )
    entity_type = forms.ChoiceField(label=gettext_lazy("기업 형태"), required=False)
    employees = forms.CharField(
        label=gettext_lazy("상시근로자 수"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("예: 10"),
    )
    revenue_krw = forms.CharField(
        label=gettext_lazy("지난해 매출액"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("예: 8억 3,000만 원"),
    )
    size_class = forms.ChoiceField(
        label=gettext_lazy("기업 규모"),
        required=False,
        help_text=gettext_lazy("업종·매출·근로자 수를 적으면 법에 따라 계산합니다."),
    )
    ceo_born = forms.CharField(
        label=gettext_lazy("대표자 생년월일"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("예: 1990-01-31. 청년 요건을 판정할 때만 씁니다."),
    )
    sites = forms.CharField(
        label=gettext_lazy("다른 사업장·공장 소재지"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("예: 전북 익산시, 부산 사상구. 없으면 ‘없음’."),
    )
    export_usd = forms.CharField(
        label=gettext_lazy("지난해 수출액(달러)"), max_length=40, required=False
    )
    investment_krw = forms.CharField(
        label=gettext_lazy("누적 투자유치액"), max_length=40, required=False
    )
    no_other_certificates = forms.BooleanField(
        label=gettext_lazy("표시한 것 말고 다른 인증은 없습니다"), required=False
    )
    no_exclusions = forms.BooleanField(
        label=gettext_lazy("표시한 것 말고 해당하는 사유는 없습니다"), required=False
    )

    def __init__(self, *args: Any, company: Company | None = None, **kwargs: Any) -> None:
        if company is not None:
            kwargs["initial"] = _initial(company)
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self._choices("province", [(p.code, labels.region(p.code)) for p in regions.provinces()])
        self._choices("city", _cities())
        self._choices(
            "entity_type",
            [(c, labels.vocabulary_label("entity_types", c)) for c in vocabulary.entity_types()],
        )
        sizes = ("micro", "small", "medium", "mid", "large")
        self._choices("size_class", [(code, labels.size(code)) for code in sizes])
        self._choices("pre_founder", [(YES, _("예비창업자")), (NO, _("이미 창업했음"))])
        for kind, codes in (
            ("certificates", vocabulary.certificates()),
            ("exclusions", vocabulary.exclusions()),
        ):
            for code in codes:
                label = labels.vocabulary_label(kind, code)
                self.fields[f"{kind}.{code}"] = _tri_state(label, kind)

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = [("", _("모름")), *choices]  # type: ignore[attr-defined]

    @property
    def more_open(self) -> bool:
        """Whether one of the rarer fields holds something, or is wrong."""
        return any(self[name].value() or self[name].errors for name in RARER)

    def certificate_rows(self) -> list[forms.BoundField]:
        """The certificates most calls ask for."""
        return [self[f"certificates.{code}"] for code in COMMON_CERTIFICATES]

    def more_certificate_rows(self) -> list[forms.BoundField]:
        rest = (code for code in vocabulary.certificates() if code not in COMMON_CERTIFICATES)
        return [self[f"certificates.{code}"] for code in rest]

    def exclusion_rows(self) -> list[forms.BoundField]:
        return [self[f"exclusions.{code}"] for code in vocabulary.exclusions()]

    def clean(self) -> dict[str, Any]:
        """Reads every typed value as a profile file would be read; each error at its own field."""
        data = super().clean() or {}
        facts: dict[str, Any] = {}
        for name in ("name", *TYPED, *CHOSEN):
            written = data.get(name, "")
            if name == "sites" and str(written).strip().lower() in NOWHERE:
                written = ()
            company, problems = read_company({name: written})
            if problems:
                self.add_error(name, labels.problem(problems[0]))
            else:
                facts[name] = getattr(company, name)
        facts["region"] = self._region(data)
        facts["pre_founder"] = {YES: True, NO: False}.get(data.get("pre_founder", ""))
        facts["certificates"] = _flags(data, "certificates", data.get("no_other_certificates"))
        facts["exclusions"] = _flags(data, "exclusions", data.get("no_exclusions"))
        data["facts"] = facts
        return data

    def _region(self, data: Mapping[str, Any]) -> str | None:
        province, city = data.get("province") or "", data.get("city") or ""
        if province and city and not regions.contains(province, city):
            self.add_error("city", _("고른 시·도에 있는 시·군·구가 아닙니다."))
        return city or province or None

    def company(self, base: Company | None = None) -> Company:
        """The company of a valid form."""
        return replace(base or Company(), **self.cleaned_data["facts"])


def _tri_state(label: str, kind: str) -> forms.ChoiceField:
    words = (_("있음"), _("없음")) if kind == "certificates" else (_("해당함"), _("해당 없음"))
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[(YES, words[0]), (NO, words[1]), ("", _("모름"))],
        widget=forms.RadioSelect,
    )


def _flags(data: Mapping[str, Any], kind: str, rest_is_no: object) -> dict[str, bool]:
    codes: Iterable[str] = getattr(vocabulary, kind)()
    answers = {code: data.get(f"{kind}.{code}", "") for code in codes}
    known = {code: answer == YES for code, answer in answers.items() if answer}
    return {**dict.fromkeys(codes, False), **known} if rest_is_no else known


def _cities() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every city and county under its province."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in regions.all_regions():
        if place.parent is not None:
            province = labels.region(regions.ancestors(place.code)[-1])
            groups.setdefault(province, []).append((place.code, labels.region(place.code)))
    return list(groups.items())


def _initial(company: Company) -> dict[str, Any]:
    """What the form shows for a company that is known already."""
    shown: dict[str, Any] = {
        key: _shown(value) for key, value in company_to_json(company).items()
        if not isinstance(value, dict)
    }  # fmt: skip
    chain = regions.ancestors(company.region) if company.region else ()
    if company.sites is not None:
        shown["sites"] = ", ".join(labels.region(code) for code in company.sites) or NOWHERE[0]
    shown["province"] = chain[-1] if chain else ""
    shown["city"] = chain[0] if len(chain) > 1 else ""
    if company.pre_founder is not None:
        shown["pre_founder"] = YES if company.pre_founder else NO
    for kind in ("certificates", "exclusions"):
        for code, held in getattr(company, kind).items():
            shown[f"{kind}.{code}"] = YES if held else NO
    return shown


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


FIELD_OF = {"region": "city"}


def question_field(form: CompanyForm, key: str) -> forms.BoundField | None:
    """The field that answers the question for the fact `key`; None where the form has none."""
    name = FIELD_OF.get(key, key)
    return form[name] if name in form.fields else None


def answered(company: Company, data: QueryDict) -> CompanyForm:
    """`company`'s form with the fields of `data` laid over what it holds already."""
    form = CompanyForm(company=company)
    told = {name: data[name] for name in form.fields if name in data}
    if "city" in told:
        chain = regions.ancestors(told["city"])
        told["province"] = chain[-1] if chain else ""
    known = {name: form[name].value() or "" for name in form.fields}
    known = {name: value for name, value in known.items() if value}
    return CompanyForm({**known, **told})
