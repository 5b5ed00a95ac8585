"""The summary of a call: until when, how much at most, how many, each with its sentence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from majungmul import documents, facts
from majungmul.facts.opportunity.summary import is_call, opportunity
from majungmul.terms import Opportunity

HEAD = "2026년 나루시 판로 지원사업 참여기업 모집 공고\n\n□ 신청방법 : 누리집 접수\n"


def call(body: str, published: date | None = date(2026, 3, 2)) -> Opportunity:
    found = facts.opportunity(documents.plain(HEAD + body, "공고.txt"), published)
    assert found is not None
    return found


def amount(body: str) -> int | None:
    found = call(body).award_max
    return int(found.amount) if found else None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 지원내용 : 기업당 최대 3천만원 지원\n", 30_000_000),
        ("□ 지원금액 : 업체별 2,000만원 이내\n", 20_000_000),
        ("□ 융자한도 : 기업당 5억원 이내(운전자금 2억원)\n", 500_000_000),
        ("□ 지원내용 : (일반형) 최대 1천만원, (도약형) 최대 4천만원\n", 40_000_000),
        ("□ 지원내용 : 월 최대 50만원을 6개월간 지원\n", 500_000),
        ("□ 지원한도 : (2025년) 최대 300만원 → (2026년) 최대 500만원\n", 5_000_000),
        ("□ 총 사업비 : 30억원\n□ 지원내용 : 과제당 1억원 이내\n", 100_000_000),
        ("□ 예산 : 12억원\n□ 지원내용 : 상담\n", None),
        ("□ 지원규모 : 총 150억원 이내\n□ 지원내용 : 보증\n", None),
        ("□ 신청자격 : 매출액 120억원 이하 기업\n□ 지원내용 : 상담\n", None),
        ("□ 지원내용 : 상담\n※ (예시) 최대 7천만원을 받는 경우\n", None),
        ("□ 자부담 : 최대 200만원 이내\n", None),
        ("□ 사업규모 : 2개 과제, 총 8억원 이내 지원\n", None),
        ("□ 지원규모 : 7개 과제, 과제당 4천만원 이내\n", 40_000_000),
        ("□ 지원내용 : 참여자 1명당, 총 40만원(5만원 × 8주)\n", 400_000),
        ("□ 융자조건\n가. 융자한도\n - 시설자금 : 10억원\n - 운전자금 : 3억원\n", 1_000_000_000),
        ("|구분|내용|\n|---|---|\n|지원한도|업체당 3억원|\n", 300_000_000),
        ("구분 | 선정 | 지원금액\n기초 | 10개사 | 2천만원\n심화 | 5개사 | 5천만원\n", 50_000_000),
        ("□ 지원한도: 400만원 → 600만원(상향)\n", 6_000_000),
        ("□ 지원내용 : 과제당 '26년 최대 5억원, '27년 8억원 지원\n", 800_000_000),
        ("□ 지원내용 : 시험 인증(3,000천원/건), 특허 확보(5,000천원/건)\n", 5_000_000),
        ("□ 시상내역\n- 최우수상(1명) : 300만원\n- 우수상(2명) : 100만원\n", 3_000_000),
        ("□ 수수료의 일부 지원(기업당 최대 10백만원)\n", 10_000_000),
        ("□ 참가비 : 점포당 100만원(부가세 별도)\n", None),
        ("□ 매 5억원당 청년 1명 이상 채용\n", None),
    ],
)
def test_award_max_is_the_largest_sum_one_applicant_can_get(
    body: str, expected: int | None
) -> None:
    assert amount(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 지원내용 : 총사업비의 70% 이내 지원\n", 70),
        ("□ 지원내용 : 소요비용의 50~80% 이내 지원\n", 80),
        ("□ 지원내용 : 부스비의 90% 지원\n", 90),
        ("□ 우대 : 가점 5% 부여\n", None),
        ("□ 조건 : 금리 연 2% 이내\n", None),
        ("□ 기술료 : 지원금의 10% 이내 징수\n", None),
        ("□ 자부담 : 총사업비의 30% 이상 자부담\n", 70),
        ("□ 보조율 : 보조 70%, 자부담 30%\n", 70),
        ("□ 사업비 구성 : 정부지원금 75% + 기업부담금 25%\n", 75),
        ("구분 | 지원율\n소기업 | 80%\n중기업 | 60%\n", 80),
        ("○ 인증에 든 비용 가운데 70%를 돌려 드립니다.\n", 70),
        ("□ 지원내용 : 재해자금 이자의 일부(3%)를 지원\n", None),
        ("□ 재원 : 도비 30%, 시비 70%\n", None),
    ],
)
def test_support_rate_max(body: str, expected: int | None) -> None:
    rate = call(body).support_rate_max
    assert (int(rate) if rate is not None else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 선정규모 : 20개사 내외\n", 20),
        ("□ 모집규모 : 총 30개 기업\n", 30),
        ("□ 지원내용 : 15개사를 선정하여 지원\n", 15),
        ("□ 실적 : 2019년 ~ 2025년 총 300개사 선정\n", None),
        ("□ 신청자격 : 3개사 이상의 컨소시엄\n", None),
        ("□ 지원규모 : 총 20억원, 40개사 내외\n", 40),
        ("□ 모집 점포 : 6개 점포(음식 4, 공방 2)\n", 6),
        ("□ 모집 규모\n - 총 15개 팀 내외\n", 15),
        ("올해는 모두 24개 기업을 뽑습니다.\n", 24),
        ("|모집규모|30개사|\n|---|---|\n", 30),
        ("□ 모집규모 : 초기 10개사, 도약 5개사\n", 15),
        ("□ 지원규모 : 대학생 40명, 기업 12개사를 대학 3곳과 함께\n", 12),
        ("□ 지원규모 : 기업당 1명 이내\n", None),
    ],
)
def test_selected_count(body: str, expected: int | None) -> None:
    assert call(body).selected_count == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 사업예산 : 총 12억원\n", 1_200_000_000),
        ("□ 융자규모 : 500억원\n", 50_000_000_000),
        ("□ 지원내용 : 기업당 3억원 이내\n", None),
        ("□ 과제 구성 : 총사업비 1억원(정부지원금 7천만원)\n", None),
        ("○ 사 업 예 산 : 금300,000,000원\n", 300_000_000),
        ("□ 융자규모 : (당초) 600억원 → (변경) 900억원\n", 90_000_000_000),
        ("총 45억 원을 투입해 지원합니다.\n", 4_500_000_000),
        ("□ 지원규모 : 10개 과제, 20억원 내외\n", 2_000_000_000),
        ("□ 지원규모 : 최대 3억원 이내 / 2년\n", None),
    ],
)
def test_total_budget(body: str, expected: int | None) -> None:
    found = call(body).total_budget
    assert (int(found.amount) if found else None) == expected


def test_the_application_period_is_the_one_that_is_called_so() -> None:
    found = call(
        "□ 사업기간 : 2026. 5. 1. ~ 2026. 12. 31.\n"
        "□ 신청기간 : 2026. 3. 3.(화) ~ 2026. 3. 20.(금) 18:00까지\n"
        "2026년 3월 2일\n나루시장\n"
    )
    assert (found.opens, found.closes) == (date(2026, 3, 3), date(2026, 3, 20))
    assert (found.closes_time, found.end_kind) == ("18:00", "date")


def test_an_unknown_hour_stays_unknown() -> None:
    found = call("□ 접수기간 : 2026. 3. 3. ~ 2026. 3. 20.\n")
    assert found.closes == date(2026, 3, 20)
    assert found.closes_time is None


def test_until_the_money_runs_out() -> None:
    found = call("□ 신청기간 : 2026. 3. 3. ~ 예산 소진 시까지\n")
    assert (found.opens, found.closes) == (date(2026, 3, 3), None)
    assert found.end_kind == "until_funds"


def test_the_day_of_the_signature_is_no_deadline() -> None:
    found = call("2026년 3월 2일\n나루시장\n\n□ 지원내용 : 상담\n")
    assert (found.opens, found.closes, found.end_kind) == (None, None, None)


def test_a_period_of_years_before_the_title_is_of_something_else() -> None:
    found = call("□ 신청기간 : 2023. 3. 3. ~ 2023. 3. 20.\n")
    assert found.closes is None


@pytest.mark.parametrize(
    ("body", "closes"),
    [
        ("(기존) 2026. 3. 3. ~ 3. 20.\n(연장) 2026. 3. 3. ~ 4. 10.\n", date(2026, 4, 10)),
        ("4월 3일(금) 18시까지 전자우편으로 신청서를 보내면 된다.\n", date(2026, 4, 3)),
        ("3. 신청 및 접수\n 가. 기 간 : 2026. 3. 9. ~ 3. 27.\n", date(2026, 3, 27)),
        ("○ 사전 수요조사(3. 9. ~ 3. 20.)로 나온 주제로 접수 예정\n", None),
    ],
)
def test_the_deadline_in_force(body: str, closes: date | None) -> None:
    assert call("□ 신청기간\n" + body if "(연장)" in body else body).closes == closes


def test_every_filled_field_has_its_quote() -> None:
    body = (
        "□ 신청기간 : 2026. 3. 3. ~ 2026. 3. 20.\n□ 지원내용 : 기업당 최대 3천만원\n"
        "□ 선정규모 : 5개사\n"
    )
    found = call(body)
    filled = {
        name
        for name in ("opens", "closes", "closes_time", "end_kind", "award_max", "selected_count")
        if getattr(found, name) is not None
    }
    assert filled <= set(found.spans)
    for span in found.spans.values():
        assert span.quote == (HEAD + body)[span.start : span.end]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("2026년 창업 지원사업 참여기업 모집 공고", "□ 신청기간 : 3월", True),
        ("2026년 창업 지원사업 선정 결과 공고", "□ 선정기업 : 5개사", False),
        (
            "나루시, 창업기업 지원 늘린다",
            "나루시가 5일 밝혔다. 홍길동 기자 = 무단 전재 금지",
            False,
        ),
        ("나루 지역 소식", "지난해 기업 30곳이 늘었다.", False),
        ("나루시 공방 바우처", "4월 3일까지 신청하면 됩니다.", True),
        ("나루시 공방 바우처", "4월 3일까지 신청하면 됩니다. 나루시가 5일 밝혔다.", False),
        ("2026년 창업 지원사업 FAQ", "□ 신청기간은 언제인가요?", False),
        ("나루연구원 용역 입찰공고", "추정가격 2천만원, 입찰참가자격, 개찰일시", False),
        (
            "나루 수출기업 보험료 지원",
            "ㅇ 지원대상 : 수출기업\nㅇ 접수 : 2026. 9. 1. ~ 12. 10.",
            True,
        ),
        ("Call for Joint Proposals 2026", "Deadline for submission: 15 August 2026", True),
    ],
)
def test_calls_are_told_from_results_and_press(title: str, text: str, expected: bool) -> None:
    document = documents.plain(f"{title}\n\n{text}\n", "글.txt")
    assert is_call(document) is expected
    assert (facts.opportunity(document) is not None) is expected


def test_real_calls_close_when_their_source_says(real_data: Path) -> None:
    """Notices composed from a source print its own dates: the summary must give them back."""
    from majungmul import sources

    source = sources.all()["kstartup"]
    wrong = []
    for raw in source.load(real_data / "kstartup" / "2026-04.jsonl"):
        if not isinstance(raw, sources.Raw):
            continue
        notice = source.map(raw)
        found = facts.opportunity(documents.plain(f"{notice.title}\n{notice.text}", "공고.txt"))
        if found and notice.closes and found.closes not in (None, notice.closes):
            wrong.append((notice.key, found.closes, notice.closes))
    assert wrong == []


def test_real_attachments_are_summarised_without_a_crash(real_data: Path) -> None:
    filled = 0
    for line in (real_data / "notices" / "text.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        document = documents.plain(row["title"] + "\n" + row["text"], "공고.md")
        text = document.text
        found = opportunity(document, facts.quantities(text), facts.periods(text))
        filled += found is not None and found.closes is not None
    assert filled > 70


@pytest.mark.parametrize(
    "text",
    [
        "가람군 공고 제2026-27호\n\n가게 이자를 더는 융자 지원\n\n■ 어떤 돈인가\n은행 대출",
        "나루진흥원, 봄 전시 참가사 모집\n\n전시장은 반값.\n서류를 제출하고 심사를 기다리세요.",
    ],
)
def test_a_notice_in_plain_words_is_a_call(text: str) -> None:
    assert is_call(documents.plain(text))


def test_a_report_that_names_a_numbered_notice_is_none() -> None:
    text = "가람군은 12일 융자를 늘린다고 밝혔다. (가람군 공고 제2026-27호) 시장 상인이 반겼다."
    assert not is_call(documents.plain(text))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("부문\t과제수\t과제당 지원금\n일반\t8개\t2억원\n도약\t4개\t3억원\n", 300_000_000),
        (
            "  부문        과제수    과제당 한도    자부담\n"
            "  기초        8개       최대 2억원     20% 이상\n",
            200_000_000,
        ),
        ("구분 | 세부 | 총 연구비\n기초 | 가 | 4억원 내외\n합계 | 9억원\n", 400_000_000),
        ("구분 | 과제명 | 한도\n기초 | 가 | 나 | 5천만원\n", 50_000_000),
        ("□ 정부출연금 : '26년 300백만원 이내(총 1,150백만원 이내)\n", 1_150_000_000),
        ("* (예시) 세 기업이 나누는 때\n\n구분 | 지원금\n첫해 | 6억원\n이듬해 | 4억원\n", None),
        ("□ 신청자격\n ㅇ 제조기업으로, 과제당 4천만원 이내에서 지원\n", 40_000_000),
        ("창작비를 조직마다 800만원 한도에서 지급합니다.\n", 8_000_000),
        ("한 기업에 5천만원을 넘지 않게 드립니다.\n", 50_000_000),
        ("사업화자금 : 씨앗 2,000만원, 나무 5,000만원\n", 50_000_000),
        ("기업당 1천만원\n우수기업은 직접투자 검토(기업당 1억원 내외)\n", 10_000_000),
        ("ㅇ 상반기 실적 : 41개사, 7,350만원\n", None),
        ("분야 | 지원예산(정부지원연구개발비)\n수소 | 144억원\n합계 | 308억원\n", None),
        ("과제 | 수 | 연구비\n학술 | 6개 | 150백만원(과제당 25백만원)\n", 25_000_000),
        ("구분 | 총 사업화 자금(국가지원금+자부담금)\n가 | 2.4억원\n", None),
        ("* 정부지원연구개발비 5천만원을 지원한 경우임\n", None),
        (
            "구분 | 1차년도 | 2차년도\n출연금 | 3억원 이내 | 5억원 이내\n\n과제당 7억원\n",
            700_000_000,
        ),
    ],
)
def test_award_max_in_tables_of_every_make_and_in_plain_words(
    body: str, expected: int | None
) -> None:
    assert amount(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 지원규모 : 기업당 1천만원, 자부담 매칭 20%(현금)\n", 80),
        ("□ 지원내용 : 최대 2천만원 지원 (공급가액의 20% 자부담)\n", 80),
        ("□ 지원금 : 최대 500만원 (전체 소요비용의 70%에 해당하는 금액)\n", 70),
        ("쓴 돈의 70%까지 드립니다.\n", 70),
        ("'가' 갈래는 점포당 900만원까지 공사비의 65%를, '나' 갈래는 30%를 드립니다.\n", 65),
        ("- 보험료의 90%\n- 여성기업·장애인기업은 95%\n", 95),
        ("드는 돈의 60%를 가게 한 곳에 300만원까지 대 줍니다.\n", 60),
        ("지원비율\n중소기업 | 사업비의 75% 이하\n비영리기관 | 사업비의 100% 이하\n", 75),
        ("구분 | 납부 상한\n대기업 | 정부지원연구개발비의 40%\n", None),
        ("* 산업위기지역 중소기업은 연구개발비의 80% 이하 지원\n연구개발비의 67% 이하 지원\n", 67),
        ("□ 자부담금의 20% 이상은 현금으로 부담\n", None),
        ("  부문        과제수    자부담\n  기초        8개       10% 이상\n", 90),
        (
            "지원 비율은 기업 유형에 따라 다음과 같음\n  중소기업\t75% 이하\n  대기업\t50% 이하\n",
            75,
        ),
    ],
)
def test_support_rate_by_the_own_share_or_the_kind_of_firm(body: str, expected: int | None) -> None:
    rate = call(body).support_rate_max
    assert (int(rate) if rate is not None else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ 지원분야 : 정보통신 정책 14개 과제\n", 14),
        ("ㅇ (지원 예산) 40억원, 8개사 내외\n", 8),
        ("ㅇ (지원 프로그램) 총 30개사 내외\n", 30),
        ("○ 몇 개 기업을 뽑나 : 15개사\n", 15),
        ("· 규모 : 24개 과제, 총 62억원\n", 24),
        ("모두 50명을 지원하고 차례로 심사합니다.\n", 50),
        ("뽑힌 공방 18곳에는 견본 제작비를 드립니다.\n", 18),
        ("지 원 규 모 :<br><br>예비창업자 6명<br>\n", 6),
        ("□ 지원규모 : 청년근로자 65명, 중소기업 25개사\n", 25),
        ("초기형 8곳, 도약형 14곳을 고를 예정입니다.\n", 22),
        ("- 자유과제 9개 안팎, 과제당 국비 2억원 이내\n", 9),
        ("- 선발 18명\n", 18),
        ("- 추가 모집 4개사\n", 4),
        ("재원은 2억원이며 약 30개사에 나누어 드립니다.\n", 30),
        ("│ 구분 │ 한도 │ 선정 │\n│ 새싹 │ 2천만원 │ 9개 │\n│ 열매 │ 7천만원 │ 2개 │\n", 11),
        ("구분 | 과제 수\n중견기업 | 4개까지 수행 가능\n중소기업 | 2개까지 수행 가능\n", None),
        ("□ 지원규모 : 250백만원(총 5개사)\n", 5),
        ("□ (지원 프로그램) 총 3개 트랙 운영\n", None),
        ("세부사업 | 과제 수 | 연구비\n총계 | 단년 | 다년\n안전관리 | 2 | 130\n", None),
        ("*발표평가 대상 과제 : 2과제(경쟁률 4 이하)\n", None),
        ("내역 | 유형 | 지원규모(이내)\n농약 | 지정 | 300\n합 계 | 300\n", None),
    ],
)
def test_selected_count_by_other_labels(body: str, expected: int | None) -> None:
    assert call(body).selected_count == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("□ (지원규모) 4개 신규과제 지원, ’26년 총 40억 원\n", 4_000_000_000),
        ("□ 선정 규모 : 2개 연구과제 / 총 6억 원 내외\n", 600_000_000),
        ("- 과제당 최대 1억원, 총사업비의 65% 이내 (총예산 12억원)\n", 1_200_000_000),
        ("· 규모 : 24개 과제, 총 62억원\n", 6_200_000_000),
    ],
)
def test_total_budget_beside_a_count_or_behind_a_rate(body: str, expected: int) -> None:
    found = call(body).total_budget
    assert found is not None
    assert int(found.amount) == expected


def test_a_merged_cell_does_not_shift_the_heads_of_its_table() -> None:
    page = (
        "<h1>2026년 나루 연구과제 공모</h1><p>신청방법 : 누리집 접수</p><table>"
        "<tr><th colspan='2'>구분</th><th>지원규모(과제당)</th><th>신규 과제수</th></tr>"
        "<tr><td>기초</td><td>가</td><td>260백만원 이내</td><td>3과제 이내</td></tr></table>"
    )
    found = facts.opportunity(documents.read_bytes(page.encode(), "공고.html"))
    assert found is not None
    assert found.award_max is not None
    assert (int(found.award_max.amount), found.selected_count) == (260_000_000, 3)


def test_no_hour_is_made_up_for_the_days_of_a_programme() -> None:
    found = call("□ 지원기간 : 2026. 3. 18. ~ 2026. 12. 13.\n※ 예산 소진 시 지원 종료\n")
    assert found.closes == date(2026, 12, 13)
    assert found.closes_time is None


def test_questions_and_answers_that_say_when_to_apply_are_the_notice() -> None:
    text = (
        "나루 인증 지원, 자주 묻는 질문\n\nQ1. 누가 신청할 수 있나요?\n나루의 제조업체입니다.\n\n"
        "Q2. 언제까지 내면 되나요?\n4월 1일부터 4월 24일까지 누리집으로만 받습니다.\n"
    )
    found = facts.opportunity(documents.plain(text), date(2026, 3, 2))
    assert found is not None
    assert found.closes == date(2026, 4, 24)


def test_an_extended_notice_closes_when_the_extension_does() -> None:
    found = call(
        "□ 연장 공고기간 : ~ '26. 4. 30.(목) 15:00까지\n"
        "□ 접수기간 : '26. 3. 9.(월) ~ 3. 31.(화) 15:00까지\n"
    )
    assert (found.closes, found.closes_time) == (date(2026, 4, 30), "15:00")


def test_a_round_that_is_over_is_not_the_one_to_apply_for() -> None:
    found = call(
        "구분 | 신청·접수 | 평가\n상반기(완료) | 3. 9. ~ 3. 20. | 4월\n"
        "하반기(시행) | 8. 10. ~ 8. 21. | 9월\n"
    )
    assert found.closes == date(2026, 8, 21)


def test_a_lone_hour_under_the_head_of_a_stretch_is_its_end() -> None:
    found = call("공고대상 | 과제신청기간 | 승인기간\n나루과제 | 2026. 5. 22.(금) 14:00 | 5. 26.\n")
    assert (found.opens, found.closes, found.closes_time) == (None, date(2026, 5, 22), "14:00")


def test_the_outline_of_a_project_tells_its_whole_sum() -> None:
    found = call(
        "□ 지원규모 : 3개 과제\n\n붙임 1. 과제제안요구서\n\n□ 지원 예산\n"
        "ㅇ 정부지원연구개발비 : '26년 5억원 이내(총 정부지원연구개발비 25억원 이내)\n"
    )
    assert found.award_max is not None
    assert found.award_max.amount == 2_500_000_000


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("|지원 내용|250만원(쌍둥이 추가)|\n※ 둘째부터 1인당 100만원 추가지원\n", 2_500_000),
        ("□ 지원조건 : 수수료 전액 지원(기업당 최대 백만 원)\n", 1_000_000),
        ("□ Project A (Up to KRW 5.7 billion, up to 57 months)\n", 5_700_000_000),
    ],
)
def test_award_max_in_words_and_in_english(body: str, expected: int) -> None:
    assert amount(body) == expected


def test_selected_count_of_new_projects() -> None:
    assert call("○ 신규 연구개발과제 : 지정공모 1개 과제\n").selected_count == 1


def test_a_call_that_lasts_opens_when_another_line_says() -> None:
    found = call("□ 신청기간\n예산 소진시까지\n\n- 참여신청은 2026. 3. 16.(월)부터 가능\n")
    assert (found.opens, found.end_kind) == (date(2026, 3, 16), "until_funds")


def test_of_a_correction_the_corrected_column_is_in_force() -> None:
    found = call(
        " 구  분   | 바로잡기 전           | 바로잡은 뒤\n"
        " 접수기간 | 3. 9. ~ 3. 20. 18:00  | 3. 9. ~ 4. 10. 18:00\n"
    )
    assert found.closes == date(2026, 4, 10)
