"""The English of the pages: complete, compiled, and of the same shape as the Korean."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation.template import templatize

from majungmul import desk, portal
from majungmul.ledger import organization_merges

HOME = Path(portal.__file__).parent
DESK = Path(desk.__file__).parent  # its sentences are shown by the pages
FOLDER = HOME / "locale" / "en" / "LC_MESSAGES"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}  # fmt: skip
HANGUL = re.compile(r"[가-힣]")
HOLES = re.compile(r"%\(\w+\)s|%s|%%")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def sources() -> Iterator[tuple[Path, str]]:
    spoken = Path(organization_merges.__file__)  # its errors are shown by the pages too
    for path in sorted([*HOME.rglob("*"), *DESK.rglob("*"), spoken]):
        if path.suffix == ".py":
            yield path, path.read_text("utf-8")
        elif path.suffix in (".html", ".svg") and "templates" in path.parts:
            yield path, templatize(path.read_text("utf-8"), str(path))


def in_use() -> set[str]:
    """Every msgid of code and templates."""
    found = set()
    for _, text in sources():
        for _, message, _, _ in extract("python", BytesIO(text.encode()), KEYWORDS):
            found.add(message[-1] if isinstance(message, tuple) else message)
    return {message for message in found if HANGUL.search(message)}


def test_every_korean_sentence_of_the_pages_is_in_the_catalogue(catalog: Catalog):
    known = {message.id for message in catalog}
    asked = in_use()
    assert len(asked) > 250
    assert asked - known == set()


def test_every_sentence_has_its_english(catalog: Catalog):
    left = [m.id for m in catalog if m.id and (not m.string or m.fuzzy or HANGUL.search(m.string))]
    assert [text for text in left if "소프트웨어 창업" not in text] == []


def test_both_languages_leave_the_same_holes(catalog: Catalog):
    odd = [
        m.id for m in catalog if m.id and set(HOLES.findall(m.id)) < set(HOLES.findall(m.string))
    ]
    assert odd == []


def test_the_compiled_catalogue_is_fresh(catalog: Catalog):
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        m.id
        for m in catalog
        if m.id
        and m.string
        != (compiled.pgettext(m.context, m.id) if m.context else compiled.gettext(m.id))
    ]
    assert stale == []


def test_no_korean_stands_in_a_template_outside_the_catalogue():
    """The page for a broken server is the exception: it is written in both."""
    bare = [
        path.name
        for path in HOME.rglob("templates/**/*.html")
        if path.name != "500.html" and HANGUL.search(_left_over(path.read_text("utf-8")))
    ]
    assert bare == []


def _left_over(template: str) -> str:
    """A template without its tags, translated blocks and the name of the other language."""
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", template, flags=re.S)
    return re.sub(r'{%.*?%}|{{.*?}}|lang="ko">한국어', "", text, flags=re.S)


def test_a_visitor_changes_the_language_and_comes_back(client: Client, call):
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/opportunities/?q=시제품"})
    assert answer["Location"].startswith("/opportunities/")
    html = client.get("/opportunities/").content.decode()
    assert '<html lang="en">' in html
    assert "Find calls" in html
    client.post("/i18n/setlang/", {"language": "ko"})
    assert '<html lang="ko">' in client.get("/").content.decode()


def test_pages_open_in_korean_whatever_the_browser_prefers(client: Client, db):
    html = client.get("/", HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9").content.decode()
    assert '<html lang="ko">' in html


def test_a_shared_cache_keeps_the_languages_apart(client: Client, db):
    for path in ("/", "/statements/budget-light.svg", "/nothing/"):
        assert "Cookie" in client.get(path)["Vary"]


def test_an_unknown_language_is_korean(client: Client, db):
    client.cookies["django_language"] = "xx\r\nSet-Cookie: a=b"
    assert '<html lang="ko">' in client.get("/").content.decode()


def test_the_way_back_does_not_lead_to_another_site(client: Client, db):
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    "path",
    ["/", "/opportunities/", "/company/", "/statements/", "/sources/", "/funnel/", "/sign-in/"],
)
def test_the_frame_of_an_english_page_holds_no_korean(client: Client, db, path: str):
    client.cookies["django_language"] = "en"
    html = client.get(path).content.decode()
    body = re.sub(r'lang="ko">한국어', "", html)
    for place in re.findall(r"<option.*?</option>|<th scope=\"row\">.*?</tr>", body, re.S):
        body = body.replace(place, "")  # names of places and sources are Korean
    assert not re.findall(r"[^<>]*[가-힣][^<>]*", body.replace("소프트웨어 창업 전주", ""))
