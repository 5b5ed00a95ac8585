"""What a call says of who may apply ends in a condition or unread, wherever it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul import documents, facts
from majungmul.facts.conditions.exclusions import exclusions
from majungmul.facts.conditions.hits import Clause
from majungmul.facts.notice import cautions
from majungmul.facts.notice.composed import composed_role
from majungmul.facts.notice.headings import squeezed
from majungmul.facts.notice.lines import Line
from majungmul.facts.notice.rows import notice_lines
from majungmul.terms import Has, InSet, Rule, Unread, conditions


def grounds(text: str) -> set[str]:
    """The grounds that the rule of a text names, whether surely or with a doubt."""
    rule = facts.rule(documents.plain(text))
    leaves = conditions(rule) if rule else ()
    return {code for leaf in leaves if isinstance(leaf, Has) for code in leaf.values}


def words_over(rule: Rule | None) -> str:
    leaves = conditions(rule) if rule else ()
    return " / ".join(leaf.span.quote for leaf in leaves if leaf.span)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("수출바우처론 지원 제한기업", "exclusion"),
        ("융자제한 소상공인", "exclusion"),
        ("신청·평가 제외 대상", "exclusion"),
        ("< 정책보증 결격요건 >", "exclusion"),
        ("우수조달기업 지정 신청 요건", "eligibility"),
        ("대학 또는 연구소 신청자격", "eligibility"),
        ("유의사항 및 지원제외 대상", "other"),
        ("지원 제외 또는 지원금 환수 대상", "other"),
        ("참여근로자 제한 사항", None),
        ("사업비 사용제한 업종", None),
        ("동시수행 과제 신청제한 기준", None),
        ("공급기업 신청자격", None),
        ("신청자격 등", None),
    ],
)
def test_a_heading_among_words_of_its_own_is_known_by_the_part_that_matters(
    heading: str, role: str | None
) -> None:
    assert composed_role(squeezed(heading).strip("<>")) == role


def test_a_list_under_a_heading_with_the_programme_in_it_shuts_out() -> None:
    text = """1. 지원대상
○ 도내 중소 제조기업
나. 수출바우처론 지원 제한기업
|구분|내용|
|---|---|
|①|휴업하거나 폐업한 기업|
|②|세금을 체납 중인 기업|
"""
    assert grounds(text) >= {"closed_business", "tax_arrears"}


def test_states_that_undo_a_selection_shut_out_and_later_deeds_do_not() -> None:
    text = """1. 신청자격
□ 신청자격: 도내 중소기업
□ 선정취소 유의사항
- 회생절차가 개시된 기업
- 협약을 중도 포기한 기업
"""
    assert "insolvency" in grounds(text)
    assert "reporting_default" not in grounds(text)


def test_what_the_lead_must_be_is_heard_where_projects_are_formed() -> None:
    text = """1. 신청자격
□ 신청자격: 국내에 소재한 기관
2. 과제구성
○ 과제 하나에 주관기관 하나를 둔다
○ 주관연구개발기관은 비영리기관으로 한정함
"""
    rule = facts.rule(documents.plain(text))
    leaves = conditions(rule) if rule else ()
    assert any(isinstance(leaf, InSet) and leaf.values == ("nonprofit",) for leaf in leaves)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("신청기업은 도내 중소기업이어야 하며 대학과 함께할 수 있음", "eligibility"),
        ("지원대상은 예비창업자와 3년차 창업기업으로 한정", "eligibility"),
        ("주관기관은 비영리기관으로 한정함(기업은 주관기관이 될 수 없음)", "eligibility"),
        ("세금을 체납한 기업은 신청할 수 없음", "exclusion"),
        ("주관기관은 협약 뒤 10일 안에 서류를 내는 기관이어야 함", None),
        ("신청자격은 신청 마감일에 판단함", None),
    ],
)
def test_a_sentence_of_another_part_says_who_may_apply(sentence: str, said: str | None) -> None:
    line = Line(0, len(sentence))
    assert [role for role, _ in cautions.lines_of(sentence, "과제구성", "other", line)] == (
        [said] if said else []
    )


def test_a_sentence_that_is_not_understood_stays_as_unread() -> None:
    text = """1. 신청자격
