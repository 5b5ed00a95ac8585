"""Codes as readers see them, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from django.utils.translation import get_language, gettext, pgettext

from majungmul.ledger.spoken import english
from majungmul.matching import labels as matching
from majungmul.reference import industries, regions, vocabulary


def language() -> Literal["ko", "en"]:
    """`ko` or `en`."""
    return "en" if (get_language() or "ko").startswith("en") else "ko"


def vocabulary_label(name: str, code: str) -> str:
    """The name of a code of one of the reference lists: `vocabulary_label("fields", "loan")`."""
    return getattr(vocabulary, name)().label(code, language())


def field(code: str) -> str:
    return vocabulary_label("fields", code) if code else ""


def measure(code: str) -> str:
    return vocabulary_label("measures", code)


def size(code: str) -> str:
    """A size class of the law; the code itself when it is none."""
    return matching.size_names((code,), language())


def industry(code: str) -> str:
    """A KSIC class by name, its code beside it."""
    name = industries.name_of(code)
    return f"{name} ({code})" if name else code


def industry_list(codes: Iterable[str]) -> str:
    """Classes by name, those that make up a whole section under its one name."""
    left = list(codes)
    named: list[str] = []
    for section in dict.fromkeys(industries.section_of(code) for code in left):
        whole = industries.prefixes(section) if section else ()
        if len(whole) > 1 and set(whole) <= set(left):
            named.append(industry(section or ""))
            left = [code for code in left if code not in whole]
    return ", ".join([*named, *map(industry, left)])


def region(code: str) -> str:
    """`전북` for a province, `전북 전주시` for a city; the romanised province in English."""
    place = regions.get(code)
    if place is None:
        return code
    chain = regions.ancestors(place.code)
    province = regions.get(chain[-1])
    name = province_name(province.short) if province else ""
    return name if place.parent is None else f"{name} {_inner(chain)}".strip()


def _inner(chain: tuple[str, ...]) -> str:
    places = [regions.get(code) for code in reversed(chain[:-1])]
    return " ".join(place.name for place in places if place)


def province_name(short: str) -> str:
    """A province's short name in the page's language."""
    return _provinces().get(short, short) if language() == "en" else short


@cache
def _provinces() -> dict[str, str]:
    """Romanised by the official rules; the ministry's own English names."""
    return {
        "서울": "Seoul", "부산": "Busan", "대구": "Daegu", "인천": "Incheon", "광주": "Gwangju",
        "대전": "Daejeon", "울산": "Ulsan", "세종": "Sejong", "경기": "Gyeonggi",
        "강원": "Gangwon", "충북": "Chungbuk", "충남": "Chungnam", "전북": "Jeonbuk",
        "전남": "Jeonnam", "경북": "Gyeongbuk", "경남": "Gyeongnam", "제주": "Jeju",
    }  # fmt: skip


def place(iso: str) -> str:
    """The place of a statement: `KR` or an ISO 3166-2 code of a province."""
    if iso == "KR":
        return gettext("전국")
    code = regions.from_iso(iso)
    return region(code) if code else iso


def bound(code: str) -> str:
    """How far a printed number is meant exactly; empty for an exact one."""
    return {
        "about": pgettext("quantity", "약"),
        "at_least": pgettext("quantity", "이상"),
        "at_most": pgettext("quantity", "이하"),
    }.get(code, "")


def status(code: str) -> str:
    """Whether a statement tells of what was, what is planned, or what is aimed at."""
    return {
        "actual": gettext("실적"),
        "planned": gettext("계획"),
        "target": gettext("목표"),
    }.get(code, code)


def end_kind(code: str) -> str:
    """How a call ends where no day is printed."""
    return {
        "until_funds": gettext("예산 소진 시까지"),
        "until_filled": gettext("모집 완료 시까지"),
        "rolling": gettext("상시 접수"),
        "to_be_announced": gettext("추후 공지"),
        "after_notice": gettext("공고일 기준"),
    }.get(code, "")


