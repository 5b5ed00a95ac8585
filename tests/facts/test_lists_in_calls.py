"""Where lists of who may apply, or who is out, begin and end in files of calls."""

from __future__ import annotations

import pytest

from majungmul import documents, facts
from majungmul.facts.conditions.notation import written
from majungmul.terms import Has, InSet, Not, Unread, conditions


def _leaves(text: str) -> list[object]:
    rule = facts.rule(documents.plain(text))
    return [] if rule is None else list(conditions(rule))


def _grounds(text: str) -> set[str]:
    return {
        code
        for leaf in _leaves(text)
        if isinstance(leaf, Has) and leaf.field == "exclusion"
        for code in leaf.values
    }


def test_a_list_of_forms_in_a_table_does_not_end_the_notice() -> None:
    opening = "지원대상\n- 도내 중소기업\n\n" + "사업을 소개하는 긴 글입니다. " * 60
    text = (
        opening + "\n\n제출서류\n\n|구분|서류|\n|---|---|\n|필수|1. [서식 제1호] 신청서|\n"
        "| |2. [서식 제2호] 확인서|\n\n유의사항\n\n"
        "|지원 제외 대상|- 국세를 체납한 기업<br>- 휴업 중인 기업|\n"
    )
    assert {"tax_arrears", "closed_business"} <= _grounds(text)


def test_a_sign_used_before_does_not_end_the_part_it_stands_under() -> None:
    text = (
        "□ 사업목적\n- 해외 판로를 넓힌다\n□ 공고기한 : 5월 말\n\n"
        "1. 대상기업\n\n□ 도내 중소·중견기업\n"
    )
    sizes = [leaf for leaf in _leaves(text) if isinstance(leaf, InSet)]
    assert [leaf.values for leaf in sizes if leaf.field == "size_class"] == [
        ("micro", "small", "medium", "mid")
    ]


def test_who_is_left_out_of_the_employees_is_not_asked_of_the_firm() -> None:
    text = (
        "지원대상\n- 시내 중소기업\n\n- 청년 근로자 자격 요건\n① 올해 뽑힌 근로자\n\n"
        "[제외대상]\n- 다른 지원사업에 중복 참여하는 사람\n"
    )
    assert "duplicate_support" not in _grounds(text)


def test_a_verdict_torn_out_of_a_table_is_no_heading() -> None:
    text = "지원대상\n- 도내 중소기업\n\n한도\n\n배제\n\n휴업 중인 기업의 한도는 따로 정함\n"
    assert "closed_business" not in _grounds(text)


def test_words_that_only_sound_like_a_ground_are_none() -> None:
    assert "insolvency" not in _grounds("지원제외\n- 부도덕한 행위로 물의를 일으킨 기업\n")
    assert "employed_elsewhere" not in _grounds(
        "지원제외\n- 소속 근로자를 다른 사업장에 근무시키는 업체\n"
    )


def test_a_duty_is_named_with_what_it_takes_in() -> None:
    assert _grounds("지원제외\n- 의무 사항(보고서 제출, 정산금 납부)을 불이행하고 있는 기업\n") == {
        "reporting_default"
    }


def test_to_be_out_of_a_class_of_firms_shuts_out_no_one_within_it() -> None:
    rule = facts.rule(
        documents.plain(
            "지원대상\n- 중소·중견기업\n지원제외\n"
            "- 중소·중견기업에서 제외된 경우, 부도, 폐업, 합병 등으로 사라진 경우\n"
        )
    )
    assert rule is not None
    shut = [part for part in rule.rules if isinstance(part, Not)]  # type: ignore[union-attr]
    assert {getattr(leaf, "field", "") for part in shut for leaf in conditions(part)} == {
        "exclusion"
    }
    assert {"insolvency", "closed_business"} <= {
        code for part in shut for leaf in conditions(part) for code in getattr(leaf, "values", ())
    }


