"""A 중소벤처24 item to a notice: every structured field becomes a line that a reader can read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from majungmul.reference.vocabulary import field_of
from majungmul.sources import dates, periods, places, sections, urls
from majungmul.sources.places import Regions
from majungmul.sources.row import Row
from majungmul.sources.text import parts
from majungmul.sources.types import Attachment, Notice, Section
from majungmul.terms import Money

SITE = "https://www.smes.go.kr"

# Codes beside words, bands beside numbers, and classes that nothing here depends on.
IGNORED = frozenset(
    {
        *("areaNm", "areaCd", "sportInsttCd", "cntcInsttCd", "refrncUrl", "rpsntAge"),
        *("sportType", "sportTypeCd", "lifeCyclDvsn", "lifeCyclDvsnCd", "bizType", "bizTypeCd"),
        *("salsAmt", "salsAmtCd", "emplyCnt", "emplyCntCd", "ablbiz", "ablbizCd"),
        *("cmpScale", "cmpScaleCd", "needCrtfn", "needCrtfnCd", "mixEmplyCnt", "maxEmplyCnt"),
    }
)

# The guide gives no unit for sums. Read as won; a smaller number can only be in another unit.
_LEAST_WON = 1_000_000
_EOK, _MAN = 100_000_000, 10_000


@cache
def codes() -> Mapping[str, Mapping[str, str]]:
    """The guide's code lists by name."""
    return tomllib.loads(files(__package__).joinpath("codes.toml").read_text("utf-8"))


def notice(key: str, row: Row) -> Notice:
    where = _regions(row)
    period = periods.of(row, ("pblancBgnDt",), ("pblancEndDt",), expected=True)
    window = period.window
    most = _won(row, "maxSportAmt")
    return Notice(
        source="smes24",
        key=key,
        title=row.line("pblancNm"),
        funder=row.line("sportInsttNm"),
        operator=row.line("cntcInsttNm"),
        program=row.line("detailBsnsNm"),
        url=urls.web(row.raw("pblancDtlUrl"), SITE),
        apply_url=urls.web(row.raw("reqstLinkInfo"), SITE),
        field=_field(row),
        regions=where.codes,
        nationwide=where.nationwide,
        published=dates.day(row.raw("creatDt")),
        updated=dates.moment(row.raw("updDt")),
        opens=window.opens,
        closes=window.closes,
        closes_time=window.closes_time,
        end_kind=window.end_kind,
        period_text=period.text,
        award_max=Money(most) if most else None,
        sections=_sections(row, where, period.line),
        attachments=_files(row),
        contact=" ".join(
            filter(None, (row.line(name) for name in ("refrncDept", "refrnc", "refrncTel")))
        ),
        warnings=tuple(row.warnings),
    )


def _sections(row: Row, where: Regions, period: str) -> tuple[Section, ...]:
    return sections.sections(
        (
            (sections.SUMMARY, row.text("policyCnts")),
            (sections.ELIGIBILITY, row.text("sportTrget", expected=True)),
            (sections.BUSINESS_AGE, _years(row)),
            (sections.AGE, _between(row, "minRpsntAge", "maxRpsntAge", "만 {}세")),
            (sections.REGION, str(where)),
            (sections.APPLICANT, _applicant(row)),
            (sections.SIZE, ", ".join(_words(row, "cmpScale", "company"))),
            (sections.REVENUE, _sales(row)),
            (sections.EMPLOYEES, _staff(row)),
            (sections.CERTIFICATE, _certificates(row)),
            (sections.INDUSTRY, ", ".join(parts(row.line("induty"), "|"))),
            (sections.SUPPORT, row.text("sportCnts")),
            (sections.SUPPORT, row.text("sportMg")),
            (sections.AMOUNT, _amount(row)),
            (sections.PERIOD, period),
            (sections.METHOD, row.text("reqstRcept")),
        )
    )


def _words(row: Row, name: str, table: str) -> list[str]:
    """The field's words, or those of its codes where only codes came."""
    said = parts(row.line(name), "|")
    known = codes()[table]
    given = parts(row.line(f"{name}Cd"), "|")
    return list(said) or [known[code] for code in given if code in known]


def _years(row: Row) -> str:
    """Business age, and founders to be (`fntnYn`), who belong to the same clause."""
    limits = _clause("업력", _between(row, "minAblbiz", "maxAblbiz", "{}년"), row, "ablbiz", "age")
    return f"{limits} 기업 또는 예비창업자" if limits and _yes(row, "fntnYn") else limits