def organization_kind(code: str) -> str:
    return {
        "ministry": gettext("중앙부처"),
        "agency": gettext("청·처·위원회"),
        "province": gettext("광역자치단체"),
        "municipality": gettext("기초자치단체"),
        "institution": gettext("공공기관"),
        "association": gettext("협회·단체"),
        "company": gettext("기업"),
    }.get(code, gettext("기타 기관"))


def document_role(code: str) -> str:
    return {
        "notice": gettext("공고 본문"),
        "attachment": gettext("첨부"),
        "press": gettext("보도"),
    }.get(code, gettext("문서"))


def run_state(code: str) -> str:
    """How a collecting run ended."""
    return {
        "running": gettext("진행 중"),
        "done": gettext("완료"),
        "partial": gettext("일부 실패"),
        "failed": gettext("실패"),
    }.get(code, code)


def suspicion(code: str) -> str:
    """Why a run's list is not believed as it is."""
    return {
        "drop": gettext(
            "받은 목록이 갑자기 줄었습니다. 사라진 공고를 철회로 보지 않고 다음 수집을 기다립니다."
        ),
        "old_list": gettext(
            "예전 목록이 다시 온 것으로 보입니다. 되돌아간 값은 반영하지 않았습니다."
        ),
        "drift": gettext(
            "출처의 서식이 바뀐 것으로 보입니다. 그 탓에 달라진 공고는 반영하지 않았습니다."
        ),
    }.get(code, "")


def doubt(code: str) -> str:
    """What is held back until it is seen again."""
    return {
        "absent": gettext("목록에서 사라짐"),
        "changed": gettext("의심스러운 변경"),
    }.get(code, code)


def verdict(name: str) -> str:
    return {
        "eligible": gettext("신청할 수 있음"),
        "ineligible": gettext("신청할 수 없음"),
        "unknown": gettext("아직 알 수 없음"),
    }[name]


def amend_kind(code: str) -> str:
    """What a notice is to the one it amends."""
    return {
        "correction": gettext("다음 공고를 정정한 공고입니다:"),
        "extension": gettext("다음 공고의 기간을 늘린 공고입니다:"),
        "cancellation": gettext("다음 공고를 취소한 공고입니다:"),
        "repeat": gettext("다음 공고를 다시 낸 공고입니다:"),
    }.get(code, gettext("다음 공고와 이어진 공고입니다:"))


def source_state(code: str) -> str:
    """How a source does, in a word."""
    return {
        "off": gettext("준비 전"),
        "never": gettext("수집 전"),
        "ok": gettext("정상"),
        "running": gettext("수집 중"),
        "partial": gettext("일부 실패"),
        "failed": gettext("실패"),
        "suspicious": gettext("의심스러움"),
        "stale": gettext("오래됨"),
    }.get(code, code)


def spoken(sentence: str) -> str:
    """A sentence of the sources or the ledger, which are Korean, in the reader's language."""
    return english(sentence) if language() == "en" else sentence


def problem(sentence: str) -> str:
    """What was wrong with a value, without the field's name: the reader's own words are Korean."""
    if language() == "ko":
        return sentence.partition(" ")[2] or sentence
    return gettext("이 값을 읽지 못했습니다. 보기처럼 적어 주세요.")


def call_field(code: str) -> str:
    """What a notice says of itself in short."""
    return {
        "title": gettext("공고명"),
        "opens": gettext("접수 시작일"),
        "closes": gettext("접수 마감일"),
        "closes_time": gettext("마감 시각"),
        "end_kind": gettext("마감 방식"),
        "award_max": gettext("최대 지원액"),
        "support_rate_max": gettext("지원 비율"),
        "selected_count": gettext("선정 규모"),
        "total_budget": gettext("총예산"),
    }.get(code, code)


def fact(code: str) -> str:
    """What kind of fact was read."""
    return {
        "opportunity": gettext("공고 요약"),
        "condition": gettext("요건"),
        "statement": gettext("성과·계획"),
        "period": gettext("기간"),
        "quantity": gettext("수치"),
    }.get(code, code)


def correction(code: str) -> str:
    """What a person said of a fact."""
    return {
        "right": gettext("맞음"),
        "wrong": gettext("틀림"),
        "missing": gettext("빠짐"),
    }.get(code, code)
