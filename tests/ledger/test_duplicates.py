"""The same call twice is one; another year, round or part is not; a person's word stays."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from majungmul.ledger import duplicates, ingest
from majungmul.ledger.likeness import compare, informed, sketch
from majungmul.ledger.models import DuplicateLink, Opportunity

START, END = date(2026, 5, 4), date(2026, 5, 29)


def alike(one: str, other: str, end: date = END, other_end: date = END) -> bool:
    a = sketch(1, one, None, end, "f", "o")
    b = sketch(2, other, None, other_end, "f", "o")
    assert compare(a, b).score == compare(b, a).score
    return compare(a, b).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026년 이음 지원사업 참여기업 모집 공고", "2026년 이음 지원사업 참여기업 모집 공고"),
        ("[제주] 2026년 이음 지원사업 모집 공고", "2026년도 이음 지원사업 참여기업 모집"),
        ("「2026 이음 지원사업」 모집", "2026년 이음 지원사업 통합 공고"),
    ],
)
def test_the_same_call_in_other_words_is_one(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025년 이음 지원사업 모집 공고", "2026년 이음 지원사업 모집 공고"),
        ("2026년 이음 지원사업 1차 모집 공고", "2026년 이음 지원사업 2차 모집 공고"),
        ("2026년 상반기 이음 지원사업 공고", "2026년 하반기 이음 지원사업 공고"),
        ("2026년 이음 지원사업(전시형) 공고", "2026년 이음 지원사업(구축형) 공고"),
        ("2026년 이음 지원사업 공고", "2026년 이음 지원사업 재공고"),
        ("2026년 이음 지원사업 공고_(2026)가람 연구", "2026년 이음 지원사업 공고_(2026)나루 연구"),
        ("2026년 이음 지원사업 공고", "2026년 이음 지원사업 추가모집 공고"),
        ("[경기] 양주시 2026년 이음 지원사업 공고", "[경기] 구리시 2026년 이음 지원사업 공고"),
        ("2026년 수출 이음 지원사업 공고", "2026년 창업 도약 지원사업 공고"),
        ("소공인 입학 축하 지원금 참여자 모집 공고", "소공인 졸업 축하 지원금 참여자 모집 공고"),
        (
            "[서울] 나래밸리 2026년 해외 상담회(가전) 참가 모집",
            "[서울] 새벽구 2026년 해외 상담회(가전) 참가 모집",
        ),
    ],
)
def test_calls_that_only_look_alike_are_two(one, other):
    assert not alike(one, other)


def test_the_same_title_with_an_end_far_away_is_another_call():
    assert not alike(
        "2026년 이음 모집 공고", "2026년 이음 모집 공고", END, END + timedelta(days=90)
    )


def test_an_extended_call_is_the_call_it_extends():
    later = END + timedelta(days=14)
    assert alike(
        "2026년 이음 지원사업 모집 공고", "2026년 이음 지원사업 모집 공고(연장)", END, later
    )


def test_an_amended_call_that_ends_earlier_is_another():
    later = END + timedelta(days=14)
    assert not alike(
        "2026년 이음 지원사업 모집 공고", "2026년 이음 지원사업 모집 공고(수정)", later, END
    )


def test_an_end_that_moved_makes_no_other_call_but_another_start_does():
    later = END + timedelta(days=12)
    title = "2026년 이음 판로 개척 지원사업 참여기업 모집 공고"

    def same(opens: date | None, other: date | None) -> bool:
        a, b = sketch(1, title, opens, END, "f", "o"), sketch(2, title, other, later, "f", "o")
        return compare(a, b).same

    assert same(None, None)
    assert same(START, START)
    assert not same(START, START + timedelta(days=12))


def test_what_a_title_cut_inside_a_bracket_does_not_say_counts_against_it():
    whole = "2026년 이음 기반연구 새로운 과제 공모"
    later = END + timedelta(days=1)

    def same(title: str) -> bool:
        return compare(sketch(1, title, None, END, "f"), sketch(2, title, None, later, "f")).same

    assert not same(f"{whole}(두번째...")
    assert same(whole)


def test_a_row_cut_before_its_task_is_told_by_the_other_rows_of_its_list():
    call = "2026년도 이음 기반기술 개발사업 신규지원 대상과제 공고"
    rows = [f"{call}_(202...", f"{call}_(202..."]

    def sketches(*whole: str):
        titles = [*rows, *(f"{call}_(2026){task}" for task in whole)]
        return informed(
            sketch(number, title, None, END, "f", "o") for number, title in enumerate(titles)
        )

    first, second, *_ = sketches(call)
    assert compare(first, second).same
    for whole in ((), ("가람 연구",), (call, "가람 연구")):
        first, second, *_ = sketches(*whole)
        assert not compare(first, second).same


@pytest.fixture
def pair(make_notice, now):
    notice = make_notice("A", "2026년 이음 지원사업 참여기업 모집 공고")
    ingest.store(notice, b"1", now)
    ingest.store(replace(notice, source="kstartup", title="2026년 이음 지원사업 모집"), b"2", now)
    ingest.store(make_notice("C", "2026년 나루 창업 자금 모집 공고"), b"3", now)
    return list(Opportunity.objects.order_by("pk"))


@pytest.mark.django_db
def test_a_repeat_stands_behind_the_first_and_says_why(pair):
    first, second, third = pair
    assert duplicates.find() == 1
    second.refresh_from_db()
    third.refresh_from_db()
    assert second.same_as == first
    assert third.same_as is None
    assert any("마감일이 같음" in words for words in DuplicateLink.objects.get().evidence)
    assert duplicates.find() == 1
    assert DuplicateLink.objects.count() == 1


@pytest.mark.django_db
def test_a_person_s_split_and_merge_outlast_every_run(pair, django_user_model):
    first, second, third = pair
    person = django_user_model.objects.create_user("person")
    duplicates.find()
    duplicates.split(first, second, person)
    duplicates.merge(second, third, person)
    duplicates.find()
    rows = {row.pk: row.same_as_id for row in Opportunity.objects.all()}
    assert rows == {first.pk: None, second.pk: None, third.pk: second.pk}
    duplicates.split(second, third, person)
    assert not Opportunity.objects.exclude(same_as=None).exists()


@pytest.mark.django_db
def test_a_split_holds_against_a_chain(pair, django_user_model):
    first, second, third = pair
    person = django_user_model.objects.create_user("person")
    duplicates.split(first, third, person)
    duplicates.merge(first, second, person)
    duplicates.merge(second, third, person)
    groups = {row.pk: row.same_as_id or row.pk for row in Opportunity.objects.all()}
    assert groups[first.pk] != groups[third.pk]


def test_annotated_groups_are_told_apart(real_data):
    """At least 0.98 of the pairs called one are, and 0.90 are found; on cut titles too."""
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "ledger_duplicates.py"
    spec = importlib.util.spec_from_file_location("ledger_duplicates", path)
    report = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = report
    spec.loader.exec_module(report)
    members = list(report.read(real_data))
    for whole_only in (True, False):
        score = report.measure(members, whole_only)
        assert score.precision >= 0.98
        assert score.recall >= 0.90


@pytest.mark.django_db
def test_samples_and_real_calls_are_never_one(make_notice, now):
    ingest.store(make_notice("A"), b"1", now)
    ingest.store(make_notice("B"), b"2", now, is_sample=True)
    ingest.store(make_notice("C"), b"3", now, is_sample=True)
    assert duplicates.find() == 0
    assert duplicates.find(samples=True) == 1
    assert Opportunity.objects.get(source_key="A").same_as is None


@pytest.mark.django_db
def test_each_row_names_its_twins_and_why(make_notice, now, django_user_model):
    for key, source in (("N1", "bizinfo"), ("N2", "kstartup"), ("N3", "ntis")):
        ingest.store(make_notice(key, source=source), key.encode(), now)
    duplicates.find()
    one, two, three = Opportunity.objects.order_by("pk")
    assert [(twin.opportunity, twin.same, twin.said) for twin in duplicates.twins(one)] == [
        (two, True, False),
        (three, True, False),
    ]
    assert all(twin.evidence for twin in duplicates.twins(three))
    person = django_user_model.objects.create(username="operator")
    duplicates.split(one, two, person)
    one.refresh_from_db()
    said = {twin.opportunity.pk: twin for twin in duplicates.twins(one)}
    assert said[two.pk].said
    assert not said[two.pk].same
