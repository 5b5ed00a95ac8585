"""How much of who-may-apply is typed and how much stays unread, on real notices.

    python benchmarks/conditions_report.py [FOLDER] [--show FIELD] [--seed N] [--count N]

FOLDER holds recorded payloads (`bizinfo/`, `kstartup/`) and notices (`notices/text.jsonl`,
`notices/files/`). Prints, for each collection in it, how many clauses of each field were typed and
how many stayed unread, and how many calls got which kind of rule; with `--show`, a random sample of
one field to read by eye.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from majungmul import documents, sources
from majungmul.facts.conditions.rule import rule
from majungmul.terms import Condition, Unread, conditions

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Text:
    name: str
    title: str
    text: str


def texts(folder: Path, only: str = "") -> Iterator[tuple[str, list[Text]]]:
    """Each collection of the folder, or only one of them, with its texts."""
    readers: dict[str, Callable[[], Iterator[Text]]] = {
        "bizinfo": lambda: _notices("bizinfo", folder / "bizinfo" / "2026-04.jsonl"),
        "kstartup": lambda: _notices("kstartup", folder / "kstartup" / "2026-04.jsonl"),
        "attachments": lambda: _attachments(folder / "notices" / "text.jsonl"),
        "files": lambda: _files(folder / "notices" / "files"),
    }
    for name, read in readers.items():
        if only in ("", name):
            yield name, list(read())


def _attachments(path: Path) -> Iterator[Text]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Text(row["id"], row["title"], row["text"])


def _notices(slug: str, path: Path) -> Iterator[Text]:
    source = sources.all()[slug]
    for raw in source.load(path):
        if isinstance(raw, sources.Raw):
            notice = source.map(raw)
            yield Text(notice.key, notice.title, notice.text)


def _files(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.iterdir()):
        if path.suffix != ".tsv":
            try:
                document = documents.read(path)
            except documents.Unreadable:
                continue
            yield Text(path.name, document.title, document.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--show", default="", help="a field, or `unread`")
    parser.add_argument("--only", default="", help="one collection")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    options = parser.parse_args()
    shown: list[tuple[str, str, Condition]] = []
    for name, found in texts(options.folder, options.only):
        shown += _report(name, found, options.show)
    random.Random(options.seed).shuffle(shown)
    for key, context, leaf in shown[: options.count]:
        print(f"\n{key}\n  {context}\n  -> {leaf}")


def _report(name: str, found: list[Text], show: str) -> list[tuple[str, str, Condition]]:
    counts: Counter[str] = Counter()
    shapes: Counter[str] = Counter()
    shown: list[tuple[str, str, Condition]] = []
    begun = time.process_time()
    rules = [(text, rule(text)) for text in found]
    spent = time.process_time() - begun
    for text, read in rules:
        leaves = list(conditions(read)) if read is not None else []
        unread = sum(isinstance(leaf, Unread) for leaf in leaves)
        shapes[
            "none"
            if read is None
            else "all unread"
            if unread == len(leaves)
            else "all typed"
            if not unread
            else "both"
        ] += 1
        for leaf in leaves:
            field = "unread" if isinstance(leaf, Unread) else leaf.field
            counts[field] += 1
            if field == show and leaf.span is not None:
                start, end = leaf.span.start, leaf.span.end
                around = text.text[max(0, start - 60) : start] + "⟦" + leaf.span.quote + "⟧"
                around += text.text[end : end + 60]
                shown.append((text.name, " ".join(around.split()), leaf))
    size = sum(len(text.text) for text in found)
    print(f"{name}: {len(found)} notices, {size:,} characters, {spent / size * 1e6:.2f} µs/char")
    print("  rules:", dict(shapes))
    for field, count in counts.most_common():
        print(f"  {field:20} {count}")
    return shown


if __name__ == "__main__":
    main()
