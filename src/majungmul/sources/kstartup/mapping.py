"""A K-Startup item, under the API's names or a collector's, to a notice."""

from __future__ import annotations

import re
from datetime import date

from majungmul.reference.vocabulary import field_of
from majungmul.sources import dates, periods, places, sections, urls
from majungmul.sources.places import Regions
from majungmul.sources.row import Row
from majungmul.sources.text import parts
from majungmul.sources.types import Notice, Section

# Columns that collectors add around an item.
COLLECTOR = ("pbanc_sn", "pbancSn", "title", "agency", "deadline", "url")

KEY = ("pbanc_sn", "pbancSn", "pbanc_sn_int")
TITLE = ("biz_pbanc_nm", "title")
PROGRAM = ("intg_pbanc_biz_nm", "integrated_name")
BODY = ("pbanc_ctnt", "content")
FIELD = ("supt_biz_clsfc", "biz_class")
OPENS = ("pbanc_rcpt_bgng_dt", "start_date")
CLOSES = ("pbanc_rcpt_end_dt", "end_date", "deadline")
REGION = ("supt_regin", "region")
APPLICANT = ("aply_trgt", "apply_target")
ELIGIBILITY = ("aply_trgt_ctnt", "apply_target_desc")
EXCLUSION = ("aply_excl_trgt_ctnt", "aply_exclt_trgt_ctnt", "exclude_target")
BUSINESS_AGE = ("biz_enyy",)
AGE = ("biz_trgt_age", "age_range")
PREFERENCE = ("prfn_matr", "preferential")
AGENCY = ("pbanc_ntrp_nm", "agency")
AGENCY_TYPE = ("sprv_inst", "agency_type")
URL = ("detl_pg_url", "url")
ONLINE = ("aply_mthd_onli_rcpt_istc", "apply_online")

# Places on a page, flags that the period says better, links only looked at for want of others.
IGNORED = frozenset(
    {
        *("id", "intg_pbanc_yn", "integrated", "rcrt_prgs_yn", "recruiting"),
        *(*COLLECTOR, "pbanc_sn_int", "biz_aply_url", "biz_gdnc_url", "apply_guide"),
    }
)

_CHANNELS = {
    "aply_mthd_vst_rcpt_istc": "방문",
    "aply_mthd_pssr_rcpt_istc": "우편",
    "aply_mthd_fax_rcpt_istc": "팩스",
    "aply_mthd_etc_istc": "기타",
}
_OFFICER = re.compile(r"(?<=부)장관\Z|(?<=[시도군구처청])장\Z")
_MINISTRY = re.compile(r"\S{2,}(?:부|처|청|위원회)")


def key(row: Row) -> str:
    found = row.raw(*KEY)
    return found if found.isdecimal() else ""


def notice(key: str, row: Row) -> Notice:
    """The notice of one item. The API tells no hour, no sum, no attachment and no change."""
    where = places.from_names(parts(row.line(*REGION, expected=True)))
    period = periods.of(row, OPENS, CLOSES, expected=True)
    window = period.window
    agency = _OFFICER.sub("", row.line(*AGENCY))
    state = _is_state(agency, row.line(*AGENCY_TYPE))
    return Notice(
        source="kstartup",
        key=key,
        title=row.line(*TITLE),
        funder=agency if state else "",
        operator="" if state else agency,
        program=row.line(*PROGRAM),
        url=urls.web(row.line(*URL)),
        apply_url=_apply_url(row),
        field=_field(row),
        regions=where.codes,
        nationwide=where.nationwide,
        opens=window.opens,
        closes=window.closes,
        closes_time=window.closes_time,
        end_kind=window.end_kind,
        period_text=period.text,
        sections=_sections(row, where, period.line),
        contact=" ".join(filter(None, (row.line("biz_prch_dprt_nm"), row.line("prch_cnpl_no")))),
        warnings=tuple(row.warnings),
    )


def open_on(row: Row, since: date | None) -> bool:
    """Whether the item was still open on `since`; yes when it does not say."""
    closes = dates.day(row.raw(*CLOSES))
    return since is None or closes is None or closes >= since


def _sections(row: Row, where: Regions, period: str) -> tuple[Section, ...]:
    return sections.sections(
        (
            (sections.SUMMARY, row.text(*BODY)),
            (sections.ELIGIBILITY, row.text(*ELIGIBILITY, expected=True)),
            (sections.EXCLUSION, row.text(*EXCLUSION)),
            (sections.BUSINESS_AGE, _list(row, *BUSINESS_AGE)),
            (sections.AGE, _list(row, *AGE)),
            (sections.REGION, str(where)),
            (sections.APPLICANT, _list(row, *APPLICANT)),
            (sections.PREFERENCE, row.text(*PREFERENCE)),
            (sections.PERIOD, period),
            (sections.METHOD, _method(row)),
        )
    )


def _list(row: Row, *names: str) -> str:
    return ", ".join(parts(row.line(*names)))


def _method(row: Row) -> str:
    """The channels that are open. The e-mail field holds a code, not an address: only named."""
    lines = [f"온라인 접수 {row.line(*ONLINE)}"] if row.raw(*ONLINE) else []
    lines += [f"{word} 접수 {row.line(name)}" for name, word in _CHANNELS.items() if row.raw(name)]
    if row.raw("aply_mthd_eml_rcpt_istc"):
        lines.append("이메일 접수")
    return "\n".join(lines)


def _field(row: Row) -> str:
    word = row.line(*FIELD, expected=True)
    return field_of(word) if word else ""


def _is_state(agency: str, kind: str) -> bool:
    """Whether the publisher is a ministry or a local government, hence the funder."""
    return kind == "지자체" or (kind != "민간" and bool(_MINISTRY.fullmatch(agency)))


def _apply_url(row: Row) -> str:
    """Where to apply; most `biz_gdnc_url` lack the scheme, and the online channel may be words."""
    names = ("biz_aply_url", *ONLINE, "biz_gdnc_url", "apply_guide")
    return next(filter(None, (urls.web(row.line(name)) for name in names)), "")