def test_what_only_points_at_the_grounds_hides_nothing_beside_it() -> None:
    leaves = _leaves("지원대상\n- 만 19세 이상 39세 이하로서 결격 사유가 없는 사람\n")
    assert any(getattr(leaf, "field", "") == "ceo_age" for leaf in leaves)
    assert any(isinstance(leaf, Unread) for leaf in leaves)


def test_of_whom_a_clause_speaks_is_typed_though_the_rest_is_of_somebody_else() -> None:
    leaves = _leaves("신청자격\n- 중소기업 중 수요처의 구매 약속을 받은 곳\n")
    assert [leaf.values for leaf in leaves if isinstance(leaf, InSet)] == [
        ("micro", "small", "medium")
    ]
    assert any(isinstance(leaf, Unread) for leaf in leaves)


def test_small_and_venture_firms_in_one_word_are_smes() -> None:
    leaves = _leaves("지원대상\n- 국내 중소벤처기업\n")
    assert [leaf.values for leaf in leaves if isinstance(leaf, InSet)] == [
        ("micro", "small", "medium")
    ]
    assert not any(
        isinstance(leaf, InSet) for leaf in _leaves("지원대상\n- 중소벤처기업부 사업 참여기업\n")
    )


def test_a_corporate_laboratory_in_english_is_a_certificate_and_no_kind_of_applicant() -> None:
    leaves = _leaves(
        "Eligibility\n- Enterprises that hold a certificate of corporate research institute\n"
    )
    assert [leaf.values for leaf in leaves if isinstance(leaf, Has)] == [("lab",)]
    assert not any(isinstance(leaf, InSet) for leaf in leaves)


def test_who_lacks_something_is_out_so_everybody_must_have_it() -> None:
    text = "지원제외\n- 공장등록증을 보유하지 않은 업체\n- 소상공인이 아닌 자\n"
    assert written(facts.rule(documents.plain(text))).startswith(
        "all(certificate[factory_registration], size_class[micro]"
    )


def test_a_trade_that_firms_lack_is_not_shut_out() -> None:
    rule = written(facts.rule(documents.plain("지원제외\n- 제조업을 영위하지 않는 기업\n")))
    assert "industry[10," in rule
    assert "not(industry" not in rule


def test_papers_that_were_not_handed_in_are_no_certificate_that_is_lacked() -> None:
    rule = written(
        facts.rule(documents.plain("지원제외\n- 여성기업 확인서를 제출하지 않은 기업\n"))
    )
    assert "women_owned" not in rule


def test_who_alone_may_apply_is_said_among_the_exclusions_too() -> None:
    rule = written(facts.rule(documents.plain("신청 제외 대상\n법인사업자만 신청 가능\n")))
    assert rule.startswith("all(entity_type[company]")


@pytest.mark.parametrize(
    ("clause", "bound"),
    [
        ("3~7년 창업기업", "[3..7]"),
        ("7년 이내* 창업기업", "[..7]"),
        ("창업 후 7년* 이내의 기업", "[..7]"),
        ("사업개시일 ~ 5년 미만인 기업", "[..5)"),
        ("7년 이내 (초기)창업기업", "[..7]"),
        ("5년이내 재창업기업", "[..5]"),
    ],
)
def test_an_age_is_read_in_the_ways_calls_print_it(clause: str, bound: str) -> None:
    rule = written(facts.rule(documents.plain(f"지원대상\n- {clause}\n")))
    assert f"business_age_years{bound}" in rule


def test_years_without_a_founding_or_a_noun_of_founders_are_no_age() -> None:
    assert "business_age" not in written(
        facts.rule(documents.plain("지원대상\n- 3~5년 사업계획을 낸 기업\n"))
    )


def test_a_certificate_that_can_be_issued_is_not_asked_for() -> None:
    assert "certificate" not in written(
        facts.rule(documents.plain("지원대상\n- 중소기업확인서 발급이 가능한 기업\n"))
    )


