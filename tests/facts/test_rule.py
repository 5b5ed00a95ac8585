"""A whole call → its rule: groups, tracks, exceptions, labels, and what must never be said."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul import samples, sources
from majungmul.facts.conditions import clauses
from majungmul.facts.conditions.heads import after_label
from majungmul.facts.conditions.hits import Clause
from majungmul.facts.conditions.notation import written
from majungmul.facts.conditions.outline import INTRO, sentences
from majungmul.facts.conditions.parts import SEVERAL, aged
from majungmul.facts.conditions.rule import NOT_ALL_READ, NOT_FOUND, home_of, rule
from majungmul.facts.conditions.trees import meaning
from majungmul.facts.notice.sections import sections
from majungmul.matching import company_from_toml, explain
from majungmul.terms import Range, Rule, Truth, Unread, conditions, rule_from_json, rule_to_json


@dataclass
class Call:
    text: str
    title: str = "소상공인 판로 지원사업 참여기업 모집 공고"


def read(text: str, title: str = "지원사업 공고") -> str:
    return written(rule(Call(text, title)))


def test_any_of_the_following() -> None:
    text = "□ 신청자격 : 다음 각 호의 어느 하나에 해당하는 자\n ① 소상공인\n ② 예비창업자\n□ 문의"
    assert read(text) == "any(size_class[micro], pre_founder[yes])"


def test_kinds_joined_by_and_with_a_comma_are_alternatives() -> None:
    text = "1. 신청 자격\n 충주시에 있는 협동조합과, 마을기업으로 지정을 받은 기업\n2. 문의"
    assert "any(" in read(text)


def test_an_age_behind_two_verbs_is_asked_of_both() -> None:
    text = "○ 누구를 찾나\n 대구에 살고 있거나 대구의 회사에 다니는 만 20세 이상 30세 이하의 사람"
    leaves = [leaf for leaf in rule(Call(text)).rules if isinstance(leaf, Range)]
    assert [leaf.field for leaf in leaves] == ["ceo_age"]


def test_words_ahead_of_who_is_shut_out_leave_the_others_in() -> None:
    said = read("□ 신청자격\n 지점만 통영시에 둔 업체는 신청할 수 없다.\n□ 문의")
    assert said.startswith("any(not(region[48220]), ?")


def test_all_of_the_following() -> None:
    text = "□ 신청자격(모두 충족)\n - 소상공인\n - 충북 소재\n - 업력 3년 이상 기업\n□ 문의"
    assert read(text) == "all(size_class[micro], region[43], business_age_years[3..])"


def test_what_stands_before_the_list_holds_for_all_of_it() -> None:
    text = (
        "□ 신청자격\n ○ 대전 소재 기업 중 다음 각 호의 하나에 해당하는 기업\n"
        "  - 여성기업\n  - 장애인기업\n□ 문의"
    )
    expected = "all(region[30], any(certificate[women_owned], certificate[disabled_owned]))"
    assert read(text) == expected


def test_bullets_that_ask_for_different_things_add_up() -> None:
    text = "□ 지원대상\n - 부산 소재 기업\n - 업력 7년 이내 기업\n□ 지원내용\n - 상담"
    assert read(text) == "all(region[26], business_age_years[..7])"


def test_bullets_that_name_kinds_of_applicants_are_alternatives() -> None:
    text = "□ 지원대상\n 1. 예비창업자\n 2. 창업 3년 이내 기업\n□ 지원내용"
    assert read(text) == "any(pre_founder[yes], business_age_years[..3])"


def test_tracks_are_alternatives_beside_what_is_common() -> None:
    text = (
        "□ 신청자격\n - 지역: 경남 소재\n - (일반형) 업력 3년 이내 기업\n"
        " - (도약형) 업력 3년 초과 7년 이내 기업\n□ 문의"
    )
    assert read(text) == ("all(region[48], any(business_age_years[..3], business_age_years(3..7]))")


def test_exclusions_are_denied_one_by_one() -> None:
    text = "□ 지원대상\n - 소상공인\n□ 제외대상\n - 국세 체납자\n - 휴업 중인 자\n□ 문의"
    assert read(text) == (
        "all(size_class[micro], not(exclusion[tax_arrears]), not(exclusion[closed_business]))"
    )


def test_an_exception_to_an_exclusion_is_kept_open() -> None:
    text = "□ 지원대상\n - 소상공인\n□ 제외대상\n - 국세 체납자\n  * 단, 분납 중인 자는 신청 가능\n"
    assert "any(not(exclusion[tax_arrears]), ?단, 분납 중인 자는 신청 가능?)" in read(text)


def test_a_wider_bound_in_a_note_never_shuts_out_who_meets_it() -> None:
    text = "□ 지원대상\n - 창업 7년 이내 기업\n ※ 신산업 분야는 10년 이내\n□ 문의"
    assert read(text) == (
        "any(business_age_years[..7], all(business_age_years[..10], ?신산업 분야는 10년 이내?))"
    )


def test_preferences_are_no_conditions() -> None:
    text = "□ 지원대상\n - 소상공인\n - 여성기업은 우대함\n□ 우대사항\n - 벤처기업 인증 기업\n"
    assert read(text) == "size_class[micro]"


def test_other_parties_are_not_the_applicant() -> None:
    text = "□ 지원대상\n - 참여기업 : 소상공인\n - 참여자 : 만 39세 이하 구직자\n□ 문의"
    assert "ceo_age" not in read(text)


def test_no_information_is_unknown_and_not_no_restriction() -> None:
    assert read("□ 지원대상\n - 공고문 참조\n□ 지원내용") == "?공고문 참조?"
    text = "지원대상\n각 지원사업 모집 공고문 참고\n\n지원내용\n상담"
    assert read(text) == "?각 지원사업 모집 공고문 참고?"
    assert read("□ 접수기간 : 상시\n□ 접수방법 : 방문") == f"?{NOT_FOUND}?"


def test_what_is_no_call_and_asks_nothing_has_no_rule() -> None:
    assert rule(Call("시장은 어제 기자 간담회를 열었다.", "시정 소식")) is None


@pytest.mark.parametrize(
    "line",
    [
        " - 선정 후 3개월 안에 인천으로 이전할 예정인 기업",
        " ※ 관외 기업은 협약 후 60일 이내 본사 이전 필수",
        " * 단, 타 지역 기업은 이전 확약서를 내면 신청 가능",
    ],
)
def test_who_will_move_is_never_shut_out(line: str) -> None:
    text = f"□ 지원대상\n - 인천 소재 기업\n{line}\n□ 지원내용"
    assert read(text).startswith("any(region[28], ")


def test_a_note_is_about_the_line_that_speaks_of_the_same() -> None:
    text = "□ 지원대상\n - 창업 7년 이내 기업\n - 경남 소재 기업\n ※ 신산업은 10년 이내\n□ 문의"
    assert read(text) == (
        "all(any(business_age_years[..7], all(business_age_years[..10], ?신산업은 10년 이내?)),"
        " region[48])"
    )


def test_a_note_that_repeats_the_place_opens_nothing() -> None:
    text = "□ 지원대상\n - 대구 소재 소상공인\n ※ 마감일까지 대구에 본점을 둔 기업\n□ 문의"
    assert read(text) == "all(region[27]@headquarters, size_class[micro])"


def test_rows_of_a_table_are_tracks_and_rows_of_dimensions_add_up() -> None:
    head = "□ 신청자격\n|구분|지원대상|\n|---|---|\n"
    tracks = "|새싹|업력 3년 이내 기업|\n|성장|업력 3년 초과 기업|\n"
    assert read(head + tracks) == (
        "any(all(?새싹?, business_age_years[..3]), all(?성장?, business_age_years(3..]))"
    )
    both = "|소재지|전남 소재 기업|\n|업력|업력 3년 초과 기업|\n"
    assert read(head + both) == "all(region[46], business_age_years(3..])"


def test_names_of_rows_in_a_table_of_exclusions_shut_nobody_out() -> None:
    text = "□ 지원대상\n - 소상공인\n□ 제외대상\n|소상공인|국세 체납 중인 자|\n"
    assert "not(size_class" not in read(text)


def test_headings_in_any_brackets_part_the_exclusions() -> None:
    for left, right in ("≪≫", "《》", "<>", "【】", "［］"):
        text = f"□ 신청자격\n - 소상공인\n{left} 신청 제외 대상 {right}\n - 휴업 중인 자\n"
        assert read(text) == "all(size_class[micro], not(exclusion[closed_business]))"


def test_a_line_that_ends_with_or_goes_on_in_the_next() -> None:
    text = "□ 지원대상\n - 예비창업자 또는\n - 울산에서 가게를 하는 소상공인\n□ 문의"
    assert read(text).startswith("any(pre_founder[yes], ")


def test_titles_of_tracks_part_what_stands_below_them() -> None:
    text = (
        "□ 신청자격\n 1) 아이디어 분야\n  - 만 34세 이하인 자\n"
        " 2) 사업화 분야\n  - 업력 3년 이내 기업\n□ 문의"
    )
    assert read(text) == (
        "any(all(?아이디어 분야?, ceo_age[..34]), all(?사업화 분야?, business_age_years[..3]))"
    )


def test_kinds_of_persons_in_a_list_do_not_add_up() -> None:
    text = (
        "□ 지원대상\n - 연매출 1억원 이하 사업자\n - 대학교에 다니는 재학생\n - 귀촌 희망자\n□ 문의"
    )
    assert read(text).startswith("any(all(revenue_krw[..100000000], ")


def test_home_region_comes_from_the_title() -> None:
    text = "□ 지원대상 : 도내 소상공인\n□ 지원내용 : 상담"
    assert read(text, "[경북] 2026년 판로 지원 공고") == "all(region[47], size_class[micro])"
    assert read(text, "2026년 판로 지원 공고") == "all(?도내?, size_class[micro])"


def test_coarse_labels_yield_to_the_notice_itself() -> None:
    labels = "\n\n업력\n예비창업자, 3년미만\n\n지역\n전북\n\n신청 대상 구분\n중소기업"
    text = "지원대상\n창업 5년 이내 전북 소재 기업" + labels
    assert read(text) == "all(business_age_years[..5], region[52])"


def test_labels_alone_are_read_with_their_doubt() -> None:
    text = "지원대상\n아이디어가 있는 누구나\n\n업력\n예비창업자, 3년미만\n\n지역\n전북"
    assert read(text) == (
        "all(?아이디어가 있는 누구나?, any(pre_founder[yes], business_age_years[..3)), region[52])"
    )


def test_a_list_of_bands_ends_with_its_last_one() -> None:
    text = (
        "지원대상\n소상공인\n\n업력\n예비창업자, 1년미만, 2년미만, 3년미만, 5년미만, 7년미만"
        "\n\n대상 연령\n만 20세 미만, 만 20세 이상 ~ 만 39세 이하, 만 40세 이상\n\n지역\n전국"
        "\n\n신청 대상 구분\n청소년, 대학생, 일반인, 대학, 연구기관, 일반기업, 1인 창조기업"
    )
    founded = "any(pre_founder[yes], business_age_years[..7))"
    assert read(text) == f"all(size_class[micro], {founded})"
    every = read(text.replace("7년미만", "7년미만, 10년미만"))
    assert "business_age_years[..10), ?예비창업자, 1년미만" in every


MOVERS = (
    " - 남구 소재 기업\n - 올해 안에 본사를 남구로 이전할 계획이 있는 기업",
    " - 울산 소재 중소기업\n ※ 타 지역 기업은 선정 후 두 달 안에 이전必",
)


@pytest.mark.parametrize("body", MOVERS)
def test_a_line_about_movers_opens_the_place_of_the_others(body: str) -> None:
    said = read(f"□ 지원대상\n{body}\n□ 문의", "[울산] 남구 정착 지원 공고")
    assert "all(region" not in said
    assert not said.startswith("region")


def test_what_is_asked_of_some_kinds_only_is_not_asked_of_all() -> None:
    said = read("□ 신청자격\n - 대학, 연구기관\n - 신청자가 기업인 경우 법인사업자여야 함\n□ 문의")
    assert said.startswith(
        "any(entity_type[university,research_institute], entity_type[company], ?"
    )


def test_the_place_of_an_event_shuts_nobody_out_for_sure() -> None:
    text = "지원대상\n창업에 뜻이 있는 청년\n\n지역\n부산"
    assert "any(region[26], ?부산?)" in read(text, "봄 창업 세미나 안내")
    assert "region[26]" in read(text, "봄 창업 지원사업 공고")


def test_parts_with_other_bounds_are_tracks() -> None:
    text = (
        "□ 지원대상 : 업력 3년 이내 기업\n□ 지원내용 : 상담\n"
        "□ 신청자격 : 업력 7년 이내 기업\n□ 문의"
    )
    either = "any(business_age_years[..3], business_age_years[..7])"
    assert read(text) == f"all({either}, ?{SEVERAL}?)"


CLAUSES = st.sampled_from(
    [
        "강원 소재 중소기업",
        "예비창업자",
        "업력 7년 이내 기업",
        "상시근로자 5인 이상 기업",
        "여성기업",
        "드론을 만드는 기업",
        "공고문 참조",
        "기술을 가진 팀",
        "(일반형) 소상공인",
        "지역: 전남 소재",
        "만 39세 이하인 자",
        "국세 체납이 없는 기업",
        "단, 신산업은 10년 이내 신청 가능",
        "※ 접수 마감일 기준",
        "다음 중 하나에 해당하는 자",
        "대학 또는 연구기관",
        "수출을 바라는 소상공인. 다만 유흥업은 제외",
    ]
)
MARKERS = st.sampled_from(["- ", "  ○ ", "① ", "1. ", "* ", "※ ", "   · ", ""])
ITEMS = st.lists(st.tuples(MARKERS, CLAUSES).map("".join), min_size=1, max_size=7)


def _meaning(leaf: Rule) -> object:
    return meaning(replace(leaf, as_of="notice") if isinstance(leaf, Range) else leaf)


def _uncovered(call: Call, found: Rule | None) -> list[str]:
    """Sentences of eligibility and exclusion parts that the rule neither touches nor repeats."""
    text, home = call.text, home_of(call, sections(call.text))
    leaves = list(conditions(found)) if found else []
    spans = [(leaf.span.start, leaf.span.end) for leaf in leaves if leaf.span]
    said = {_meaning(leaf) for leaf in leaves}
    shown = {" ".join(leaf.text.split()) for leaf in leaves if isinstance(leaf, Unread)}
    missing = []
    for section in sections(text):
        if section.role not in ("eligibility", "exclusion"):
            continue
        for line in section.lines:
            for start, end in sentences(text, after_label(text, line), line.end):
                own = clauses.read(Clause(text, start, end, home=home), section.role == "exclusion")
                touched = any(a < end and start < b for a, b in spans)
                if any(" ".join(text[start:end].split()) in quote for quote in shown):
                    continue
                ways = [
                    {_meaning(leaf) for leaf in conditions(it)} for it in (own, aged(own)) if it
                ]
                if own and not touched and not any(way <= said for way in ways):
                    missing.append(text[start:end])
    return missing


@settings(max_examples=200, deadline=None)
@given(ITEMS, st.booleans())
def test_every_sentence_ends_in_a_condition_or_in_unread(lines: list[str], excluding: bool) -> None:
    heading = "제외대상" if excluding else "신청자격"
    text = f"□ {heading}\n" + "\n".join(lines) + "\n□ 지원내용\n - 상담\n"
    missing = _uncovered(Call(text), rule(Call(text)))
    assert [part for part in missing if not INTRO.search(part)] == []


@settings(max_examples=100, deadline=None)
@given(ITEMS)
def test_spans_quote_the_text_and_rules_survive_json(lines: list[str]) -> None:
    text = "□ 신청자격\n" + "\n".join(lines) + "\n□ 지원내용\n - 상담\n"
    found = rule(Call(text))
    if found is None:  # 기준일 alone asks nothing of anybody
        return
    for leaf in conditions(found):
        assert leaf.span is None or leaf.span.quote == text[leaf.span.start : leaf.span.end]
    assert rule_from_json(json.loads(json.dumps(rule_to_json(found)))) == found


@settings(max_examples=60, deadline=None)
@given(
    ITEMS,
    st.sampled_from(["□ 사업개요\n - 지역 경제를 살립니다.\n", "이 사업은 해마다 열립니다.\n\n"]),
)
def test_a_paragraph_about_something_else_changes_nothing(lines: list[str], paragraph: str) -> None:
    text = "□ 신청자격\n" + "\n".join(lines) + "\n□ 지원내용\n - 상담\n"
    assert written(rule(Call(paragraph + text))) == written(rule(Call(text)))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="□○-*※|\n 신청자격지원대상제외:()[]<>.1가나①", max_size=200))
def test_soup_never_breaks_the_reading(text: str) -> None:
    rule(Call(text))


@pytest.mark.parametrize(
    "body",
    [
        "- 소상공인\n" * 2000,
        "- " + "서울 소재 중소기업, " * 3000,
        "|소상공인" * 3000,
        "※ 7년 이내\n" * 2000,
    ],
)
def test_what_no_one_wrote_to_be_read_stays_unread(body: str) -> None:
    found = rule(Call("□ 신청자격\n" + body))
    assert found is not None
    assert len(list(conditions(found))) < 400


def test_time_grows_with_length_and_not_faster() -> None:
    """Counted in steps of the outline, not in seconds: sections of 10 copies are 10 times one."""
    one = "□ 신청자격\n - 소상공인\n - 부산 소재 기업\n□ 지원내용\n - 상담\n"
    assert len(sections(one * 10)) == 10 * len(sections(one))


@pytest.mark.parametrize("name", ["bizinfo", "kstartup"])
def test_every_sentence_of_real_calls_is_accounted_for(real_data: Path, name: str) -> None:
    source = sources.all()[name]
    raws = source.load(real_data / name / "2026-04.jsonl")
    calls = [source.map(raw) for raw in raws if isinstance(raw, sources.Raw)]
    lost = [
        part
        for call in calls
        for part in _uncovered(Call(call.text, call.title), rule(Call(call.text, call.title)))
        if not INTRO.search(part)
    ]
    assert len(calls) > 200
    assert lost == []


def test_every_sentence_of_real_attachments_is_accounted_for(real_data: Path) -> None:
    lost = []
    for line in (real_data / "notices" / "text.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        call = Call(row["text"], row["title"])
        lost += [p for p in _uncovered(call, rule(call)) if not INTRO.search(p)]
    assert lost == []


def test_a_label_narrows_but_is_no_eligibility_part() -> None:
    text = "신청 대상 구분\n중소기업\n\n지역\n경남"
    said = read(text)
    assert NOT_FOUND in said
    assert said.startswith("all(any(size_class[micro,small,medium], ?중소기업?)")


def test_more_parts_than_are_read_are_said_to_be_unread() -> None:
    text = "□ 지원대상\n - 소상공인\n□ 문의 : 담당자\n" * 61
    assert NOT_ALL_READ in read(text)


@pytest.mark.parametrize(
    "barred",
    [
        "※ 공고일 현재 휴업 중이거나 지방세를 체납한 업체는 제외",
        "□ 신청할 수 없는 업체\n - 휴업 중인 업체\n - 지방세를 체납한 업체",
        "☞ 아래의 하나에 해당하는 업체는 신청할 수 없습니다.\n - 휴업 중\n - 지방세를 체납",
    ],
)
def test_who_is_shut_out_in_plain_words(barred: str) -> None:
    said = read(f"□ 지원대상\n ○ 소상공인\n{barred}\n□ 문의\n")
    assert "size_class[micro]" in said
    assert "not(exclusion[closed_business])" in said
    assert "not(exclusion[tax_arrears])" in said


PLAIN = (
    ("□ 신청할 수 있는 업체\n - 울산 소재 소상공인", "all(region[31], size_class[micro])"),
    ("□ 누가 신청할 수 있나요?\n - 소상공인", "size_class[micro]"),
    ("제4조(신청자격)\n 1. 소상공인", "size_class[micro]"),
    (
        "□ 신청자격\n - 상시근로자 10인 이상인 소기업\n - 기업당 최대 10명까지 신청 가능",
        "all(employees[10..], size_class[micro,small], ?기업당 최대 10명까지 신청 가능?)",
    ),
    (
        "□ 신청자격\n - 전북에 사업장을 둔 소상공인\n - 예비창업자도 신청 가능",
        "any(all(region[52]@site, size_class[micro]), ?예비창업자도 신청 가능?)",
    ),
    (
        "□ 신청자격\n - 소재지 : 전북\n - 업력 : 3년 이내\n - 기업규모 : 소기업",
        "all(region[52], business_age_years[..3], size_class[micro,small])",
    ),
    (
        "□ 신청자격\n - 전북에 본사를 둔 기업\n"
        " - 타 지역에 본사를 두었으나 협약 전까지 이전할 수 있는 기업",
        "any(region[52]@headquarters, ?타 지역에 본사를 두었으나 협약 전까지 이전할 수 있는 기업?)",
    ),
    (
        "□ 신청자격\n가. 아래 가운데 적어도 하나\n - 벤처기업\n - 매출액 3억원 이상",
        "any(certificate[venture], revenue_krw[300000000..])",
    ),
    (
        "□ 신청자격\n 가. 다음을 갖춘 기업\n  1) 소재지 : 전북\n   ① 본점\n  2) 규모 : 소기업",
        "all(region[52], ?본점?, size_class[micro,small])",
    ),
    (
        "□ 신청자격\n - 소기업\n - 매출액 3억원 이상. 다만 여성기업에는 하한을 두지 않는다.",
        "all(size_class[micro,small], any(revenue_krw[300000000..],"
        " all(certificate[women_owned], ?다만 여성기업에는 하한을 두지 않는다.?)))",
    ),
    (
        "□ 신청자격\n - 소기업\n - 벤처기업 확인을 받았을 것(로봇 분야에 한함)",
        "all(size_class[micro,small], any(all(certificate[venture], ?받았을 것(로봇 분야에 한함?),"
        " ?벤처기업 확인을 받았을 것(로봇 분야에 한함)?))",
    ),
    (
        "□ 신청자격\n - 주관기관 : 소상공인\n - 공동연구개발기관 : 대학",
        "all(size_class[micro], ?공동연구개발기관 : 대학?)",
    ),
    (
        "업력 : 예비창업자, 1년미만, 3년미만\n신청대상 : 충남 소재 기업",
        "all(region[44], any(pre_founder[yes], business_age_years[..3)))",
    ),
    (
        "□ 지원대상\n ○ (소재) 전북 소재 소상공인\n ○ (규모) 상시근로자 3명 이상",
        "all(region[52], size_class[micro], employees[3..])",
    ),
    (
        "□ 지원대상\n ○ 예비창업자 및 5년 이내 창업기업\n ○ 만 45세 이하",
        "all(any(pre_founder[yes], business_age_years[..5]), ceo_age[..45])",
    ),
    (
        "□ 지원대상\n ○ 주관기관: 대학\n ○ 참여기업: 소상공인",
        "all(entity_type[university], ?참여기업: 소상공인?)",
    ),
    (
        "| 유형 | 신청자격 |\n| 씨앗형 | 업력 2년 이내 |\n| 줄기형 | 업력 2년 초과 |",
        "any(all(?씨앗형?, business_age_years[..2]), all(?줄기형?, business_age_years(2..]))",
    ),
)


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_parts_in_plain_words_lists_and_tables(text: str, expected: str) -> None:
    assert read(f"모집 공고\n{text}\n□ 문의\n - 담당자") == expected


def test_a_heading_ends_the_list_above_it() -> None:
    text = "지원대상\n - 소상공인\n□ 지원내용\n - 최대 1억원\n"
    assert read(text) == "size_class[micro]"


def test_no_sample_makes_anyone_eligible_without_an_eligibility_part() -> None:
    folder = Path(samples.__file__).parent
    companies = [company_from_toml(path) for path in sorted(folder.glob("companies/*.toml"))]
    for path in sorted(folder.glob("notices/*.json")):
        source = sources.all()[path.stem.split("-")[0]]
        for raw in source.load(path):
            assert isinstance(raw, sources.Raw)
            notice = source.map(raw)
            found = rule(Call(notice.text, notice.title), notice.published)
            if any(part.role == "eligibility" and part.lines for part in sections(notice.text)):
                continue
            for company in companies:
                day = date(2026, 5, 1)
                assert found is None or explain(found, company, day).truth is not Truth.TRUE
    assert len(companies) == 8
