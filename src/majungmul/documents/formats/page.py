"""What stands where on a web page: the main part, its title and date, the files it links to."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from majungmul.documents.model import Attachment

# Where Korean boards and news sites put the text. The first that holds enough text is taken.
_CLASSES = (
    *("view_cont", "view-cont", "board_view", "bbs_view", "bbsView", "boardView", "view_box"),
    *("support_project_detail", "information_list", "tb_contents"),
)
_IDS = (
    *("articleBody", "article-view-content-div", "articleBodyContents", "newsEndContents"),
    *("dic_area", "newsct_article"),
)
_MAIN = (
    "//*[@itemprop='articleBody']",
    "//article[@id or @class]",
    f"//*[{' or '.join(f'@id={name!r}' for name in _IDS)}]",
    f"//*[{' or '.join(f'contains(@class, {name!r})' for name in _CLASSES)}]",
    "//main",
    "//*[@id='content' or @id='contents' or @id='container']",
)
_FURNITURE = {"header", "footer", "aside", "nav"}
_ENOUGH = 80
_SHORTEST_TITLE = 6
_FILES = re.compile(r"\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|txt|jpe?g|png|odt)(?:$|[?#\s)\]])", re.I)
_DOWNLOAD = re.compile(r"down|file|attach|atch", re.I)
_DATE = re.compile(r"(20\d\d|19\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "dc.date.issued",
    "DC.date",
    "pubdate",
    "publish-date",
    "date",
)
_MAX_LINKS = 2_000


def main(root: Any, markup: str) -> Any:
    """The element that holds the page's own text."""
    if _is_article(root) and (body := _article(markup)) is not None:
        return body
    for path in _MAIN:
        found = [element for element in root.xpath(path) if _length(element) >= _ENOUGH]
        if found:
            return max(found, key=_length)
    for element in list(root.iter(*_FURNITURE)):
        if element.getparent() is not None:
            element.drop_tree()
    return root


def _is_article(root: Any) -> bool:
    kinds = root.xpath("//meta[@property='og:type']/@content")
    return "article" in kinds or bool(
        root.xpath("//meta[@property='article:published_time'] | //*[@itemprop='articleBody']")
    )


def _article(markup: str) -> Any | None:
    """trafilatura's tree of the article, when it found one."""
    from trafilatura import bare_extraction

    try:
        result = bare_extraction(
            markup, include_comments=False, include_tables=True, favor_recall=True
        )
    except Exception:  # trafilatura raises what its parsers raise; the selectors are next
        return None
    body = getattr(result, "body", None)
    return body if body is not None and _length(body) >= _ENOUGH else None


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext() if isinstance(text, str))


def title(root: Any, main: Any) -> str:
    """The page's own name for what it shows, without the site's name."""
    headings = ("".join(heading.itertext()) for heading in main.iter("h1", "h2", "h3", "h4"))
    for text in (
        *root.xpath("//meta[@property='og:title']/@content"),
        *("".join(heading.itertext()) for heading in root.iter("h1")),
        *headings,
        *root.xpath("//title/text()"),
    ):
        name = re.split(r"\s+[|<>:]\s+|\s+::\s*", " ".join(text.split()))[0]
        if len(name) >= _SHORTEST_TITLE:
            return name[:200]
    return ""


def published(root: Any) -> date | None:
    for key in _PUBLISHED:
        for value in root.xpath(
            "//meta[@property=$key or @name=$key or @itemprop=$key]/@content"
            " | //time[@itemprop=$key]/@datetime",
            key=key,
        ):
            if match := _DATE.match(value.strip()):
                try:
                    return date(*map(int, match.groups()))
                except ValueError:
                    continue
    return None


def links(root: Any) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...]]:
    """Files the page offers, and its other links that lead somewhere."""
    files: dict[Attachment, None] = {}
    others: dict[Attachment, None] = {}
    for anchor in root.iter("a"):
        href = (anchor.get("href") or "").strip()
        name = " ".join("".join(anchor.itertext()).split()) or (anchor.get("title") or "").strip()
        if not href or href == "#" or len(files) + len(others) >= _MAX_LINKS:
            continue
        is_script = href.lower().startswith("javascript:")
        if _FILES.search(href) or (_FILES.search(name) and (is_script or _DOWNLOAD.search(href))):
            files[Attachment(name or href.rsplit("/", 1)[-1], "" if is_script else href)] = None
        elif href.lower().startswith(("http://", "https://")) and name:
            others[Attachment(name, href)] = None
    return tuple(files), tuple(others)