def test_a_list_that_is_announced_belongs_to_the_part_that_announces_it() -> None:
    text = (
        "1. 사업개요\n지역 기업을 돕는 사업\n2. 추진계획\n4월에 뽑음\n신청자격\n"
        "○ 다음 요건을 모두 갖춘 곳\n1. 본사가 부산에 있을 것\n2. 창업 7년 이내일 것\n"
    )
    rule = written(facts.rule(documents.plain(text)))
    assert "region[26]" in rule
    assert "business_age_years[..7]" in rule


def test_how_applicants_are_judged_is_no_part_of_who_may_apply() -> None:
    text = "신청자격\n- 도내 중소기업\n\n5 평가 절차 및 기준\n시제품을 만든 단계\n"
    assert "시제품" not in written(facts.rule(documents.plain(text)))


@pytest.mark.parametrize(
    "clause", ["대기업 및 그 계열회사가 아닌 기업", "대기업 및 계열사에 해당하지 않는 사업자"]
)
def test_a_large_firm_and_its_group_are_taken_out_together(clause: str) -> None:
    rule = written(facts.rule(documents.plain(f"지원대상\n- {clause}\n")))
    assert rule == "all(not(size_class[large]), not(exclusion[large_affiliate]))"


def test_grounds_of_an_english_list_are_each_read() -> None:
    text = (
        "4. Application\nSee below\n4-3. Criteria for Exclusion\n"
        "- When the applicant falls under any of the following conditions\n\n"
        "1. Bankruptcy of the enterprise\n2. Failure in the payment of national taxes\n"
        "3. Registered on the list of defaulters\n"
    )
    assert {"insolvency", "tax_arrears", "credit_default"} <= _grounds(text)


def test_the_names_of_columns_do_not_end_the_part_their_table_stands_in() -> None:
    text = (
        "지원 대상\n□ 아래를 모두 갖춘 기업\n\n|분류코드|업종 이름|주요 세부 내용|\n|---|---|---|\n"
        "|C25|금속 가공|탱크, 단조|\n\n- (규모요건) 상시근로자 5인 이상인 중소기업\n"
    )
    assert "employees[5..]" in written(facts.rule(documents.plain(text)))


def test_a_sentence_that_shuts_out_those_below_names_whom_it_is_about() -> None:
    text = (
        "지원대상\n- 도내 중소기업\n유의사항\n□ (근로자) 다음 중 하나 이상에 해당하는 자 지원제외\n"
        "- 허위로 신청한 근로자\n"
        "□ (기업) 다음 중 하나 이상에 해당하는 기업은 지원제외\n- 임금을 체불한 사업주\n"
    )
    assert _grounds(text) == {"wage_arrears"}


def test_many_known_grounds_make_the_whole_run_of_lines_a_list_of_them() -> None:
    text = (
        "지원대상\n- 도내 중소기업\n\n유의사항\n- 국세를 체납한 경우\n- 휴업 중인 기업\n"
        "- 부도가 난 기업\n- 감사의견이 부적정인 경우\n"
    )
    assert "?감사의견이 부적정인 경우?" in written(facts.rule(documents.plain(text)))


def test_lines_about_people_of_the_firm_ask_nothing_of_who_represents_it() -> None:
    text = "지원대상\n□ 도내 중소기업\n□ (근로자) 아래를 갖춘 사람\n- 만 15세 이상 59세 이하인 자\n"
    assert "ceo_age" not in written(facts.rule(documents.plain(text)))


def test_fewer_employees_will_do_for_the_trades_that_a_line_names() -> None:
    text = "지원대상\n- 피보험자 수가 5인 이상인 기업\n- 지식서비스업 등 1인 이상 5인 미만 가능\n"
    assert written(facts.rule(documents.plain(text))).startswith("any(employees[5..]")


def test_what_suppliers_have_to_be_is_not_asked_of_applicants() -> None:
    text = (
        "지원대상\n- 도내 중소기업\n\n- ❍ 지원프로그램별 공급기업 자격요건\n\n"
        "|분야|자격요건|\n|---|---|\n|상담|설립 후 3년 이상 지난 기업|\n"
    )
    assert "business_age" not in written(facts.rule(documents.plain(text)))


