"""The gold set as objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .leaves import unique

GOLD = Path(__file__).resolve().parents[2] / "gold"
KINDS = ("quantity", "period", "condition", "statement", "opportunity")
OPPORTUNITY = (
    "opens",
    "closes",
    "closes_time",
    "end_kind",
    "award_max",
    "support_rate_max",
    "selected_count",
    "total_budget",
)
_LISTS = {
    "quantity": "quantities",
    "period": "periods",
    "condition": "conditions",
    "statement": "statements",
}


@dataclass(frozen=True)
class Item:
    """A text and what a careful reader takes from it, by kind; a absent kind is not judged."""

    id: str
    split: str
    text: str
    published: date | None
    home_region: str | None
    expect: dict[str, list[dict[str, Any]]] = field(hash=False)
    whole: bool = False


def items(folder: Path = GOLD, split: str | None = None) -> list[Item]:
    """Every item of the gold set, or of one half of it."""
    found = [*_expressions(folder), *_documents(folder)]
    return [item for item in found if split is None or item.split == split]


def _expressions(folder: Path) -> Iterator[Item]:
    for path in sorted((folder / "expressions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                yield _item(row, {row["kind"]: row["expect"]})


def _documents(folder: Path) -> Iterator[Item]:
    for path in sorted((folder / "documents").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        expect = {kind: row[name] for kind, name in _LISTS.items() if name in row}
        if (call := row.get("opportunity")) is not None:
            expect["opportunity"] = [
                {"name": name, "value": call[name]} for name in OPPORTUNITY if call.get(name)
            ]
            expect["opportunity"] += [{"name": name, "may": True} for name in call.get("may", ())]
        yield _item(row, expect, whole=True)


def _item(row: dict[str, Any], expect: dict[str, Any], whole: bool = False) -> Item:
    day = row.get("published")
    if "condition" in expect:
        expect["condition"] = unique(expect["condition"])
    return Item(
        id=row["id"],
        split=row["split"],
        text=row["text"],
        published=date.fromisoformat(day) if day else None,
        home_region=row.get("home_region"),
        expect=expect,
        whole=whole,
    )
