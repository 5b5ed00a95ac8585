"""The forms of verbs: every form begins with one of the stems, and stems are of the verb alone."""

from __future__ import annotations

import pytest

from majungmul.facts.statements.conjugation import stems

FORMS = {
    "뽑다": ["뽑는다", "뽑아", "뽑았다", "뽑은", "뽑을", "뽑혀서"],
    "고르다": ["고른다", "고르고", "골라", "골랐다", "고를", "고름"],
    "기르다": ["기른다", "길러", "길렀다", "기를"],
    "키우다": ["키운다", "키워", "키웠다", "키울", "키움"],
    "늘리다": ["늘린다", "늘려", "늘렸다", "늘릴"],
    "모으다": ["모은다", "모아", "모았다", "모을"],
    "쓰다": ["쓴다", "써", "썼다", "쓸"],
    "나서다": ["나선다", "나서", "나섰다", "나설"],
    "들어오다": ["들어온다", "들어와", "들어왔다", "들어올"],
    "만들다": ["만든다", "만드는", "만들어", "만들었다"],
    "돕다": ["돕는다", "도와", "도왔다", "도운", "도울"],
    "짓다": ["짓는다", "지어", "지었다", "지은", "지을"],
    "붓다": ["붓는다", "부어", "부었다", "부을"],
    "채용하다": ["채용한다", "채용해", "채용했다", "채용할", "채용함"],
    "둥지를 틀다": ["둥지를 튼다", "둥지를 틀어", "둥지를 트는"],
}


@pytest.mark.parametrize(("verb", "forms"), FORMS.items())
def test_every_form_begins_with_a_stem(verb: str, forms: list[str]) -> None:
    assert [form for form in forms if not form.startswith(tuple(stems(verb)))] == []


@pytest.mark.parametrize(("verb", "others"), [
    ("고르다", ["고기", "골목"]),
    ("돕다", ["도시", "도에서"]),
    ("기르다", ["기업", "길이"]),
    ("늘리다", ["늘 그렇듯"]),
])  # fmt: skip
def test_no_other_word_begins_with_one(verb: str, others: list[str]) -> None:
    assert [word for word in others if word.startswith(tuple(stems(verb)))] == []
