"""A draft of who may apply, clause by clause."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from majungmul.desk.drafts import Draft
from majungmul.matching import read_company
from majungmul.portal import labels
from majungmul.reference import regions, vocabulary

SIZES = ("micro", "small", "medium", "mid", "large")


class DraftForm(forms.Form):
    """Every field is one clause; what is left blank is no clause."""

    region = forms.MultipleChoiceField(
        label=gettext_lazy("지역"), required=False, widget=forms.CheckboxSelectMultiple
    )
    size_class = forms.MultipleChoiceField(
        label=gettext_lazy("기업 규모"), required=False, widget=forms.CheckboxSelectMultiple
    )
    age_min = forms.DecimalField(
        label=gettext_lazy("창업 몇 년 이상"), min_value=0, max_value=100, required=False
    )
    age_max = forms.DecimalField(
        label=gettext_lazy("창업 몇 년 이내"), min_value=0, max_value=100, required=False
    )
    pre_founder = forms.BooleanField(
        label=gettext_lazy("예비창업자도 신청할 수 있음"), required=False
    )
    industry = forms.CharField(
        label=gettext_lazy("업종"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("예: 소프트웨어 개발, 62. 여럿이면 쉼표로 나눕니다."),
    )
    certificate = forms.MultipleChoiceField(
        label=gettext_lazy("인증(하나라도 있으면 됨)"), required=False
    )
    employees_min = forms.DecimalField(
        label=gettext_lazy("상시근로자 몇 명 이상"), min_value=0, decimal_places=0, required=False
    )
    employees_max = forms.DecimalField(
        label=gettext_lazy("상시근로자 몇 명 이하"), min_value=0, decimal_places=0, required=False
    )
    file = forms.FileField(
        label=gettext_lazy("기업 명단(CSV)"),
        required=False,
        help_text=gettext_lazy(
            "올린 명단은 세기만 하고 남기지 않습니다. 비우면 표본 기업으로 셉니다."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self._set("region", [(p.code, labels.region(p.code)) for p in regions.provinces()])
        self._set("size_class", [(code, labels.size(code)) for code in SIZES])
        certificates = vocabulary.certificates()
        self._set(
            "certificate", [(c, labels.vocabulary_label("certificates", c)) for c in certificates]
        )

    def _set(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_industry(self) -> tuple[str, ...]:
        written = self.cleaned_data["industry"]
        company, problems = read_company({"industries": written})
        if problems:
            raise forms.ValidationError(labels.problem(problems[0]))
        return company.industries or ()

    def draft(self) -> Draft:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Draft(
            regions=tuple(data["region"]),
            sizes=tuple(data["size_class"]),
            age=(data["age_min"], data["age_max"]),
            pre_founders=data["pre_founder"],
            industries=data["industry"],
            certificates=tuple(data["certificate"]),
            employees=(data["employees_min"], data["employees_max"]),
        )