def _applicant(row: Row) -> str:
    flags = {"refntnYn": "재창업자", "fmleRpsntYn": "여성 대표자"}
    return ", ".join(word for name, word in flags.items() if _yes(row, name))


def _sales(row: Row) -> str:
    low, high = _won(row, "minSalsAmt"), _won(row, "maxSalsAmt")
    ends = _ends(low and _money(low), high and _money(high))
    return _clause("매출액", ends, row, "salsAmt", "sales")


def _staff(row: Row) -> str:
    """The upper end is spelt `mixEmplyCnt` in the guide and in answers."""
    high = "mixEmplyCnt" if row.raw("mixEmplyCnt") else "maxEmplyCnt"
    return _clause(
        "상시근로자", _between(row, "minEmplyCnt", high, "{}명"), row, "emplyCnt", "staff"
    )


def _clause(subject: str, ends: str, row: Row, name: str, table: str) -> str:
    """`업력 7년 이하`: whole clauses, so that each says by itself what it limits."""
    bands = [ends] if ends else _words(row, name, table)
    return " 또는 ".join(f"{subject} {band}" for band in bands)


def _certificates(row: Row) -> str:
    return " 또는 ".join(f"{word} 인증" for word in _words(row, "needCrtfn", "certificate"))


def _amount(row: Row) -> str:
    low, high = _won(row, "minSportAmt"), _won(row, "maxSportAmt")
    rates = _between(row, "minInrst", "maxInrst", "연 {}%")
    sums = "" if not (low or high) else _ends(low and _money(low), high and _money(high))
    return "\n".join(
        filter(None, (f"지원금액: {sums}" if sums else "", f"금리: {rates}" if rates else ""))
    )


def _between(row: Row, low: str, high: str, form: str) -> str:
    """`3년 이상 7년 이하` of two number fields; zero and blank set no limit."""
    ends = [_number(row, name) for name in (low, high)]
    printed = [form.format(format(end.normalize(), "f")) if end else "" for end in ends]
    return _ends(*printed)


def _ends(low: str | Decimal | None, high: str | Decimal | None) -> str:
    return " ".join(filter(None, (f"{low} 이상" if low else "", f"{high} 이하" if high else "")))


def _number(row: Row, name: str) -> Decimal | None:
    text = row.raw(name).replace(",", "")
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        row.warn(f"항목 {name}의 값이 수가 아닙니다.")
        return None
    return value if value is not None and value.is_finite() and 0 < value < 10**15 else None


def _won(row: Row, name: str) -> Decimal | None:
    """Won, whole; None with a warning when the number is too small to be won."""
    value = _number(row, name)
    if value is None:
        return None
    if value < _LEAST_WON or value != value.to_integral_value():
        row.warn(f"항목 {name}의 단위를 알 수 없어 금액으로 쓰지 않았습니다.")
        return None
    return value


def _money(won: Decimal) -> str:
    """`2억 5,000만원`: as notices print it, and exactly."""
    amount = int(won)
    eok, rest = divmod(amount, _EOK)
    man, odd = divmod(rest, _MAN)
    if odd:
        return f"{amount:,}원"
    pieces = [f"{eok:,}억" if eok else "", f"{man:,}만" if man else ""]
    return " ".join(filter(None, pieces)) + "원"


def _yes(row: Row, name: str) -> bool:
    return row.raw(name).upper() == "Y"


def _regions(row: Row) -> Regions:
    """By name first: codes are of four digits in the guide and of ten in answers, old and new."""
    return (
        places.from_names(parts(row.line("areaNm"), "|,"))
        or places.from_codes(parts(row.line("areaCd"), "|,"))
        or places.from_title(row.line("pblancNm"))
    )


def _field(row: Row) -> str:
    known = codes()["field"].get(row.raw("bizTypeCd"))
    word = row.line("bizType")
    return known or (field_of(word) if word else "")


def _files(row: Row) -> tuple[Attachment, ...]:
    """The notice's own file first, then the attached ones."""
    found = []
    for name_field, url_field in (
        ("pblancFileNm", "pblancFileUrl"),
        ("pblancAttachNm", "pblancAttach"),
    ):
        names = row.line(name_field).split("|")
        for number, text in enumerate(row.raw(url_field).split("|")):
            address = urls.web(text, SITE)
            name = names[number].strip() if number < len(names) else ""
            if address:
                found.append(Attachment(name or address.rsplit("/", 1)[-1], address))
    return tuple(dict.fromkeys(found))
