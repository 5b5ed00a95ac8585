"""Files that notices name are read, give what the notice lacks, and never lose the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from majungmul import facts
from majungmul.ledger import attachments, ingest, rereading, rules, verdicts
from majungmul.ledger.models import Attachment as AttachmentRow
from majungmul.ledger.models import Correction, Document, EligibilityRule, Opportunity, Statement
from majungmul.ledger.search import Filters, opportunities
from majungmul.sources import Attachment, Section, SourceError
from majungmul.sources.attachments import File
from majungmul.terms import Company, Range, Unread, conditions, rule_from_json

pytestmark = pytest.mark.django_db
PAGE = """<html><head><meta charset="utf-8"><title>공고문</title></head><body>
<h2>1. 지원대상</h2><p>공고일 기준 창업 7년 이내인 중소기업</p>
<h2>2. 지원내용</h2><p>기업당 최대 3,000만 원을 지원합니다.</p>
<p>문의 010-2345-6789</p></body></html>""".encode()


@pytest.fixture
def call(make_notice):
    today = timezone.localdate()
    notice = make_notice(
        published=today,
        opens=today,
        closes=today + timedelta(days=20),
        sections=(Section("지원대상", "공고문 참조"),),
        attachments=(Attachment("공고문.html", "https://example.org/a"),),
    )
    ingest.store(notice, b"{}")
    return notice


def served(body: bytes):
    return lambda source, raw, attachment: File(attachment.name, body)


def test_a_file_gives_the_rule_and_the_sum_that_the_notice_lacks(call):
    assert attachments.read_pending(fetch=served(PAGE)).read == 1
    row = Opportunity.objects.get()
    document = AttachmentRow.objects.get().document
    assert row.award_max == 30_000_000
    span = row.spans["award_max"]
    assert span["document"] == str(document.uuid)
    assert document.text[span["start"] : span["end"]] == span["quote"]
    assert EligibilityRule.objects.get(current=True).document == document
    assert "2345" not in document.text
    assert attachments.read_pending(fetch=served(PAGE)).read == 0


def test_a_change_of_the_notice_keeps_what_the_file_gave(call):
    attachments.read_pending(fetch=served(PAGE))
    ingest.store(replace(call, title="2026년 바다누리 바우처 모집 (정정공고)"), b"2")
    row = Opportunity.objects.get()
    assert row.version == 2
    assert row.award_max == 30_000_000
    assert EligibilityRule.objects.get(current=True).document.role == "attachment"


def test_a_notice_that_now_says_it_itself_speaks_beside_its_file(call):
    attachments.read_pending(fetch=served(PAGE))
    sections = (
        Section("지원대상", "공고일 기준 창업 3년 이내인 기업"),
        Section("지원내용", "기업당 최대 1,000만 원"),
    )
    ingest.store(replace(call, sections=sections), b"2")
    assert Opportunity.objects.get().award_max == 10_000_000
    ends = {str(leaf.max) for leaf in leaves_in_force() if isinstance(leaf, Range)}
    assert ends == {"3", "7"}


def leaves_in_force():
    return list(conditions(rule_from_json(EligibilityRule.objects.get(current=True).tree)))


def verdict_of(**facts_of_company) -> str:
    company = Company("다솔", **facts_of_company)
    return verdicts.judge(Opportunity.objects.get(), company, timezone.localdate()).verdict.name


YOUNG = {"founded": date(2024, 3, 4), "size_class": "small"}
FULL = PAGE.replace(
    b"<h2>2.",
    "<h2>신청 제외대상</h2><p>○ 국세 또는 지방세를 체납 중인 기업</p><h2>2.".encode(),
)


@pytest.fixture
def summarized(call):
    """A call whose summary types conditions, and which names the whole notice as a file."""
    short = (Section("지원대상", "공고일 기준 창업 7년 이내인 중소기업"),)
    forms = (Attachment("신청서 양식.hwp", "https://example.org/b"),)
    notice = replace(call, sections=short, attachments=call.attachments + forms)
    ingest.store(notice, b"2")
    return notice


def test_a_summary_alone_makes_nobody_eligible_while_its_notice_file_is_unread(summarized):
    assert verdict_of(**YOUNG) == "unknown"
    unread = [leaf for leaf in leaves_in_force() if isinstance(leaf, Unread)]
    assert [leaf.text for leaf in unread] == ["첨부 공고문을 아직 읽지 않았습니다: 공고문.html"]
    assert unread[0].span is None
    assert verdict_of(founded=date(2001, 3, 4)) == "ineligible"
    without = replace(summarized, attachments=summarized.attachments[1:])
    ingest.store(without, b"3")
    assert verdict_of(**YOUNG) == "eligible"


def test_exclusions_of_the_notice_file_hold_beside_the_summary(summarized):
    def fetch(source, raw, attachment):
        if "신청서" in attachment.name:
            raise SourceError("파일이 없습니다.")
        return File(attachment.name, FULL)

    attachments.read_pending(fetch=fetch)
    assert verdict_of(**YOUNG) == "unknown"
    assert verdict_of(**YOUNG, exclusions={"tax_arrears": True}) == "ineligible"
    assert verdict_of(**YOUNG, exclusions={"tax_arrears": False}) == "eligible"
    text = EligibilityRule.objects.select_related("document").get(current=True).document.text
    spans = [leaf.span for leaf in leaves_in_force() if leaf.span]
    assert spans
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert len(leaves_in_force()) == 3, "what both texts say is one clause"


def test_a_notice_file_that_holds_no_text_counts_as_unread(summarized):
    scan = "<html><meta charset='utf-8'><body>공고</body></html>".encode()
    attachments.read_pending(fetch=served(scan))
    assert verdict_of(**YOUNG) == "unknown"


@pytest.mark.parametrize(
    ("name", "is_notice"),
    [
        ("2026년 바우처 모집공고.hwp", True),
        ("공고문 및 신청서.hwp", True),
        ("모집 요강.pdf", True),
        ("사업 안내문.pdf", True),
        ("[공고 제12호] 신청서 양식.hwp", False),
        ("공고 별지 서식.hwp", False),
        ("사업계획서.hwp", False),
        ("포스터.png", False),
    ],
)
def test_a_file_s_name_says_whether_it_is_the_notice(name, is_notice):
    assert rules.is_notice_file(name) is is_notice


def test_words_of_a_file_find_its_call_also_after_a_change(call):
    assert opportunities(Filters(q="창업 7년")).count() == 0
    attachments.read_pending(fetch=served(PAGE))
    assert opportunities(Filters(q="창업 7년", status="open")).count() == 1
    ingest.store(replace(call, title="2026년 바다누리 바우처 모집 (정정공고)"), b"2")
    assert opportunities(Filters(q="창업 7년", status="open")).count() == 1


def test_a_notice_without_any_period_takes_its_end_from_the_file(make_notice):
    today = timezone.localdate()
    end = today + timedelta(days=400)
    page = PAGE.replace(b"</body>", f"<p>신청기간: {today} ~ {end}</p></body>".encode())
    files = (Attachment("공고문.html", "https://example.org/a"),)
    bare = make_notice(
        published=today, opens=None, closes=None, period_text="", sections=(), attachments=files
    )
    ingest.store(bare, b"{}")
    attachments.read_pending(fetch=served(page))
    row = Opportunity.objects.get()
    assert timezone.localtime(row.closes_at).date() == end
    assert row.ends_at == row.closes_at
    assert row.spans["closes"]["document"] == str(AttachmentRow.objects.get().document.uuid)
    assert opportunities(Filters(q="바다누리", status="open", on=end)).count() == 1
    ingest.store(replace(bare, url="https://example.org/2"), b"2")
    row.refresh_from_db()
    assert row.version == 2
    assert timezone.localtime(row.closes_at).date() == end


def test_a_file_that_cannot_be_had_is_named_and_not_asked_for_again_at_once(call):
    def refusing(*_):
        raise SourceError("파일이 없습니다.")

    assert attachments.read_pending(fetch=refusing).failed == 1
    assert AttachmentRow.objects.get().error == "파일이 없습니다."
    done = attachments.read_pending(fetch=served(PAGE))
    assert (done.read, done.failed) == (0, 0)
    AttachmentRow.objects.update(tried_at=timezone.now() - timedelta(days=2))
    assert attachments.read_pending(fetch=served(PAGE)).read == 1
    assert AttachmentRow.objects.get().error == ""


def test_a_file_that_cannot_be_read_is_named(call):
    assert attachments.read_pending(fetch=served(b"")).failed == 1
    assert "공고문.html" in AttachmentRow.objects.get().error
    assert Document.objects.count() == 1


def test_texts_of_an_older_reader_are_read_again_in_place(
    make_notice, now, monkeypatch, django_user_model
):
    monkeypatch.setattr(facts, "VERSION", "0")
    notice = make_notice()
    ingest.store(notice, b"{}", now)
    monkeypatch.undo()
    document = Document.objects.get()
    Correction.objects.create(
        document=document, kind="right", fact="quantity", start=0, end=1,
        author=django_user_model.objects.create_user("person"),
    )  # fmt: skip
    before = Statement.objects.count()
    assert rereading.read_again().read == 1
    document.refresh_from_db()
    assert document.reader_version == facts.VERSION
    assert Statement.objects.count() == before
    assert Correction.objects.count() == 1
    assert EligibilityRule.objects.filter(current=True).count() == 1
    assert Opportunity.objects.get().version == 1
    assert rereading.read_again().read == 0
