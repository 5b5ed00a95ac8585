"""A person's word on one fact: right, wrong (with the right value), or missing."""

from __future__ import annotations

from typing import Any, NoReturn

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from majungmul.ledger.models import Correction, Document
from majungmul.portal import labels
from majungmul.portal.read_facts import facts_of
from majungmul.portal.typed_values import CALL_FIELDS, moved, read_value
from majungmul.reference import vocabulary

FACTS = ("opportunity", "condition", "statement", "period", "quantity")
SIGNS = forms.TextInput(attrs={"autocomplete": "off"})


class CorrectionForm(forms.Form):
    """Bound to one document: the quote must stand in its text.

    `start` and `end` come with a fact that was read. A missing fact is found by its quote, the
    `nth` time it stands there.
    """

    kind = forms.ChoiceField(
        choices=Correction.Kind.choices, initial="missing", widget=forms.HiddenInput
    )
    fact = forms.ChoiceField(label=gettext_lazy("사실의 종류"))
    field = forms.CharField(label=gettext_lazy("항목"), required=False, max_length=40)
    quote = forms.CharField(
        label=gettext_lazy("근거 글귀"),
        max_length=1000,
        required=False,
        strip=False,
        widget=SIGNS,
        help_text=gettext_lazy("본문에 적힌 그대로 옮겨 적습니다."),
    )
    nth = forms.IntegerField(
        label=gettext_lazy("그 글귀가 몇 번째 나온 곳인가요"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("한 번만 나오면 비워 둡니다."),
    )
    value = forms.CharField(
        label=gettext_lazy("맞는 값"),
        max_length=1000,
        required=False,
        widget=SIGNS,
        help_text=gettext_lazy(
            "예: 3억 원, 2026-05-20, 창업 7년 이내. 잘못 읽은 사실에서 비우면 그런 사실이 없다는"
            " 뜻입니다."
        ),
    )
    note = forms.CharField(label=gettext_lazy("덧붙일 말"), max_length=1000, required=False)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.label_suffix = ""
        self.fields["fact"].choices = [(code, labels.fact(code)) for code in FACTS]  # type: ignore[attr-defined]
        named = [(code, labels.call_field(code)) for code in CALL_FIELDS]
        measured = [(code, labels.measure(code)) for code in vocabulary.measures()]
        self.fields["field"].widget = forms.Select(
            choices=[("", "–"), (labels.fact("opportunity"), named),
                     (labels.fact("statement"), measured)],
        )  # fmt: skip
        if self.of_a_fact:
            for name in ("fact", "field", "quote", "nth"):
                self.fields[name].widget = forms.HiddenInput()

    @property
    def of_a_fact(self) -> bool:
        """Whether it is about a fact that was read, and not about a missing one."""
        return bool(self["kind"].value() != Correction.Kind.MISSING)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if self.of_a_fact:
            data["start"], data["end"], read = self._place_read()
            right = data["kind"] == Correction.Kind.RIGHT
            data["json"] = read if right else self._json(read) if data["value"] else None
        else:
            data["start"], data["end"] = self._place_of_quote()
            data["json"] = self._json_of_missing()
        return data

    def _place_read(self) -> tuple[int, int, Any]:
        """Place and value of a fact that was read, and still is."""
        data = self.cleaned_data
        key = (data["fact"], data["field"], data["start"], data["end"])
        for read in facts_of(self.document):
            if read.key == key:
                return read.start, read.end, read.value
        raise forms.ValidationError(
            _("그 사실은 지금 읽은 내용에 없습니다. 목록에서 다시 골라 주세요.")
        )

    def _place_of_quote(self) -> tuple[int, int]:
        quote = self.cleaned_data["quote"].strip()
        times = self.document.text.count(quote) if quote else 0
        if not times:
            self._refuse("quote", _("이 글귀가 본문에 없습니다. 본문에서 그대로 옮겨 적어 주세요."))
        nth = self.cleaned_data["nth"]
        if (times > 1 and nth is None) or (nth or 1) > times:
            sentence = _("이 글귀는 본문에 %(n)s번 나옵니다. 몇 번째인지 적어 주세요.")
            self._refuse("nth", sentence % {"n": times})
        before = self.document.text.split(quote, nth or 1)[: nth or 1]
        start = len(quote.join(before))
        return start, start + len(quote)

    def _refuse(self, name: str, sentence: str) -> NoReturn:
        raise forms.ValidationError({name: sentence})

    def _json_of_missing(self) -> Any:
        data = self.cleaned_data
        known = {"opportunity": CALL_FIELDS, "statement": vocabulary.measures()}.get(data["fact"])
        if known is None:
            data["field"] = ""
        elif data["field"] not in known:
            self._refuse("field", _("항목을 골라 주세요."))
        if not data["value"]:
            self._refuse("value", _("맞는 값을 적어 주세요."))
        return self._json({})

    def _json(self, read: Any) -> Any:
        """The fact as it should be; what was `read` of a statement stays beside its number."""
        data = self.cleaned_data
        found = read_value(data["fact"], data["field"], data["value"])
        if found is None:
            self._refuse("value", _("이 값을 읽지 못했습니다. 보기처럼 적어 주세요."))
        place = {"start": data["start"], "end": data["end"]}
        found = moved(found, place | {"quote": self.document.text[data["start"] : data["end"]]})
        return {**read, **found} if data["fact"] == "statement" else found
