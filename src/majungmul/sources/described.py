"""Sources that a TOML file describes instead of code: feeds, boards, folders.

Descriptions that come with the project stand beside the code that reads them; an institution's
own stand in `$MAJUNGMUL_HOME/sources/*.toml`. A description that cannot be used is still a source:
one whose every use says what is wrong with its file.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from majungmul.reference.vocabulary import fields

from . import dates, places, sections, titles, urls
from .payload import Item
from .places import Regions
from .row import Row
from .types import Attachment, Failure, Notice, Raw, SourceError

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")
_COMMON = frozenset({"slug", "kind", "name", "funder", "operator", "field", "regions"})


@dataclass(frozen=True, slots=True)
class Description:
    """What every described source says of itself; `more` is what its kind adds."""

    slug: str
    kind: str
    name: str
    funder: str = ""
    operator: str = ""
    field: str = ""
    where: Regions = made_by(default_factory=Regions)
    more: Mapping[str, Any] = made_by(default_factory=dict)

    def only(self, *known: str) -> None:
        """Raises SourceError for a field beside the `known` ones: most likely a slip of the pen."""
        flat = {
            f"{name}.{inner}" if isinstance(value, dict) else name
            for name, value in self.more.items()
            for inner in (value if isinstance(value, dict) else [""])
        }
        if strange := sorted(flat - set(known)):
            raise SourceError(f"{', '.join(strange)}: 모르는 항목입니다.")

    def table(self, name: str) -> Mapping[str, Any]:
        found = self.more.get(name, {})
        if not isinstance(found, dict):
            raise SourceError(f"{self.slug}: [{name}] 표가 있어야 합니다. 설명 파일을 고치세요.")
        return found

    def text(self, *path: str, default: str | None = None) -> str:
        """A text of the description. Raises SourceError naming it when it is missing."""
        *tables, last = path
        table = self.table(tables[0]) if tables else self.more
        value = table.get(last, default)
        if not isinstance(value, str):
            raise SourceError(
                f"{self.slug}: '{'.'.join(path)}' 값이 없거나 글자가 아닙니다. 파일을 고치세요."
            )
        return value

    def pattern(self, *path: str) -> re.Pattern[str] | None:
        """A regular expression with one group, None when none is given."""
        text = self.text(*path, default="")
        try:
            found = re.compile(text) if text else None
        except re.error:
            found = None
        if text and (found is None or found.groups != 1):
            raise SourceError(
                f"{self.slug}: '{'.'.join(path)}'은(는) 괄호가 하나인 정규식이어야 합니다."
            )
        return found


def read(data: Mapping[str, Any]) -> Description:
    """Raises SourceError naming the first field that is wrong."""
    slug, kind, name = (data.get(key) for key in ("slug", "kind", "name"))
    if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
        raise SourceError("slug는 영문 소문자로 시작하는 40자 이내의 이름이어야 합니다.")
    if not isinstance(kind, str) or not isinstance(name, str) or not name:
        raise SourceError(f"{slug}: kind와 name이 있어야 합니다.")
    listed = data.get("regions", [])
    where = places.from_names(listed if isinstance(listed, list) else [])
    if listed and not where:
        raise SourceError(f"{slug}: regions는 시·도 이름의 목록이어야 합니다.")
    own = {key: str(data.get(key, "")) for key in ("funder", "operator", "field")}
    if own["field"] and own["field"] not in fields():
        raise SourceError(f"{slug}: field는 {', '.join(fields())} 가운데 하나여야 합니다.")
    more = {key: value for key, value in data.items() if key not in _COMMON}
    return Description(slug, kind, name, where=where, more=more, **own)


def describe(file: Traversable) -> Description | Broken:
    """What one file says."""
    try:
        return read(tomllib.loads(file.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return Broken(file.name, f"TOML로 읽을 수 없습니다({error}).")
    except SourceError as error:
        return Broken(file.name, error.reason)


def shipped(package: str) -> list[Traversable]:
    """Descriptions that come with a kind's own folder."""
    found = (file for file in files(package).iterdir() if file.name.endswith(".toml"))
    return sorted(found, key=lambda file: file.name)


def own() -> list[Path]:
    """Descriptions of this place."""
    home = Path(os.environ.get("MAJUNGMUL_HOME", "var"))
    return sorted((home / "sources").glob("*.toml"))


class Broken:
    """A description that cannot be used, shown where its source would stand."""

    def __init__(self, file: str, reason: str) -> None:
        slug = re.sub(r"[^a-z0-9-]+", "-", Path(file).stem.lower()).strip("-")
        self.slug = slug[:40] or "broken"
        self.name = file
        self._error = SourceError(f"{file}: {reason} 파일을 고치세요.")

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        raise self._error

    def load(self, path: Path) -> Iterator[Raw | Failure]:
        raise self._error

    def map(self, raw: Raw) -> Notice:
        raise self._error


def recent(item: Item, since: date | None) -> bool:
    """Whether an entry or a row was published on or after `since`, or does not say when."""
    published = dates.day(str(item.get("published", "")))
    return since is None or published is None or published >= since


def notice(about: Description, key: str, row: Row) -> Notice:
    """What a feed's entry or a board's row says, with what its description adds."""
    title = row.line("title")
    period = row.line("period")
    window = dates.window(period)
    where = about.where or places.from_title(title)
    return Notice(
        source=about.slug,
        key=key,
        title=title,
        kind=titles.kind(title),
        funder=row.line("funder") or about.funder,
        operator=row.line("operator") or about.operator,
        url=urls.web(row.raw("url")),
        field=about.field,
        regions=where.codes,
        nationwide=where.nationwide,
        published=dates.day(row.raw("published")),
        opens=window.opens,
        closes=window.closes,
        closes_time=window.closes_time,
        end_kind=window.end_kind,
        period_text=period,
        sections=sections.sections(
            (
                (sections.BODY, row.text("body") or title),
                (sections.REGION, str(where)),
                (sections.PERIOD, period),
            )
        ),
        attachments=tuple(
            Attachment(file.line("name") or address.rsplit("/", 1)[-1], address)
            for file in row.rows("files")
            if (address := urls.web(file.raw("url")))
        ),
        warnings=tuple(row.warnings),
    )
