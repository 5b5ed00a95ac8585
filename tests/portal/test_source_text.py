"""A text with marks: nothing of the text is lost, added or taken for HTML."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from majungmul.portal.source_text import Mark, around, marked, parse_at


class Tree(HTMLParser):
    """The text of each `<mark>`, and whether tags are balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "mark"
        self.open.append(dict(attrs)["id"] or "")
        self.found[self.open[-1]] = ""

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in self.open:
            self.found[name] += data


TEXT = st.text(st.sampled_from("가나 다<>&\"'1억원\n"), max_size=40)
MARKS = st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=12)


@settings(deadline=None, max_examples=100)
@given(TEXT, MARKS)
def test_the_text_comes_back_whole_whatever_is_marked(text: str, places: list[tuple[int, int]]):
    html = marked(text, [Mark(*place) for place in places])
    assert unescape(re.sub(r"</?mark[^>]*>", "", html)) == text


@settings(deadline=None, max_examples=100)
@given(TEXT, MARKS)
def test_every_mark_holds_the_beginning_of_its_place(text: str, places: list[tuple[int, int]]):
    tree = Tree()
    tree.feed(marked(text, [Mark(*place) for place in places]))
    tree.close()
    assert tree.open == []
    for start, end in set(places):
        if 0 <= start < end <= len(text):
            held = tree.found[f"q-{start}-{end}"]
            assert held
            assert text[start:end].startswith(held)


def test_nested_places_are_marked_whole():
    tree = Tree()
    tree.feed(marked("창업 7년 이내 기업", [Mark(3, 8), Mark(0, 8)]))
    assert tree.found == {"q-0-8": "창업 7년 이내", "q-3-8": "7년 이내"}


def test_the_place_asked_for_is_told_apart():
    html = marked("최대 3억 원", [Mark(3, 7), Mark(3, 7, at=True)])
    assert html.count("<mark") == 1
    assert 'id="q-3-7" class="m-figure m-at" tabindex="-1"' in html


def test_a_place_in_an_address_is_two_numbers_in_order():
    assert parse_at("12-30") == (12, 30)
    for bad in (None, "", "12", "30-12", "5-5", "-1-3", "1-2-3", "1e3-2e3", "9" * 12 + "-1"):
        assert parse_at(bad) is None


def test_the_sentence_around_a_figure_stops_at_its_ends():
    text = "앞 문장이다. 올해 예산은 36억 원이다. 뒤 문장이다."
    start = text.index("36억")
    assert around(text, start, start + 5) == "올해 예산은 36억 원이다."