○ 도내 중소기업
2. 유의사항
○ 참여기업은 마을공방 인증을 받은 업체이어야 함
"""
    rule = facts.rule(documents.plain(text))
    leaves = conditions(rule) if rule else ()
    assert any(isinstance(leaf, Unread) and "마을공방" in leaf.text for leaf in leaves)


def filler(lines: int) -> str:
    """So much of a notice that an annex may begin behind it."""
    return "".join(
        f"○ 사업 설명의 {number}번째 문단으로 지원 내용을 적은 것\n" for number in range(lines)
    )


def test_an_annex_of_exclusions_is_read_on_though_forms_stand_before_it() -> None:
    text = f"""1. 지원대상
○ 도내 중소기업
2. 지원내용
{filler(30)}
[붙임 1] 참가신청서

성명

[붙임 2] 재난안전 실증사업 지원제외조건

○ 국세를 체납 중인 기업
"""
    assert "tax_arrears" in grounds(text)


@pytest.mark.parametrize(
    "pointer",
    [
        "* [붙임3] 실증사업 신청제한과 유의점",
        "[참고2]의 제한 업종에 해당하지 않는 경우",
        "[별첨 1] 참조",
    ],
)
def test_a_line_that_points_at_an_annex_ends_no_notice(pointer: str) -> None:
    text = f"""1. 지원내용
{filler(30)}
{pointer}

2. 지원제외 대상
○ 휴업 중인 기업
"""
    assert "closed_business" in grounds(text)


def test_a_list_of_states_shuts_out_under_whatever_heading_it_stands() -> None:
    text = """1. 지원대상
○ 도내 중소기업
2. 검토 결과
○ 파산 절차가 개시된 경우
○ 감사 의견이 거절된 경우
○ 자본이 전액 잠식된 기업
3. 접수
○ 누리집
"""
    rule = facts.rule(documents.plain(text))
    assert grounds(text) >= {"insolvency", "impaired_capital"}
    assert "감사 의견" in words_over(rule)


@pytest.mark.parametrize("heading", ["협약 해지", "지원금 환수", "감점 기준"])
def test_states_that_end_an_agreement_shut_nobody_out(heading: str) -> None:
    text = f"""1. 지원대상
○ 도내 중소기업
2. {heading}
○ 파산 절차가 개시된 경우
○ 자본이 전액 잠식된 기업
"""
    assert not grounds(text)


def test_terms_that_list_what_applicants_are_ask_it_of_them() -> None:
    text = """1. 사업개요
q 지원규모 : 시내 소상공인 50개사
- 사업자등록증이 있는 사업자
- 경주시에 소재한 식품 업체
- 업체당 최대 2백만원
"""
    over = words_over(facts.rule(documents.plain(text)))
    assert "경주시" in over
    assert "2백만원" not in over


@pytest.mark.parametrize("title", ["수요기업 모집 공고", "공급기업 모집 공고"])
def test_the_party_that_a_call_looks_for_is_the_applicant(title: str) -> None:
    text = f"""디자인 제조 지원사업 {title}

<수요기업 자격 요건>
- 설계도면을 보유한 중소기업
"""
    over = words_over(facts.rule(documents.plain(text)))
    assert ("설계도면" in over) is title.startswith("수요")


def test_a_list_of_grounds_inside_an_eligibility_part_shuts_out() -> None:
    text = """□ 신청자격
○ 도내 중소기업
□ (자격 검토) 국세 체납, 자본 잠식, 휴·폐업 등 제외 요건을 검토하여 해당될 경우 지원대상에서 제외
"""
    rule = facts.rule(documents.plain(text))
    assert rule is not None
    assert grounds(text) >= {"tax_arrears", "impaired_capital", "closed_business"}


def test_the_first_item_of_a_numbered_list_stays_under_the_heading_above_it() -> None:
    text = """2. 지원대상
◦ 국내 중소기업
◦ 지원 제외대상
1. 휴업 중인 기업
2. 세금을 체납한 기업
3. 지원내용
◦ 상담
"""
    assert grounds(text) == {"closed_business", "tax_arrears"}


def test_the_head_of_a_row_holds_for_its_row_only() -> None:
    text = """□ 지원대상
