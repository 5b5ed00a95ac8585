"""A bizinfo item, under any of its naming schemes, to a notice.

Schemes: the live JSON (pblancNm …), the RSS of the specification (title …), the open-data mirror
(사업명 …) and the older table (apply_start …). The first name of each tuple is today's.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest

from majungmul.reference.vocabulary import field_of
from majungmul.sources import dates, periods, places, sections, urls
from majungmul.sources.places import Regions
from majungmul.sources.row import Row
from majungmul.sources.text import line, parts, plain
from majungmul.sources.types import Attachment, Notice, Section

KEY = ("pblancId", "seq", "id")
TITLE = ("pblancNm", "title", "사업명")
URL = ("pblancUrl", "link", "상세URL")
FUNDER = ("jrsdInsttNm", "author", "소관기관")
OPERATOR = ("excInsttNm", "수행기관")
BODY = ("bsnsSumryCn", "description")
CATEGORY = ("pldirSportRealmLclasCodeNm", "lcategory", "분야")
PERIOD = ("reqstBeginEndDe", "reqstDt")
OPENS = ("신청시작일자", "apply_start")
CLOSES = ("신청종료일자", "apply_end")
TAGS = ("hashtags", "hashTags")
PUBLISHED = ("creatPnttm", "등록일자", "pubDate")

# Counters, finer classes, and what is only looked at when something better is missing.
IGNORED = frozenset(
    {
        *("inqireCo", "totCnt", "pldirSportRealmMlsfcCodeNm", "번호", "areaNm", "industNm"),
        *("status", "d_days", "detail_text", "creatPnttm", *PUBLISHED, *OPENS, *CLOSES, *TAGS),
        "reqstMthPapersCn",
    }
)

SITE = "https://www.bizinfo.go.kr"

# The only values trgetNm takes; longer ones swallowed the rest of a scraped page.
TARGETS = frozenset(
    [
        "중소기업",
        "소상공인",
        "창업벤처",
        "사회적기업",
        "여성기업",
        "장애인기업",
        "마을기업",
        "협동조합",
        "제조업",
    ]
)
_ID = re.compile(r"PBLN_\d+")
_POINTER = "☞"
_HOW = re.compile(r"\s*사업신청\s*방법\s+(?P<how>.*)\Z", re.DOTALL)
_CHROME = re.compile(r"\s*사업신청\s*사이트(?:\s*온라인신청\s*바로가기)?\s*")
_ITEM = re.compile(r"(?<=\S) (?=[※-] )")
_SCRAPED_TAGS = re.compile(r"#\s*해시태그(?:\s*목록)?(?P<tags>(?:\s*#[^#]+)*)")
_SHUTS_OUT = re.compile(
    r"(?:신청|지원|참여|융자|모집)\s?(?:제외|불가|제한)|제외\s?(?:대상|기업|업종)"
    r"|신청할 수 없|지원하지 않|제외합니다"
)
_PREFERS = re.compile(r"우대|가점|우선\s?(?:선정|지원)")
_PAGE_END = "본문출력파일"  # the page's list of files, which a scraper took along
_BOILERPLATE = re.compile(r"※?\s*본 지원사업에 대한 문의.*\Z", re.DOTALL)


def key(row: Row) -> str:
    """The item's `PBLN_…` number, from its own field or from the address of its page."""
    found = row.raw(*KEY)
    if _ID.fullmatch(found):
        return found
    number = urls.field(row.raw(*URL), "pblancId")
    return number if _ID.fullmatch(number) else ""


def notice(key: str, row: Row) -> Notice:
    """The notice of one item. A field that nobody sent is empty; surprises are warnings."""
    title = row.line(*TITLE)
    contact, more_tags = _contact(row.line("refrncNm"))
    tags = more_tags or _tags(row.line(*TAGS), title)
    where = places.from_hashtags(tags) or places.from_title(title)
    period, window = _window(row)
    return Notice(
        source="bizinfo",
        key=key,
        title=title,
        funder=row.line(*FUNDER, expected=True),
        operator=row.line(*OPERATOR),
        url=urls.web(row.raw(*URL), SITE),
        apply_url=urls.web(row.raw("rceptEngnHmpgUrl"), SITE),
        field=_field(row),
        regions=where.codes,
        nationwide=where.nationwide,
        published=None if "detail_text" in row else dates.day(row.raw(*PUBLISHED)),
        updated=dates.moment(row.raw("updtPnttm")),
        opens=window.opens,
        closes=window.closes,
        closes_time=window.closes_time,
        end_kind=window.end_kind,
        period_text=period,
        sections=_sections(row, where, period),
        attachments=_attachments(row),
        tags=tags,
        contact=contact,
        warnings=tuple(row.warnings),
    )


