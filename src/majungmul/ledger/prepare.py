"""A notice made ready for writing: masked, read and summarised. Touches no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from majungmul.documents import Document
from majungmul.reference import regions
from majungmul.sources import Notice
from majungmul.terms import (
    Reading,
    Rule,
    Unread,
    conditions,
)

from .reading import read_text
from .search.found import NATIONWIDE, REGION_UNKNOWN
from .states import State, digest_of, state_of
from .summaries import Summary, summarize
from .texts import notice_text, tidy

ALL_PROVINCES = 17


@dataclass(frozen=True, slots=True)
class Received:
    """A notice as it came: its state and text are what it is compared by."""

    notice: Notice
    body: bytes
    state: State
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Prepared:
    received: Received
    document: Document
    reading: Reading
    summary: Summary


def receive(notice: Notice, body: bytes) -> Received:
    """Tidies, masks and digests; cheap, so that an unchanged notice is never read again."""
    notice = tidy(notice)
    state, text = state_of(notice), notice_text(notice)
    return Received(notice, body, state, text, digest_of(state, text))


def prepare(received: Received, seen_at: datetime) -> Prepared:
    notice = received.notice
    home = home_region(notice)
    document, reading = read_text(received.text, notice.title, notice.published, home)
    return Prepared(received, document, reading, summarize(notice, reading, seen_at))


def home_region(notice: Notice) -> str | None:
    """The region whose office publishes the notice: what 도내 and 관내 in its text mean.

    A city that runs the call for its province (청주시문화산업진흥재단) is the narrower answer.
    None for a ministry, whose 관내 nobody can place.
    """
    home = regions.region_of_address(notice.funder)
    if home is None:
        return None
    inner = (r for r in regions.all_regions() if regions.contains(home, r.code) and r.parent)
    cities = [r.code for r in inner if notice.operator.startswith(r.name)]
    return cities[0] if len(cities) == 1 else home


def region_codes(codes: Sequence[str], nationwide: bool | None) -> list[str]:
    """Codes for the region filter: provinces, or the whole country, or not known."""
    provinces = sorted({code[:2] for code in codes})
    if nationwide or len(provinces) >= ALL_PROVINCES:
        return [NATIONWIDE]
    return provinces or [REGION_UNKNOWN]


def rule_counts(rule: Rule) -> tuple[int, int]:
    """How many conditions were typed, how many stayed unread."""
    leaves = list(conditions(rule))
    unread = sum(isinstance(leaf, Unread) for leaf in leaves)
    return len(leaves) - unread, unread
