"""What every source gives: raw items, notices mapped from them, and failures said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from majungmul.terms import EndKind, Money

Kind = Literal["call", "result", "other"]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a notice as plain text; `heading` is one of `sections.HEADINGS`."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Raw:
    """One item as the source sent it. `cursor` is where a broken run may go on from."""

    key: str
    body: bytes
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be taken, and why, in one sentence; the others go on.

    With a `key` the item is known to be on the list all the same. `cut`: it is the rest of the
    list that could not be had, so that absence says nothing.
    """

    key: str
    reason: str
    where: str = ""
    cut: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" if self.where else self.reason


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in the project's words; what a source did not say is empty or None.

    `regions` are province codes (행정표준코드, two digits); `nationwide` is None when the source
    is silent. `opens` and `closes` are days in Seoul, both inclusive; `closes_time` is `HH:MM` or
    None (hour unknown). `period_text` is the printed period, untouched. `kind` parts calls from
    announcements of results that the same list carries. `contact`, `warnings` and `lost` (fields
    that the source always sends and that are missing or no text here) are no part of what the
    notice says: keep them out of comparisons.
    """

    source: str
    key: str
    title: str
    kind: Kind = "call"
    funder: str = ""
    operator: str = ""
    program: str = ""
    url: str = ""
    apply_url: str = ""
    field: str = ""
    regions: tuple[str, ...] = ()
    nationwide: bool | None = None
    published: date | None = None
    updated: datetime | None = None
    opens: date | None = None
    closes: date | None = None
    closes_time: str | None = None
    end_kind: EndKind | None = None
    period_text: str = ""
    award_max: Money | None = None
    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()
    contact: str = ""
    warnings: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The notice as one plain text: each section under its heading, a blank line between."""
        return "\n\n".join(f"{section.heading}\n{section.text}" for section in self.sections)


class SourceError(Exception):
    """A source, or one item of it, that cannot be used: one Korean sentence saying what to do.

    `retry` says whether trying again later, unchanged, may help; `after`, if the source said so,
    in how many seconds.
    """

    def __init__(self, reason: str, *, retry: bool = False, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.after = after


@runtime_checkable
class Source(Protocol):
    """What the ledger asks of a source. A folder that offers one as `SOURCE` is found by itself."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """Items from the live source, changed on or after `since` where it can tell.

        `cursor` of the last `Raw` taken goes on where a broken run stopped, at worst repeating
        one page. Raises SourceError when the source as a whole cannot be used.
        """
        ...

    def load(self, path: Path) -> Iterator[Raw | Failure]:
        """Items of a recorded payload or dump of this source.

        Raises SourceError when the file as a whole cannot be read.
        """
        ...

    def map(self, raw: Raw) -> Notice:
        """The notice in `raw`. Raises SourceError, and nothing else, when it holds none."""
        ...