def test_one_known_trade_among_unknown_ones_is_one_of_several() -> None:
    text = (
        "지원대상\n① 소방시설업(등록증 보유업체)\n② 전기공사업(등록증 보유업체)\n"
        "③ 고유번호를 취득한 무역업\n④ 소프트웨어업\n"
    )
    assert written(facts.rule(documents.plain(text))).startswith("any(")


def test_of_whom_a_list_of_grounds_is_said_is_not_shut_out_himself() -> None:
    text = "지원제외\n* 법인의 경우, 법인과 대표 모두 제외 사유에 해당하지 않아야 함\n- 휴업\n"
    assert "not(entity_type" not in written(facts.rule(documents.plain(text)))


def test_with_whom_an_agreement_was_broken_is_not_shut_out() -> None:
    text = "지원제외\n- 정부 또는 지방자치단체, 공공기관과의 협약을 어긴 단체\n"
    assert "not(entity_type" not in written(facts.rule(documents.plain(text)))


def test_what_is_spent_within_a_place_asks_nobody_to_be_there() -> None:
    text = "지원요건\n- 관내 지출액에 따라 장려금을 지급\n"
    rule = facts.rule(documents.plain(text), home_region="30")
    assert rule is None or "region" not in written(rule)


def test_a_second_word_in_brackets_leaves_a_heading_one() -> None:
    text = "지원대상\n- 도내 중소기업\n다. 참여(지원) 제외대상 기업\n- 휴업 중인 기업\n"
    assert "closed_business" in _grounds(text)


def test_an_age_beside_founders_to_be_is_not_asked_of_them() -> None:
    text = "지원대상\n- 창업을 준비하고 있거나 관심이 있는 창업 5년 미만 (예비)창업자\n"
    assert not written(facts.rule(documents.plain(text))).startswith("all(business_age_years")


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("지원제외\n- 지방자치단체, 기관 사업에 참여 제한으로 제재 중인 자\n", "entity_type"),
        ("지원제외\n- 예비창업자의 경우, 사업자 등록을 낸 지 1년 이내인 팀\n", "not(pre_founder"),
        ("지원대상\n- 대학·연구소 등 보유한 공공 성과를 쓰는 창업기업\n", "entity_type"),
        ("지원대상\n- 『맞춤형예비창업가발굴육성사업』을 마친 기업\n", "pre_founder"),
        ("지원대상\n- 원주시에 관광을 온 손님을 유치한 여행사\n", "region"),
        ("지원대상\n- 충남 소상공인 지원에 관한 조례에 따른 소상공인\n", "region"),
    ],
)
def test_who_or_what_is_only_named_asks_nothing(text: str, absent: str) -> None:
    assert absent not in written(facts.rule(documents.plain(text)))


def test_lines_named_by_letters_are_alternatives_where_the_line_above_says_or() -> None:
    text = (
        "지원대상\n○ 시내 중소기업 중 ‘가’ 또는 ‘나’를 충족하는 기업\n"
        "- 가. 공장등록증을 보유한 기업\n- 나. 용도가 공장인 기업\n"
    )
    assert "any(certificate[factory_registration]" in written(facts.rule(documents.plain(text)))


def test_a_line_that_ends_in_or_is_one_of_several() -> None:
    text = "지원대상\n① 혁신제품으로 지정되어 있거나,\n② 업력 10년 이내인 기업\n"
    assert written(facts.rule(documents.plain(text))).startswith("any(")


def test_a_sentence_on_the_line_of_its_heading_shuts_out_as_one_below_it() -> None:
    text = (
        "지원대상\n- 도내 중소기업\n\n○ (기타 유의사항) 국가연구개발사업에 참여 제한 중인 기업은 "
        "사전 지원제외 될 수 있으며, 나머지는 규정에 따름\n"
    )
    assert "sanctioned" in _grounds(text)