def touched(row: Row, since: date | None) -> bool:
    """Whether the item was made or changed on or after `since`; yes when it does not say."""
    days = [
        day for name in ("creatPnttm", "updtPnttm", "pubDate") if (day := dates.day(row.raw(name)))
    ]
    return since is None or not days or max(days) >= since


def _sections(row: Row, where: Regions, period: str) -> tuple[Section, ...]:
    body, glued = _body(row.text(*BODY))
    how = glued or plain(_CHROME.sub(" ", row.text("reqstMthPapersCn")))
    target = row.line("trgetNm")
    return sections.sections(
        (
            *body,
            (sections.APPLICANT, ", ".join(t for t in parts(target, ",|") if t in TARGETS)),
            (sections.REGION, str(where)),
            (sections.PERIOD, period),
            (sections.METHOD, how),
        )
    )


def _body(text: str) -> tuple[list[tuple[str, str]], str]:
    """The body's parts under their headings, and how to apply where a scraped row glued it on.

    Paragraphs that begin with ☞ follow an introduction: of two, the first says who may apply and
    the second what is given; of more, those after the first say themselves whether they shut out
    or prefer. A single one may be either, so it stays in the introduction.
    """
    if "\n" not in text.replace(f"\n{_POINTER}", ""):  # scraped: all on one line
        text = _ITEM.sub("\n", text)
    glued = _HOW.search(text)
    how = plain(_CHROME.sub(" ", glued["how"])) if glued else ""
    first, *pieces = (text[: glued.start()] if glued else text).split(_POINTER)
    if len(pieces) < 2:
        return [(sections.SUMMARY, text)], how
    marked = [f"{_POINTER} {piece.strip()}" for piece in pieces]
    roles = [_role(piece) for piece in marked[1:]] if len(marked) > 2 else [sections.SUPPORT]
    parts = [(sections.SUMMARY, first.strip()), (sections.ELIGIBILITY, marked[0])]
    return parts + list(zip(roles, marked[1:], strict=True)), how


def _role(piece: str) -> str:
    """The heading of a later ☞ paragraph, by its first line."""
    opening = piece.split("\n", 1)[0]
    if _SHUTS_OUT.search(opening):
        return sections.EXCLUSION
    return sections.PREFERENCE if _PREFERS.search(opening) else sections.SUPPORT


def _window(row: Row) -> tuple[str, dates.Window]:
    period = row.line(*PERIOD)
    if period:
        return period, dates.window(period)
    if not row.raw(*OPENS) and not row.raw(*CLOSES):
        row.raw(*PERIOD, *OPENS, expected=True)
    found = periods.of(row, OPENS, CLOSES)
    return found.text, found.window


def _contact(text: str) -> tuple[str, tuple[str, ...]]:
    """Who answers questions, and the tags that scraped rows carry behind it."""
    text = text.split(_PAGE_END)[0]
    found = _SCRAPED_TAGS.search(text)
    tags = parts(found["tags"], "#") if found else ()
    return _BOILERPLATE.sub("", text).strip(), tuple(line(tag) for tag in tags)


def _tags(text: str, title: str) -> tuple[str, ...]:
    """The tags; a scraped row has the title, agency and day put before some of them."""
    if title and text.startswith(title):
        return parts(text.removeprefix(title))[2:]
    return parts(text)


def _field(row: Row) -> str:
    word = row.line(*CATEGORY, expected=True)
    return field_of(word) if word else ""


def _attachments(row: Row) -> tuple[Attachment, ...]:
    """The notice itself first. Several are joined by `@`, names and addresses in one order."""
    found = []
    for name_field, url_field in (("printFileNm", "printFlpthNm"), ("fileNm", "flpthNm")):
        pairs = zip_longest(
            row.line(name_field).split("@"), row.raw(url_field).split("@"), fillvalue=""
        )
        found += [
            Attachment(name.strip() or address.rsplit("/", 1)[-1], address)
            for name, url in pairs
            if (address := urls.web(url, SITE))
        ]
    return tuple(dict.fromkeys(found))
