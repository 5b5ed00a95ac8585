"""The small readers: charsets, markup, days, periods."""

from __future__ import annotations

from datetime import date

import pytest

from majungmul.sources import dates, gateway, places, text, titles, urls


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<p>하나</p><p>둘</p>", "하나\n둘"),
        ("<p>하나</p><p><br></p><p>☞&nbsp;둘</p>", "하나\n☞ 둘"),
        ("하나\r\n\r\n\r\n\r\n둘", "하나\n\n둘"),
        ("&amp;lt;p&amp;gt;둘 번 싼 글&amp;lt;/p&amp;gt;", "둘 번 싼 글"),
        ("&amp;amp;amp;", "&amp;"),
        ("&#40;주&#41; 새싹 &apos;가&apos;", "(주) 새싹 '가'"),
        ("자산 &lt; 5억 그리고 매출 &gt; 1억", "자산 < 5억 그리고 매출 > 1억"),
        ("<2026년 도약> 사업", "<2026년 도약> 사업"),
        ('앞<!--[data-hwpjson]{"a":"<p>x</p>"}-->뒤', "앞뒤"),
        ("앞<!-- 끝나지 않는", "앞"),
        ("<script>alert('x')</script>글<style>p{}</style>", "글"),
        ("<table><tr><td>가</td><td>나</td></tr><tr><td>다</td></tr></table>", "가 | 나\n다"),
        ("<ul><li>가</li><li>나</li></ul>", "가\n나"),
        ("소개 ☞ 누가 ☞ 무엇", "소개\n☞ 누가\n☞ 무엇"),
        ("가\u200b나\ufeff", "가나"),
        ("\u00a0\u3000가  나\t다", "가 나 다"),
        ("가\x01나\x7f\u202e다\x0b라", "가나다 라"),
    ],
)
def test_markup_becomes_plain_lines(markup: str, plain: str) -> None:
    assert text.plain(markup) == plain


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("한글".encode(), None),
        ("한글".encode(), "euc-kr"),
        ("한글".encode("cp949"), "utf-8"),
        ("한글".encode("cp949"), "no-such-charset"),
        (b"\xef\xbb\xbf" + "한글".encode(), None),
        ("한글".encode("utf-16"), None),
    ],
)
def test_charsets(data: bytes, declared: str | None) -> None:
    assert text.decode(data, declared) == "한글"


@pytest.mark.parametrize(
    ("printed", "opens", "closes", "time", "kind"),
    [
        ("2026-05-04 ~ 2026-05-29", date(2026, 5, 4), date(2026, 5, 29), None, "date"),
        ("20260504 ~ 20260529", date(2026, 5, 4), date(2026, 5, 29), None, "date"),
        ("26.05.04 ~ 26.05.29", date(2026, 5, 4), date(2026, 5, 29), None, "date"),
        (
            "2026.5.4.(월) ~ 2026.5.29.(금) 18시",
            date(2026, 5, 4),
            date(2026, 5, 29),
            "18:00",
            "date",
        ),
        (
            "2026-05-04 09:00 ~ 2026-05-29 18:00",
            date(2026, 5, 4),
            date(2026, 5, 29),
            "18:00",
            "date",
        ),
        ("2026.05.04 - 2026.05.29", date(2026, 5, 4), date(2026, 5, 29), None, "date"),
        ("~ 2026-05-29", None, date(2026, 5, 29), None, "date"),
        ("2026-05-29까지", None, date(2026, 5, 29), None, "date"),
        ("2026-05-04 ~ 예산 소진시까지", date(2026, 5, 4), None, None, "until_funds"),
        ("2026-05-04 ~ 상시", date(2026, 5, 4), None, None, "rolling"),
        ("2026-05-04부터", date(2026, 5, 4), None, None, None),
        ("2026-01-01 ~ 2032-12-31", date(2026, 1, 1), None, None, "rolling"),
        ("2026-01-01 ~ 2099-12-31", date(2026, 1, 1), None, None, "rolling"),
        ("2026-02-30 ~ 2026-03-05", None, date(2026, 3, 5), None, "date"),
        ("2026. 5. 4. ~ 5. 29. 17:30", date(2026, 5, 4), date(2026, 5, 29), "17:30", "date"),
        ("2026.12.20 ~ 1.15", date(2026, 12, 20), date(2027, 1, 15), None, "date"),
        ("2026.05.04 ~ 24시간 접수", date(2026, 5, 4), None, None, None),
        ("사업별 상이", None, None, None, None),
        ("", None, None, None, None),
    ],
)
def test_printed_periods(
    printed: str, opens: date | None, closes: date | None, time: str | None, kind: str | None
) -> None:
    found = dates.window(printed)
    assert (found.opens, found.closes, found.closes_time, found.end_kind) == (
        opens,
        closes,
        time,
        kind,
    )


def test_midnight_at_the_end_of_a_day_is_that_day() -> None:
    assert dates.window("2026-05-04 ~ 2026-05-29 24:00").closes_time == "23:59"


@pytest.mark.parametrize(
    ("address", "base", "whole"),
    [
        ("www.a.kr/x", "", "https://www.a.kr/x"),
        ("/x?y=1", "https://a.kr/z", "https://a.kr/x?y=1"),
        ("https://a.krhttps://a.kr/x", "", "https://a.kr/x"),
        ("https://a.kr/go?url=https://b.kr", "", "https://a.kr/go?url=https://b.kr"),
        ("https://a.kr/f/공고문 1.hwp", "", "https://a.kr/f/공고문%201.hwp"),
        ("https://a.kr/apply 에서 신청", "", "https://a.kr/apply"),
        ("www.a.kr (회원 가입 뒤)", "", "https://www.a.kr"),
        ("담당자 문의", "https://a.kr", ""),
        ("전화접수", "", ""),
        ("javascript:void(0)", "https://a.kr", ""),
        ("file:///etc/passwd", "https://a.kr", ""),
        ("data:text/html,x", "https://a.kr", ""),
        ("http://[::1", "", ""),
    ],
)
def test_addresses_are_made_whole_or_dropped(address: str, base: str, whole: str) -> None:
    assert urls.web(address, base) == whole


def test_all_provinces_together_are_the_country() -> None:
    named = "서울,부산,대구,인천,광주,대전,울산,세종,경기,강원,충북,충남,전북,전남,경북,경남,제주"
    assert places.from_names(named.split(",")) == places.Regions((), True)
    assert str(places.from_names(["전국"])) == "전국"
    assert str(places.from_names(["제주특별자치도", "서울시"])) == "서울, 제주"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2026년 새싹사업 참여기업 모집 공고", "call"),
        ("2026년 새싹사업 최종 선정기업 발표", "result"),
        ("새싹사업 서류평가 결과 안내", "result"),
        ("새싹사업 합격자 명단", "result"),
        ("우수기업 선정 지원사업 공고", "call"),
    ],
)
def test_titles_of_results(title: str, kind: str) -> None:
    assert titles.kind(title) == kind


def test_every_gateway_code_says_what_to_do() -> None:
    for code, row in gateway.codes().items():
        assert len(code) == 2
        assert row.say.endswith(".")
        assert row.name.isupper()
