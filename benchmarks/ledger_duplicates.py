"""How well repeats of one call are told from calls that only look alike, on annotated groups.

    python -m benchmarks.ledger_duplicates FOLDER     (holds duplicates/ and ntis/)

A group gathers rows of one title; each row is labelled `keep` or `delete`. Two rows are one call
when they are of one group and year, at least one is to be deleted, and that year keeps exactly one
row. Rows kept are different calls, and so are rows of different groups. Pairs about which the
labels do not say which row repeats which are left out. Titles are taken whole from the list of
calls where it has them; the groups' own are cut after fifty signs, often where they would differ.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Member:
    group: str
    label: str | None
    year: str
    title: str
    whole: bool
    closes: date | None
    ministry: str


@dataclass(frozen=True, slots=True)
class Score:
    rows: int
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    def to_json(self) -> dict[str, float]:
        return {
            "rows": self.rows,
            "pairs_right": self.right,
            "pairs_wrong": self.wrong,
            "pairs_missed": self.missed,
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
        }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    members = list(read(folder))
    print(json.dumps({"whole_titles": measure(members, whole_only=True).to_json()}))
    print(json.dumps({"cut_titles_too": measure(members).to_json()}))
    return 0


def read(folder: Path) -> Iterator[Member]:
    titles = {row["id"]: row["title"] for row in _lines(folder / "ntis" / "2025.jsonl")}
    for group in _lines(folder / "duplicates" / "groups.jsonl"):
        if group["kind"] != "same-title":
            continue
        for row in group["members"]:
            title = titles.get(row["ntis"], row["title"])
            day = row["deadline"] if re.fullmatch(r"\d{4}-\d\d-\d\d", row["deadline"]) else None
            yield Member(
                group["id"],
                row["label"],
                row["deadline"][:4],
                title,
                not title.endswith("..."),
                date.fromisoformat(day) if day else None,
                row["ministry"] or "",
            )


def measure(members: list[Member], whole_only: bool = False) -> Score:
    from majungmul.ledger.likeness import compare, informed, sketch

    kept = [(m.group, m.year) for m in members if m.label == "keep"]
    single = {place for place in kept if kept.count(place) == 1}
    members = [member for member in members if member.whole or not whole_only]
    sketches = informed(
        sketch(number, m.title, None, m.closes, m.ministry) for number, m in enumerate(members)
    )
    right = wrong = missed = 0
    for (one, a), (other, b) in combinations(zip(members, sketches, strict=True), 2):
        truth = _truth(one, other, single)
        if truth is not None:
            same = compare(a, b).same
            right += same and truth
            wrong += same and not truth
            missed += truth and not same
    return Score(len(members), right, wrong, missed)


def _truth(one: Member, other: Member, single: set[tuple[str, str]]) -> bool | None:
    labels = {one.label, other.label}
    if one.group != other.group or labels == {"keep"} or one.year != other.year:
        return False
    if None in labels or (one.group, one.year) not in single:
        return None
    return True


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


if __name__ == "__main__":
    raise SystemExit(main())
