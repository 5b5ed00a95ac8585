"""What a source said of a notice, as plain JSON: kept in every version, compared, shown as a diff.

The text is not in here (it stands in the version's document), nor is anything personal, nor what
changes without meaning (counters, the source's own time of touching the row).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from majungmul.sources import Attachment, Notice
from majungmul.sources.sections import HEADINGS
from majungmul.terms import Money

from .masking import mask

State = dict[str, Any]
Change = dict[str, Any]  # {"field", "old", "new"}

LABELS = {
    "title": "공고명",
    "kind": "구분",
    "funder": "소관기관",
    "operator": "수행기관",
    "program": "사업명",
    "url": "공고 주소",
    "apply_url": "신청 주소",
    "field": "지원분야",
    "regions": "지역",
    "nationwide": "전국",
    "published": "공고일",
    "opens": "접수 시작",
    "closes": "접수 마감",
    "closes_time": "마감 시각",
    "end_kind": "마감 방식",
    "period_text": "신청기간",
    "award_max": "최대 지원금",
    "attachments": "첨부",
    "tags": "핵심어",
}
UNCOMPARED = ("updated",)


def state_of(notice: Notice) -> State:
    """The notice's own fields, personal data masked."""
    return {
        "title": mask(notice.title.strip()),
        "kind": notice.kind,
        "funder": notice.funder.strip(),
        "operator": notice.operator.strip(),
        "program": notice.program.strip(),
        "url": notice.url,
        "apply_url": notice.apply_url,
        "field": notice.field,
        "regions": sorted(notice.regions),
        "nationwide": notice.nationwide,
        "published": _iso(notice.published),
        "updated": notice.updated.isoformat() if notice.updated else None,
        "opens": _iso(notice.opens),
        "closes": _iso(notice.closes),
        "closes_time": notice.closes_time,
        "end_kind": notice.end_kind,
        "period_text": mask(notice.period_text),
        "award_max": notice.award_max.to_json() if notice.award_max else None,
        "attachments": [[file.name, file.url] for file in notice.attachments],
        "tags": list(notice.tags),
    }


def notice_of(state: State, source: str, key: str) -> Notice:
    """The notice whose `state_of` this is, without its text and with personal data masked."""
    days = {name: _day(state.get(name)) for name in ("published", "opens", "closes")}
    updated, award = state.get("updated"), state.get("award_max")
    made = {
        "regions": tuple(state.get("regions", ())),
        "updated": datetime.fromisoformat(updated) if updated else None,
        "award_max": Money(Decimal(award["amount"]), award["currency"]) if award else None,
        "attachments": tuple(Attachment(name, url) for name, url in state.get("attachments", ())),
        "tags": tuple(state.get("tags", ())),
    }
    return Notice(source=source, key=key, **{**state, **days, **made})


def digest_of(state: State, text: str) -> str:
    """SHA-256 that is equal exactly when nothing a reader could see has changed."""
    compared = {name: value for name, value in state.items() if name not in UNCOMPARED}
    body = json.dumps([compared, text], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def changes_between(old: State, new: State, old_text: str, new_text: str) -> list[Change]:
    """Field by field what differs, then the sections of the text that do."""
    found = [
        {"field": name, "old": old.get(name), "new": new.get(name)}
        for name in LABELS
        if old.get(name) != new.get(name)
    ]
    if old_text != new_text:
        found.extend(_text_changes(old_text, new_text))
    return found


def _text_changes(old: str, new: str) -> list[Change]:
    """Changed paragraphs, each with the heading it stands under."""
    before, after = _parts(old), _parts(new)
    return [
        {"field": "text", "part": heading, "old": before.get(heading), "new": after.get(heading)}
        for heading in dict.fromkeys((*before, *after))
        if before.get(heading) != after.get(heading)
    ]


def _parts(text: str) -> dict[str, str]:
    """The sections of `texts.notice_text` by heading; the title is not among them."""
    parts: dict[str, str] = {}
    heading = ""
    for block in text.split("\n\n")[1:]:
        first, _, body = block.strip().partition("\n")
        if first in HEADINGS:
            heading = first
        else:
            body = block.strip()
        parts[heading] = f"{parts[heading]}\n{body}" if heading in parts else body
    return parts


@dataclass(frozen=True, slots=True)
class Wording:
    """One change as a reader sees it."""

    label: str
    old: str
    new: str


def wording(change: Mapping[str, Any]) -> Wording:
    """`접수 마감: 2026-04-17 → 2026-05-01`: the change with its label and printable values."""
    name = change["field"]
    label = change.get("part") or LABELS.get(name, name)
    return Wording(label, _printable(change["old"]), _printable(change["new"]))


def _printable(value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, dict):
        return f"{int(value['amount']):,} {value['currency']}"
    if isinstance(value, list):
        return ", ".join(item[0] if isinstance(item, list) else str(item) for item in value)
    if isinstance(value, bool):
        return "예" if value else "아니오"
    return str(value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
