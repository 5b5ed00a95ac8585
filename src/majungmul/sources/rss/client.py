"""A feed in any of the forms that are about: RSS 2.0, RSS 1.0 (RDF), Atom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree.ElementTree import Element

from majungmul.sources import dates, described, payload
from majungmul.sources.described import Description
from majungmul.sources.items import ItemSource
from majungmul.sources.payload import Item
from majungmul.sources.row import Row
from majungmul.sources.types import Failure, Notice, Raw, SourceError
from majungmul.sources.web import Answer, Ask
from majungmul.terms import SEOUL


class Feed(ItemSource):
    """A source made of a description. A feed has no pages: what fell off its end is gone."""

    whole = False

    def __init__(self, about: Description, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about.only("url", "key")
        self.about = about
        self.slug = about.slug
        self.name = about.name

    def key(self, row: Row) -> str:
        """What `key` finds in the entry's id or address; without `key`, the id itself."""
        pattern = self.about.pattern("key")
        texts = (row.raw("id"), row.raw("url"))
        if pattern is None:
            return next(filter(None, texts), "")
        return next((match[1] for text in texts if (match := pattern.search(text))), "")

    def notice(self, key: str, row: Row) -> Notice:
        return described.notice(self.about, key, row)

    def recorded(self, data: bytes) -> Iterable[Item | Failure]:
        text = payload.text_of(data)
        return _entries(text) if text.startswith("<") else payload.recorded(data)

    def fetch(
        self, since: date | None = None, cursor: str | None = None
    ) -> Iterator[Raw | Failure]:
        """The feed's entries, published on or after `since` where they say when."""
        ask = Ask(self.about.text("url"), robots=True)
        items = self.web.read(ask, _answer)
        yield from self.take(item for item in items if described.recent(item, since))


def _answer(answer: Answer) -> list[Item]:
    return _entries(payload.text_of(answer.body, answer.charset))


def _entries(text: str) -> list[Item]:
    """Raises SourceError when the text is no feed: a board's page, an error page."""
    root = payload.element(text)
    if _name(root) not in {"rss", "RDF", "feed"}:
        raise SourceError("RSS나 Atom이 아닙니다. 주소를 확인하세요.")
    return [_entry(node) for node in root.iter() if _name(node) in {"item", "entry"}]


def _entry(node: Element) -> Item:
    texts: dict[str, str] = {}
    url = ""
    files: list[dict[str, str]] = []
    for child in node:
        name, text = _name(child), "".join(child.itertext()).strip()
        target = child.get("href") or child.get("url") or text
        enclosed = name == "enclosure" or child.get("rel") == "enclosure"
        if enclosed:
            files.append({"name": child.get("title") or target.rsplit("/", 1)[-1], "url": target})
        elif name == "link" and child.get("rel", "alternate") == "alternate":
            url = url or target
        elif text:
            texts.setdefault(name, text)
    body = texts.get("encoded") or texts.get("content") or texts.get("description")
    when = texts.get("pubDate") or texts.get("published") or texts.get("date")
    return {
        "id": texts.get("guid") or texts.get("id") or "",
        "title": texts.get("title", ""),
        "url": url,
        "published": _day(when or texts.get("updated", "")),
        "body": body or texts.get("summary", ""),
        "files": files,
    }


def _day(text: str) -> str:
    """The day in Seoul; feeds print RFC 822, ISO 8601, and what their authors felt like."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        found = dates.day(text)
        return found.isoformat() if found else ""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(SEOUL).date().isoformat()


def _name(node: Element) -> str:
    """A tag without its namespace."""
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
