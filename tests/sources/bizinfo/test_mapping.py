"""A bizinfo item becomes the same notice under whatever names it comes."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from majungmul.sources import Notice, Raw, SourceError, payload
from majungmul.sources.bizinfo import SOURCE

from .shapes import LIVE, MIRROR, RSS, SCRAPED


def notice(item: dict[str, object]) -> Notice:
    (raw,) = SOURCE.take(iter([item]))
    assert isinstance(raw, Raw)
    return SOURCE.map(raw)


def section(found: Notice, heading: str) -> str:
    return next((part.text for part in found.sections if part.heading == heading), "")


def test_a_live_item_is_mapped_whole() -> None:
    found = notice(LIVE)
    assert found.key == "PBLN_000000000900001"
    assert (found.funder, found.operator) == ("충청북도", "새싹산업진흥원")
    assert (found.opens, found.closes) == (date(2026, 5, 4), date(2026, 5, 29))
    assert found.end_kind == "date"
    assert found.closes_time is None
    assert found.period_text == "2026-05-04 ~ 2026-05-29"
    assert (found.regions, found.nationwide) == (("43",), False)
    assert found.field == "technology"
    assert found.published == date(2026, 5, 1)
    assert found.updated == datetime(2026, 5, 2, 10, 30, tzinfo=ZoneInfo("Asia/Seoul"))
    assert found.apply_url == "https://saessak.example.kr/apply"
    assert [(file.name, file.url[-4:]) for file in found.attachments] == [
        ("공고문.hwp", "sn=0"),
        ("신청서.hwp", "sn=0"),
        ("동의서.pdf", "sn=1"),
    ]
    assert found.warnings == ()


def test_who_and_what_are_told_apart() -> None:
    found = notice(LIVE)
    assert section(found, "지원대상") == (
        "☞ 충북에 본사를 둔 업력 7년 이내 중소기업\n- 매출액 < 50억 원 & 상시근로자 30인 이하"
    )
    assert section(found, "지원내용") == (
        "☞ 기업당 최대 2천만 원\n※ 자세한 내용은 <도약 안내서> 참조"
    )
    assert section(found, "신청 대상 구분") == "중소기업"
    assert section(found, "지역") == "충북"
    assert section(found, "신청방법") == "온라인 접수\n- 누리집에서 신청서 제출"


def body_of(*paragraphs: str) -> dict[str, object]:
    return {**LIVE, "bsnsSumryCn": "".join(f"<p>{text}</p>" for text in paragraphs)}


def test_further_paragraphs_say_themselves_what_they_are() -> None:
    found = notice(
        body_of(
            "사업을 소개합니다.",
            "☞ 부산에 공장을 둔 제조업체",
            "☞ 업체당 최대 1천만 원",
            "☞ 신청 제외 : 세금을 내지 않은 기업",
            "☞ 우대 : 여성기업",
            "☞ 전시 기간 : 5월",
        )
    )

    assert section(found, "지원대상") == "☞ 부산에 공장을 둔 제조업체"
    assert section(found, "신청 제외 대상") == "☞ 신청 제외 : 세금을 내지 않은 기업"
    assert section(found, "우대사항") == "☞ 우대 : 여성기업"
    assert section(found, "지원내용") == "☞ 업체당 최대 1천만 원\n☞ 전시 기간 : 5월"


def test_a_single_paragraph_may_be_either_and_stays_in_the_introduction() -> None:
    found = notice(body_of("사업을 소개합니다.", "☞ 전국의 기업에 바우처"))

    assert section(found, "지원대상") == ""
    assert "바우처" in section(found, "사업개요")


def test_contact_and_hidden_parts_stay_out_of_the_text() -> None:
    found = notice(LIVE)
    assert "043-000-0000" in found.contact
    assert "043" not in found.text
    assert "숨은 글" not in found.text


@pytest.mark.parametrize("item", [RSS, MIRROR])
def test_other_names_give_the_same_notice(item: dict[str, object]) -> None:
    live, other = notice(LIVE), notice(item)
    for name in ("key", "title", "funder", "operator", "field", "opens", "closes", "regions"):
        assert getattr(other, name) == getattr(live, name), name


def test_an_old_relative_address_is_completed() -> None:
    assert notice(RSS).url.startswith("https://www.bizinfo.go.kr/see/seea/")


def test_a_scraped_row_is_cleaned() -> None:
    found = notice(SCRAPED)
    assert section(found, "지원대상") == "☞ 충북 소재 생활용품 제조기업\n※ 소상공인 우대"
    assert section(found, "지원내용") == "☞ 상담회 참가 지원\n- 사전 교육\n- 통역 제공"
    assert section(found, "신청방법") == "전자우편 접수"
    assert section(found, "신청 대상 구분") == ""
    assert found.tags == ("2026", "판로", "충북", "내수")
    assert found.contact == "새싹산업진흥원 043-000-0000"
    assert found.regions == ("43",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("예산 소진시까지", "until_funds"),
        ("예산 소진시 까지", "until_funds"),
        ("상시 접수", "rolling"),
        ("추후 공지", "to_be_announced"),
        ("모집 완료시", "until_filled"),
        ("모집규모 충족시", "until_filled"),
        ("선착순 접수", "until_filled"),
        ("공고일로부터 30일 이내", "after_notice"),
        ("세부사업별 상이", None),
        ("공고문 참조", None),
    ],
)
def test_a_printed_period_is_kept_and_understood(text: str, kind: str | None) -> None:
    found = notice({**LIVE, "reqstBeginEndDe": text})
    assert found.period_text == text
    assert (found.closes, found.end_kind) == (None, kind)
    assert section(found, "신청기간") == text


@pytest.mark.parametrize(
    ("tags", "codes", "nationwide"),
    [
        (
            "기술,서울,부산,대구,인천,광주,대전,울산,세종,경기,강원,충북,충남,전북,전남,경북,경남,제주",
            (),
            True,
        ),
        (
            "기술,서울,부산,대구,인천,전남광주,대전,울산,세종,경기,강원,충북,충남,전북,경북,경남,제주",
            (),
            True,
        ),
        ("기술,전남광주,2026", ("29", "46"), False),
        ("기술,경북,대구광역시", ("47",), False),
        ("기술,지방,2026", (), None),
    ],
)
def test_the_regions_stand_in_the_tags(
    tags: str, codes: tuple[str, ...], nationwide: bool | None
) -> None:
    found = notice({**LIVE, "pblancNm": "시제품 제작 지원사업 공고", "hashtags": tags})
    assert (found.regions, found.nationwide) == (codes, nationwide)


@pytest.mark.parametrize(
    ("prefix", "codes"),
    [
        ("[경기]", ("41",)),
        ("[서울ㆍ인천ㆍ경기]", ("11", "28", "41")),
        ("[서울·경기·인천·강원]", ("11", "28", "41", "51")),
        ("[전남광주]", ("29", "46")),
        ("[재공고]", ()),
        ("[경기 스타트업]", ()),
        ("[]", ()),
    ],
)
def test_without_tags_the_title_says_where(prefix: str, codes: tuple[str, ...]) -> None:
    found = notice({**LIVE, "pblancNm": f"{prefix} 지원사업 공고", "hashtags": "기술,2026"})
    assert found.regions == codes


@pytest.mark.parametrize("nothing", [None, "", "-", " ", "null"])
def test_blanks_are_alike(nothing: str | None) -> None:
    names = ("refrncNm", "rceptEngnHmpgUrl", "updtPnttm", "flpthNm", "fileNm", "trgetNm")
    blank = notice({**LIVE, **dict.fromkeys(names, nothing)})
    missing = notice({name: value for name, value in LIVE.items() if name not in names})
    assert blank == missing
    assert blank.warnings == ()


def test_a_renamed_field_is_reported_by_name() -> None:
    item = {**LIVE, "reqstPeriod": LIVE["reqstBeginEndDe"]}
    del item["reqstBeginEndDe"]
    found = notice(item)
    assert any("reqstBeginEndDe" in warning for warning in found.warnings)
    assert found.closes is None


def test_a_field_that_nobody_knows_is_reported_by_name() -> None:
    """An optional field under a new name would otherwise be lost without a word."""
    item = {**LIVE, "reqstMethod": LIVE["reqstMthPapersCn"], "reqstMthPapersCn": None}
    assert any("reqstMethod" in warning for warning in notice(item).warnings)


def test_a_changed_type_is_reported_by_name() -> None:
    found = notice({**LIVE, "hashtags": ["기술", "충북"]})
    assert any("hashtags" in warning and "list" in warning for warning in found.warnings)


def test_without_a_title_the_item_is_a_failure() -> None:
    with pytest.raises(SourceError, match="PBLN_000000000900001: 제목이 없는"):
        notice({**LIVE, "pblancNm": None})


def test_views_and_totals_do_not_make_a_new_notice() -> None:
    assert notice({**LIVE, "inqireCo": 99, "totCnt": 1408}) == notice(LIVE)


def test_a_file_name_with_an_at_sign_still_pairs_by_order() -> None:
    found = notice({**LIVE, "fileNm": "하나.hwp", "flpthNm": "https://a.kr/1@https://a.kr/2"})
    assert [file.url for file in found.attachments][1:] == ["https://a.kr/1", "https://a.kr/2"]


def test_an_address_that_is_none_is_dropped() -> None:
    hostile = {"rceptEngnHmpgUrl": "javascript:alert(1)", "pblancUrl": "file:///etc/passwd"}
    found = notice({**LIVE, **hostile})
    assert (found.url, found.apply_url) == ("", "")


def test_the_body_of_an_item_does_not_depend_on_the_order_of_its_fields() -> None:
    assert payload.body(LIVE) == payload.body(dict(reversed(LIVE.items())))
