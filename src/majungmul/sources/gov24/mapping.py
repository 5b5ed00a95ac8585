"""A 보조금24 service to a notice. Most run all year: their period is words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from majungmul.reference.vocabulary import fields
from majungmul.sources import dates, places, sections, urls
from majungmul.sources.row import Row
from majungmul.sources.text import parts
from majungmul.sources.types import Notice, Section

SITE = "https://www.gov.kr"

# Counters, laws behind a service, papers that officials fetch themselves, conditions of persons.
IGNORED = frozenset(
    {
        *("조회수", "사용자구분", "부서명", "소관기관코드", "소관기관유형", "접수기관", "전화문의"),
        *("행정규칙", "자치법규", "법령", "공무원확인구비서류", "본인확인필요구비서류"),
        *("서비스목적요약", "서비스ID", "SVC_ID"),
        *(f"JA{number:04}" for number in (*range(101, 112), *range(201, 206), *range(301, 415))),
    }
)

_BUSINESS = re.compile(r"소상공인|법인|시설|단체|기업|사업자")
_PROVINCE = re.compile(r"^\S+?(?:특별자치시|특별자치도|통합특별시|특별시|광역시|도)(?=\s|$)")
_SAME = frozenset({"상동", "위와 같음"})


@cache
def codes() -> Mapping[str, Mapping[str, str]]:
    """The support conditions that become lines."""
    return tomllib.loads(files(__package__).joinpath("codes.toml").read_text("utf-8"))


def for_business(row: Row) -> bool:
    """Whether the service is for firms, shops or bodies; yes when it does not say."""
    users = row.line("사용자구분")
    return not users or bool(_BUSINESS.search(users))


def notice(key: str, row: Row) -> Notice:
    agency = row.line("소관기관명", expected=True)
    printed = row.text("신청기한", expected=True)
    window = dates.window(printed)
    province = _PROVINCE.match(agency)
    where = places.from_names([province[0]]) if province else places.Regions()
    return Notice(
        source="gov24",
        key=key,
        title=row.line("서비스명"),
        funder=agency,
        operator=_first(row.line("접수기관명", "접수기관")),
        url=urls.web(row.raw("상세조회URL"), SITE),
        apply_url=urls.web(row.raw("온라인신청사이트URL")),
        field=_field(row),
        regions=where.codes,
        nationwide=where.nationwide,
        published=dates.day(row.raw("등록일시")),
        updated=dates.moment(row.raw("수정일시")),
        opens=window.opens,
        closes=window.closes,
        closes_time=window.closes_time,
        end_kind=window.end_kind,
        period_text=" ".join(printed.split()),
        sections=_sections(row, str(where), printed),
        tags=parts(row.line("지원유형"), "|"),
        contact=row.line("문의처", "전화문의").replace("||", " "),
        warnings=tuple(row.warnings),
    )


def _sections(row: Row, where: str, period: str) -> tuple[Section, ...]:
    return sections.sections(
        (
            (sections.SUMMARY, _body(row, "서비스목적", "서비스목적요약")),
            (sections.ELIGIBILITY, _body(row, "지원대상")),
            (sections.AGE, _ages(row)),
            (sections.REGION, where),
            (sections.APPLICANT, _flags(row, "applicant") or _users(row)),
            (sections.APPLICANT, _flags(row, "person")),
            (sections.INDUSTRY, _flags(row, "industry")),
            (sections.SELECTION, _body(row, "선정기준")),
            (sections.SUPPORT, _body(row, "지원내용")),
            (sections.PERIOD, period),
            (sections.METHOD, _body(row, "신청방법").replace("||", "\n")),
            (sections.PAPERS, _body(row, "구비서류").replace("||", "\n")),
        )
    )


def _body(row: Row, *names: str) -> str:
    text = row.text(*names)
    return "" if text in _SAME else text


def _ages(row: Row) -> str:
    """The age fields are filled for every service; 0 to 100 and more limits nobody."""
    ends = [row.raw(name) for name in ("JA0110", "JA0111")]
    low, high = (int(end) if end.isascii() and end.isdecimal() else 0 for end in ends)
    pieces = (f"만 {low}세 이상" if low else "", f"만 {high}세 이하" if 0 < high < 100 else "")
    return " ".join(filter(None, pieces))


def _flags(row: Row, table: str) -> str:
    """The words of the conditions marked Y; all of a table together bar nobody and say nothing."""
    known = codes()[table]
    found = [word for code, word in known.items() if row.raw(code).upper() == "Y"]
    return "" if len(found) == len(known) else ", ".join(dict.fromkeys(found))


def _users(row: Row) -> str:
    return ", ".join(parts(row.line("사용자구분"), "|"))


def _first(text: str) -> str:
    return next(iter(parts(text, "|")), "")


def _field(row: Row) -> str:
    """By the field's own words or the kind of support; "" rather than a guess."""
    for word in (row.line("서비스분야"), *parts(row.line("지원유형"), "|")):
        for piece in parts(word, "·ㆍ(),"):
            if found := fields().find(piece):
                return found.code
    return ""
