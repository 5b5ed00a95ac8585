"""Whatever arrives, mapping ends in a notice or in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.bizinfo.shapes import LIVE, SCRAPED
from tests.sources.gov24.test_gov24 import CONDITIONS, DETAIL, LIST
from tests.sources.iris.test_iris import ITEM as IRIS
from tests.sources.kstartup.shapes import API, RENAMED
from tests.sources.ntis.test_ntis import ROW
from tests.sources.smes24.test_smes24 import ITEM as SMES24

from majungmul import sources
from majungmul.sources import Failure, Notice, Raw, SourceError, dates, payload, places, text, urls
from majungmul.sources.items import ItemSource
from majungmul.sources.sections import HEADINGS

SHAPES: dict[str, list[dict[str, object]]] = {
    "bizinfo": [LIVE, SCRAPED],
    "kstartup": [API, RENAMED],
    "gov24": [{**LIST, **DETAIL, **CONDITIONS}, {"list": LIST, "detail": DETAIL}],
    "smes24": [SMES24],
    "iris": [IRIS],
    "ntis": [ROW],
    "mss": [{"itemId": "1", "title": "공고", "fileName": ["a", "b"], "fileUrl": "https://a.kr"}],
    "msit": [{"viewUrl": "?nttSeqNo=1", "subject": "공고", "files": {"file": [{"fileName": "a"}]}}],
}
ITEM_SOURCES = {
    slug: source for slug, source in sources.all().items() if isinstance(source, ItemSource)
}

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["2026-02-30", "99999999", "&#x110000;", "<p", "☞☞☞", "만 20세", "@@", "|||"])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[ItemSource, dict[str, object]]:
    """A real shape with some of its fields replaced by anything."""
    slug = draw(st.sampled_from(sorted(SHAPES)))
    item = dict(draw(st.sampled_from(SHAPES[slug])))
    for name in draw(st.lists(st.sampled_from(sorted(item)), max_size=6)):
        item[name] = draw(anything)
    return ITEM_SOURCES[slug], item


def outcome(source: ItemSource, item: object) -> Notice | None:
    """The notice, or None when the item was refused with a sentence; anything else is a crash."""
    for raw in source.take(iter([item])):  # type: ignore[list-item]
        if isinstance(raw, Failure):
            assert raw.reason
            continue
        try:
            return source.map(raw)
        except SourceError as error:
            said(error)
    return None


def said(error: SourceError) -> None:
    assert error.reason
    assert "Traceback" not in error.reason


def check(found: Notice) -> None:
    assert found.title
    assert found.key
    assert all(part.heading in HEADINGS and part.text for part in found.sections)
    assert all(len(code) == 2 and code.isdigit() for code in found.regions)
    assert not (found.regions and found.nationwide)
    assert (found.end_kind == "date") == (found.closes is not None)
    assert found.url == "" or found.url.startswith(("http://", "https://"))
    assert all(file.url.startswith(("http://", "https://")) for file in found.attachments)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_a_damaged_item_never_crashes(case: tuple[ItemSource, dict[str, object]]) -> None:
    found = outcome(*case)
    if found:
        check(found)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=12), anything, max_size=6))
def test_any_json_object_never_crashes(item: dict[str, object]) -> None:
    for source in ITEM_SOURCES.values():
        outcome(source, item)


@pytest.mark.parametrize("slug", sorted(SHAPES))
def test_mapping_an_item_twice_gives_the_same_notice(slug: str) -> None:
    for item in SHAPES[slug]:
        found = outcome(ITEM_SOURCES[slug], item)
        assert found is not None
        check(found)
        assert found == outcome(ITEM_SOURCES[slug], json.loads(json.dumps(item)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_page_or_an_error(data: bytes) -> None:
    try:
        page = payload.page(data)
    except SourceError as error:
        said(error)
    else:
        assert all(isinstance(item, dict) for item in page.items)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_file_is_items_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    for source in sources.all().values():
        try:
            found = list(source.load(path))
        except SourceError as error:
            said(error)
        else:
            assert all(isinstance(item, Raw | Failure) for item in found)


@given(st.text(max_size=200))
def test_plain_text_holds_no_carriage_return_and_no_comment(value: str) -> None:
    found = text.plain(value)
    assert "\r" not in found
    assert "\x00" not in found
    assert found == found.strip()


@given(st.text(max_size=200))
def test_a_line_is_one_line(value: str) -> None:
    assert "\n" not in text.line(value)


@given(st.text(max_size=60))
def test_a_period_is_consistent(value: str) -> None:
    found = dates.window(value)
    assert (found.closes is not None) == (found.end_kind == "date")


@given(st.dates(min_value=dates.date(1990, 1, 1), max_value=dates.date(2031, 12, 31)))
def test_every_form_of_a_day_is_read(day: dates.date) -> None:
    forms = ["%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y. %m. %d.", "%Y년 %m월 %d일"]
    forms += ["%Y-%m-%d 00:00:00", "%Y%m%d000000"]
    assert {dates.day(day.strftime(form)) for form in forms} == {day}


@given(st.text(max_size=60), st.text(max_size=30))
def test_an_address_is_absolute_or_nothing(value: str, base: str) -> None:
    found = urls.web(value, base)
    assert found == "" or found.startswith(("http://", "https://"))


@given(st.lists(st.text(max_size=10)))
def test_words_that_are_no_places_say_nothing(words: list[str]) -> None:
    found = places.from_names(words)
    assert bool(found) == (found.nationwide is not None)
