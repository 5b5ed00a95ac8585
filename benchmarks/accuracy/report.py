"""The figures as text: a table on the terminal, and docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .run import Result

DOC = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
FLOORS = {"quantity": 0.97, "period": 0.95, "condition": 0.90, "statement": 0.85}
MAX_WRONG = 0.01

INTRO = """# How well texts are read

Written by `make accuracy`. All readers ran on the same items in one run. An item is right only
when its place and everything the gold says of it agree; finding what is not there counts against
precision. The gold set and the guide that decides its doubtful cases are in
[gold/](../gold/GUIDE.md); its texts are our own. The test half is not looked at while the grammar
is worked on.

Each peer is scored only on the kinds it claims to read, and only on the value (for periods: the
end, or the start where there is one date), never on bound, unit or role: that is more lenient than
how Majungmul is scored.

"""

WRONG = """

## Confidently wrong

A condition misleads where it turns a verdict. So 200 firms of a synthetic population, of which
every fact is known, ask each text: once the rule as it was read, once the rule put right (without
the conditions that the gold does not say, with those that were missed). Half of the firms are moved
to the place that the text asks for. A verdict is wrong where the rule as read said *eligible* or
*ineligible* and the rule put right says anything else, *unknown* too. The last column counts the
typed conditions that are not in the gold, whether they turn a verdict or stand beside a clause that
stayed unread.

| half | pairs | eligible | wrong | ineligible | wrong | share wrong | conditions not in gold |
|---|---:|---:|---:|---:|---:|---:|---:|
"""


def table(results: Mapping[str, Result]) -> str:
    """A Markdown table: reader, kind, half, counts, precision, recall, F1."""
    lines = [
        "| reader | kind | half | expected | precision | recall | F1 |",
        "|---|---|---|---:|---:|---:|---:|",
    ]
    for name, result in results.items():
        for (kind, half), score in sorted(result.scores.items()):
            lines.append(
                f"| {name} | {kind} | {half} | {score.right + score.missed} | "
                f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |"
            )
    return "\n".join(lines)


def wrong(result: Result, half: str) -> tuple[int, int]:
    """Typed conditions that are not in the gold, and all typed conditions, of one half."""
    score = result.scores.get(("condition", half))
    return (score.extra, score.right + score.extra) if score else (0, 0)


def write(results: Mapping[str, Result]) -> None:
    """Write docs/accuracy.md."""
    ours = results["majungmul"]
    parts = [INTRO, table(results), WRONG]
    for half in ("dev", "test"):
        asked, (extra, typed) = ours.verdicts[half], wrong(ours, half)
        parts.append(
            f"| {half} | {asked.pairs} | {asked.eligible} | {asked.wrong_eligible} "
            f"| {asked.ineligible} | {asked.wrong_ineligible} | {asked.share:.2%} "
            f"| {extra} of {typed} |\n"
        )
    parts.append("\n## Floors\n\n| kind | floor | test half | reached |\n|---|---:|---:|---|\n")
    for kind, floor in FLOORS.items():
        reached = ours.scores[kind, "test"].f1
        parts.append(
            f"| {kind} | {floor} | {reached:.3f} | {'yes' if reached >= floor else 'no'} |\n"
        )
    DOC.write_text("".join(parts), encoding="utf-8")


def failures(results: Mapping[str, Result]) -> list[str]:
    """One sentence for each floor that the test half does not reach."""
    ours = results["majungmul"]
    found = [
        f"{kind}: F1 {ours.scores[kind, 'test'].f1:.3f} < {floor}"
        for kind, floor in FLOORS.items()
        if (kind, "test") in ours.scores and ours.scores[kind, "test"].f1 < floor
    ]
    asked = ours.verdicts["test"]
    if asked.share > MAX_WRONG:
        found.append(
            f"condition: {asked.wrong} of {asked.answered} verdicts wrong > {MAX_WRONG:.0%}"
        )
    return found