- 도내 중소기업
<지원 제외대상>
|구 분|내 용|
|---|---|
|제외 품목|수입한 제품|
|휴업과 부도|부도가 났거나 휴업 중인 경우|
"""
    assert grounds(text) >= {"insolvency", "closed_business"}


def test_a_heading_with_a_bracket_behind_it_is_one() -> None:
    text = """□ 지원대상
- 도내 중소기업
4. 지원제외 대상 [적합성 관련]
◦ 정부 사업에서 제재를 받고 있는 경우
"""
    assert grounds(text) == {"sanctioned"}


def test_a_requirement_among_cautions_is_heard() -> None:
    text = """지원대상
식품을 만드는 기업
(신청 시 유의사항)
- 공고일에 대전광역시에 사업장이 있어야 함
- 신청서는 한 번만 제출하여야 함
"""
    over = words_over(facts.rule(documents.plain(text)))
    assert "대전광역시" in over
    assert "신청서" not in over


HEADINGS = [
    "□ 지원제외 대상",
    "[신청 제한 기업]",
    "수출바우처론 지원 제한기업",
    "## 결격사유",
    "□ 참여제한 대상 [공통]",
]
ITEMS = {
    "휴업 중인 기업": "closed_business",
    "국세를 체납한 경우": "tax_arrears",
    "자본이 전액 잠식된 법인": "impaired_capital",
    "파산 절차가 개시된 자": "insolvency",
    "마을 회의에서 빠지기로 한 업체": "",
    "그 밖에 사업에 맞지 않는 기업": "",
}


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(HEADINGS),
    st.sampled_from(["- ", "◦ ", "1. ", "① ", "|"]),
    st.lists(st.sampled_from(sorted(ITEMS)), min_size=1, max_size=5, unique=True),
    st.sampled_from(["\n□ 지원내용\n- 상담\n", ""]),
)
def test_every_item_under_every_heading_that_shuts_out_has_a_leaf_over_it(
    heading: str, sign: str, items: list[str], behind: str
) -> None:
    rows = [f"|{item}|" if sign == "|" else f"{sign}{item}" for item in items]
    text = "□ 지원대상\n- 도내 중소기업\n\n" + heading + "\n" + "\n".join(rows) + "\n" + behind
    rule = facts.rule(documents.plain(text))
    leaves = list(conditions(rule)) if rule else []
    spans = [(leaf.span.start, leaf.span.end) for leaf in leaves if leaf.span]
    for item in items:
        start = text.index(item)
        assert any(a < start + len(item) and start < b for a, b in spans), item
    assert {code for item in items if (code := ITEMS[item])} <= grounds(text)


def test_a_real_sentence_that_shuts_out_by_known_grounds_is_never_lost(real_data: Path) -> None:
    lost = []
    for row in (real_data / "notices" / "text.jsonl").read_text("utf-8").splitlines():
        text = json.loads(row)["text"]
        rule = facts.rule(documents.plain(text))
        leaves = list(conditions(rule)) if rule else []
        spans = [(leaf.span.start, leaf.span.end) for leaf in leaves if leaf.span]
        said = {code for leaf in leaves if isinstance(leaf, Has) for code in leaf.values}
        for line in notice_lines(text):
            if not cautions.barred_by_list(text, line):
                continue
            named = {code for code in said if code in codes_of(text, line)}
            if not any(a < line.end and line.start < b for a, b in spans) and not named:
                lost.append(text[line.start : line.end])
    assert lost == []


def codes_of(text: str, line: Line) -> set[str]:
    hits = exclusions(Clause(text, line.start, line.end))
    return {code for hit in hits if isinstance(hit.rule, Has) for code in hit.rule.values}


def test_a_caution_that_names_an_applicant_says_who_may_apply() -> None:
    text = """지원대상
식품을 만드는 기업
(지원 시 유의사항)
- 광주광역시에 공장을 두었거나 둘 예정으로 등록한 예비창업자
- 서류는 돌려주지 않는다
"""
    over = words_over(facts.rule(documents.plain(text)))
    assert "광주광역시" in over
    assert "서류" not in over
