"""How well texts are read, on the gold set or on a folder of corrections exported as gold."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import gold, report
from .run import Result, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--faults", choices=gold.KINDS, help="show items of the dev half that fail")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--gold", type=Path, default=gold.GOLD, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    options = parser.parse_args()
    results = run(gold.items(options.gold, options.split), with_peers=not options.no_peers)
    if options.faults:
        _show_faults(results["majungmul"], options.faults)
    print(report.table(results))
    if options.write:
        report.write(results)
    for sentence in (failed := report.failures(results)):
        print(sentence, file=sys.stderr)
    return 1 if failed else 0


def _show_faults(result: Result, kind: str) -> None:
    for item, of, judged in result.faults:
        if of == kind and item.split == "dev":
            print(f"{item.id}: {item.text[:200]!r}")
            for sign, facts in (("-", judged.missed), ("+", judged.extra)):
                for fact in facts:
                    print(f"   {sign} {json.dumps(fact, ensure_ascii=False, default=str)[:300]}")


if __name__ == "__main__":
    sys.exit(main())
