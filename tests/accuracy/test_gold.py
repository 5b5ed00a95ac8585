"""The gold set is sound: every quote stands in its text, every code is one of the lists."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from majungmul.reference import industries, regions, vocabulary
from majungmul.terms.facts import plain

GOLD = Path(__file__).resolve().parents[2] / "gold"
EXPRESSIONS = [
    json.loads(line)
    for path in sorted((GOLD / "expressions").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
DOCUMENTS = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((GOLD / "documents").glob("*.json"))
]
ITEMS = EXPRESSIONS + DOCUMENTS
BOUNDS = {"exact", "about", "at_least", "at_most", "range"}
END_KINDS = {"date", "until_funds", "until_filled", "rolling", "to_be_announced", "after_notice"}
RANGES = {
    "business_age_years",
    "ceo_age",
    "employees",
    "revenue_krw",
    "export_usd",
    "investment_krw",
}
SIZES = {"micro", "small", "medium", "mid", "large"}
RUN = 25


def facts_of(kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    plural = {"quantity": "quantities"}.get(kind, f"{kind}s")
    for item in ITEMS:
        for fact in item["expect"] if item.get("kind") == kind else item.get(plural, []):
            yield item, fact


def test_there_are_enough_items() -> None:
    assert len(EXPRESSIONS) >= 400
    assert len(DOCUMENTS) >= 40


def test_every_item_has_an_id_of_its_own() -> None:
    assert max(Counter(item["id"] for item in ITEMS).values()) == 1


@pytest.mark.parametrize(
    ("group", "least"),
    [("quantity", 40), ("period", 50), ("condition", 60), ("notice", 12), ("press", 12)],
)
def test_enough_of_every_kind_is_kept_unseen(group: str, least: int) -> None:
    splits = [i["split"] for i in ITEMS if group in (i.get("kind"), i.get("form"))]
    assert set(splits) == {"dev", "test"}
    assert splits.count("test") >= least


def test_every_quote_stands_in_its_text_as_often_as_said() -> None:
    for item in ITEMS:
        facts = [*item.get("expect", ()), *item.get("quantities", ()), *item.get("statements", ())]
        for fact in facts:
            if "quote" in fact:
                assert fact["quote"] == fact["quote"].strip(), (item["id"], fact)
                found = re.findall(f"(?={re.escape(fact['quote'])})", item["text"])
                assert len(found) >= fact.get("nth", 1) >= 1, (item["id"], fact)


def test_no_figure_is_annotated_twice_in_one_place() -> None:
    for item in ITEMS:
        places = Counter((q["quote"], q.get("nth", 1)) for q in item.get("quantities", ()))
        assert not places or max(places.values()) == 1, (item["id"], places.most_common(1))


@pytest.mark.parametrize("kind", ["quantity", "statement"])
def test_figures_are_decimals_with_units_and_bounds_of_the_lists(kind: str) -> None:
    units = vocabulary.units()
    for item, fact in facts_of(kind):
        assert plain(Decimal(fact["value"])) == fact["value"], (item["id"], fact)
        bound = fact.get("bound", "exact")  # a key that is left out is not judged
        assert bound in BOUNDS, (item["id"], fact)
        assert ("upper" in fact) == (bound == "range"), (item["id"], fact)
        if "upper" in fact:
            assert Decimal(fact["upper"]) > Decimal(fact["value"]), (item["id"], fact)
        if "unit" in fact:
            assert fact["unit"] in units, (item["id"], fact)
        if "kind" in fact:
            assert fact["kind"] == units[fact["unit"]].extra["kind"], (item["id"], fact)


def test_statements_use_measures_of_the_list_in_their_units() -> None:
    measures = vocabulary.measures()
    for item, fact in facts_of("statement"):
        units = measures[fact["measure"]].extra["units"]
        assert fact.get("unit", units[0]) in units, (item["id"], fact)
        assert fact.get("status", "actual") in {"actual", "planned", "target"}, (item["id"], fact)
        if span := fact.get("period"):
            days = [date.fromisoformat(span[side]) for side in ("start", "end") if span.get(side)]
            assert days, (item["id"], fact)
            assert days == sorted(days), (item["id"], fact)


def test_periods_are_moments_in_seoul_and_end_after_they_start() -> None:
    for item, fact in facts_of("period"):
        assert fact.get("role", "other") in {"application", "program", "award", "other"}
        assert fact.get("end_kind", "date") in END_KINDS, (item["id"], fact)
        if "on" in fact:
            date.fromisoformat(fact["on"])
        sides = [datetime.fromisoformat(fact[s]) for s in ("start", "end") if fact.get(s)]
        assert all(side.utcoffset() is not None for side in sides), (item["id"], fact)
        assert sides == sorted(sides), (item["id"], fact)


def test_conditions_use_fields_and_codes_of_the_lists() -> None:
    for item, fact in facts_of("condition"):
        where = (item["id"], fact)
        match fact["field"], fact["op"]:
            case field, "range":
                assert field in RANGES, where
                ends = [Decimal(fact[end]) for end in ("min", "max") if end in fact]
                assert ends, where
                assert ends == sorted(ends), where
            case "region", "in":
                assert all(regions.get(code) for code in fact["value"]), where
            case "size_class", "in":
                assert set(fact["value"]) <= SIZES, where
            case "industry", "in":
                assert all(industries.normalise(code) for code in fact["value"]), where
            case "entity_type", "in":
                assert set(fact["value"]) <= set(vocabulary.entity_types()), where
            case "certificate", "has":
                assert set(fact["value"]) <= set(vocabulary.certificates()), where
            case "exclusion", "has":
                assert fact.get("not"), where
                assert set(fact["value"]) <= set(vocabulary.exclusions()), where
            case "pre_founder", "has":
                assert fact["value"] == ["yes"], where
            case _:
                pytest.fail(str(where))


def test_no_text_holds_personal_data() -> None:
    for item in ITEMS:
        assert not re.search(r"01[016789][-.\s]?\d{3,4}[-.\s]?\d{4}", item["text"]), item["id"]
        assert not re.search(r"\d{6}-[1-4]\d{6}", item["text"]), item["id"]
        for address in re.findall(r"[\w.]+@[\w.]+", item["text"]):
            assert address.endswith(("example.kr", "example.com")), item["id"]


@pytest.mark.slow
def test_no_text_was_copied_from_real_data(real_data: Path) -> None:
    """Blanks aside, no run of 25 characters stands in a real text too."""
    runs = {
        run: item["id"]
        for item in ITEMS
        for run in _runs("".join(item["text"].split()))
        if len(re.findall("[가-힣]", run)) >= RUN // 2
    }
    shared: dict[str, str] = {}
    for path in sorted(real_data.parent.rglob("*")):
        if path.suffix in {".txt", ".md", ".jsonl", ".csv", ".tsv", ".json"}:
            for text in _texts(path):
                joined = "".join(text.split())
                shared |= {run: runs[run] for run in runs.keys() & set(_runs(joined))}
    assert not shared


def _runs(text: str) -> Iterator[str]:
    return (text[at : at + RUN] for at in range(len(text) - RUN + 1))


def _texts(path: Path) -> Iterator[str]:
    raw = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix in {".jsonl", ".json"}:
        lines = raw.splitlines() if path.suffix == ".jsonl" else [raw]
        for line in lines:
            if line.strip():
                yield json.dumps(json.loads(line), ensure_ascii=False).replace("\\n", " ")
    elif path.suffix == ".csv":
        csv.field_size_limit(10**8)
        for row in csv.reader(raw.splitlines()):
            yield " ".join(row)
    else:
        yield from raw.splitlines()
