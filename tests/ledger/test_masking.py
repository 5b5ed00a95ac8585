"""Mobile numbers and private mail addresses never leave the raw payload."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from majungmul.ledger import ingest, payloads
from majungmul.ledger.masking import mask
from majungmul.ledger.models import Document, Opportunity, OpportunityVersion, Payload
from majungmul.sources import Section

DIGITS = st.from_regex(r"01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}", fullmatch=True)


@given(DIGITS, st.sampled_from(["", "☎ ", "(담당) ", "문의: "]), st.sampled_from(["", ".", ")"]))
def test_a_mobile_number_is_starred_wherever_it_stands(number, before, after):
    masked = mask(f"{before}{number}{after}")
    assert number not in masked
    assert number[-4:] not in masked
    assert masked.startswith(before)


@given(
    st.from_regex(r"[a-z][a-z0-9._]{2,12}", fullmatch=True),
    st.sampled_from(["naver.com", "gmail.com", "hanmail.net", "daum.net", "yahoo.co.kr"]),
)
def test_a_private_address_loses_its_name(name, domain):
    assert mask(f"문의 {name}@{domain} 로") == f"문의 ***@{domain} 로"


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("주민등록번호 900101-1234567", ("1234567",)),
        ("주민번호 900101 - 2234567 입니다", ("2234567",)),
        ("９００１０１－１２３４５６７", ("１２３４５６７",)),
        ("휴대폰 +82-10-1234-5678", ("1234", "5678")),
        ("휴대폰 +82 10 1234 5678", ("1234", "5678")),
        ("(+82) 010-1234-5678", ("1234", "5678")),
        ("+82)10-1234-5678", ("1234", "5678")),
        ("+82 (0)10-1234-5678", ("1234", "5678")),
        ("+821012345678", ("1234", "5678")),
        ("０１０-１２３４-５６７８", ("１２３４", "５６７８")),
        ("０１０１２３４５６７８", ("５６７８",)),
        ("dasol.kim(at)naver.com", ("dasol",)),
        ("dasol.kim [AT] naver.com", ("dasol",)),
        ("dasol.kim @ naver.com", ("dasol",)),
        ("dasol.kim＠gmail.com", ("dasol",)),
        ("dasol.kim（골뱅이）daum.net", ("dasol",)),
    ],
)
def test_personal_data_in_other_spellings_is_starred_too(text, secrets):
    masked = mask(text)
    assert not any(secret in masked for secret in secrets)
    assert mask(masked) == masked


@pytest.mark.parametrize(
    "text",
    [
        "사업자등록번호 123-45-67890",
        "법인등록번호 110111-0234567",
        "접수번호 202601-1234567",
        "표 82 10 1234 5678",
        "고객센터 +82-64-123-4567",
        "기간 260401-260430",
        "지원 자격 (at) 공고일",
        "대표전화 064-123-4567, 1357",
        "공고 제2026-0101호",
        "사업비 10,112,345,678원",
        "대표메일 help@jeju.example.go.kr",
        "페이지 BC0101010000 참고",
        "2026-01-15 10:00",
    ],
)
def test_office_lines_figures_and_codes_stay(text):
    assert mask(text) == text


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)


PIECES = st.sampled_from(
    ["010", "1234", "5678", "+82", "10", "０１０", "９０", "900101", "1234567", "-", "－", " ", "(",
     ")", "@", "(at)", "a.b", "naver.com", "*", "문의", "\n", "01", "0", "."]
)  # fmt: skip


@settings(max_examples=500)
@example("010@naver.com@naver.com")
@given(st.lists(PIECES, max_size=14).map("".join))
def test_masking_pieces_of_numbers_twice_changes_nothing_more(text):
    assert mask(mask(text)) == mask(text)


@pytest.mark.django_db
def test_nothing_that_is_shown_holds_the_number(make_notice, now):
    sections = (Section("신청방법", "문의 010-2345-6789, dasol.kim@naver.com"),)
    notice = make_notice(
        sections=sections, contact="010-2345-6789", period_text="문의 010-2345-6789"
    )
    ingest.store(notice, "문의 010-2345-6789".encode(), now)
    row, document = Opportunity.objects.get(), Document.objects.get()
    version = OpportunityVersion.objects.get()
    shown = [row.summary, row.period_text, document.text, str(version.state), str(document.reading)]
    assert not any("2345" in text or "dasol" in text for text in shown)
    assert b"2345" in payloads.body_of(Payload.objects.get())


@pytest.mark.django_db
def test_the_raw_answer_is_emptied_after_its_time(make_notice, now):
    from datetime import timedelta

    ingest.store(make_notice(), b"raw", now)
    assert payloads.purge(30, now + timedelta(days=29)) == 0
    assert payloads.purge(30, now + timedelta(days=31)) == 1
    payload = Payload.objects.get()
    assert not payload.body
    with pytest.raises(LookupError):
        payloads.body_of(payload)
    assert ingest.store(make_notice(), b"raw", now + timedelta(days=32)) == "unchanged"
