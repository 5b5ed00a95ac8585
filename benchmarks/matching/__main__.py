"""All companies × all calls: speed, memory, equality, and peers beside it.

Seconds are of the clock. `_cpu` figures are the processor's time divided by the threads: what the
clock would show on a machine with nothing else to do.

python -m benchmarks.matching --companies 7700000 --calls 3000 --peers duckdb,polars --format json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from majungmul.matching import Call, evaluate
from majungmul.matching.bulk_match import kernel_of, match_encoded
from majungmul.matching.compiler import CompiledRules, compile_rules
from majungmul.matching.docket import Docket
from majungmul.matching.encode import Encoded, columns_needed, companies_from_batch, encode
from majungmul.matching.pieces import located, pieces_of, read_piece
from majungmul.matching.programs import Programs

from .calls import calls as generated_calls
from .dialects import flat
from .peers import PEERS, absent
from .population import batch, write

ON = date(2026, 11, 1)
ROUNDS = 3


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="majungmul-bench-") as folder:
        report = _report(options, Path(folder))
    if options.format == "json":
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(report)
    return 0 if report["equal_to_interpreter"] else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.matching", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--companies", type=int, default=1_000_000)
    parser.add_argument("--calls", type=int, default=3000)
    parser.add_argument(
        "--peers", default="duckdb", help="of duckdb,polars,polars-codes,openfisca,zen; or none"
    )
    parser.add_argument("--sample", type=int, default=20_000, help="pairs held to the interpreter")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    return parser.parse_args()


def _report(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    machine = _machine(options.threads)
    path = folder / "companies.parquet"
    _tell("writing the population …")
    write(path, options.companies, options.seed)
    calls = generated_calls(options.calls, options.seed)
    began, cpu = time.perf_counter(), time.process_time()
    rules = compile_rules(calls, ON)
    compiling, compiling_cpu = time.perf_counter() - began, time.process_time() - cpu
    _tell("streaming from Parquet …")
    stream = _streamed(path, options, folder)
    _tell("counting on resident codes …")
    resident = _resident(path, rules, options.threads)
    pairs = options.companies * options.calls
    counting, gathering = resident["count"], resident["gather"]
    one = _one_company(calls)
    report: dict[str, Any] = {
        "companies": options.companies,
        "calls": options.calls,
        "pairs": pairs,
        "pairs_per_second": pairs / counting,
        "pairs_per_cpu_second": pairs / resident["count_cpu"],
        "seconds": stream["counts"],
        "seconds_cpu": stream["counts_cpu"],
        "list_seconds": stream["lists"],
        "list_seconds_cpu": stream["lists_cpu"],
        "list_megabytes": stream["list_mb"],
        "near_miss_ratio": resident["near"] / counting,
        "near_miss_ratio_cpu": resident["near_cpu"] / resident["count_cpu"],
        "peak_memory_mb": stream["peak_mb"],
        "stage_seconds": {
            "compile": compiling,
            "read": resident["read"],
            "encode": resident["encode"],
            "gather": gathering,
            "combine": max(counting - gathering, 0.0),
        },
        "stage_seconds_cpu": {
            "compile": compiling_cpu,
            "read": resident["read_cpu"],
            "encode": resident["encode_cpu"],
            "gather": resident["gather_cpu"],
            "combine": max(resident["count_cpu"] - resident["gather_cpu"], 0.0),
        },
        "one_call_seconds": resident["one_call"],
        "one_call_seconds_cpu": resident["one_call_cpu"],
        "one_call_encode_seconds": resident["encode_one_call"],
        "one_call_encode_seconds_cpu": resident["encode_one_call_cpu"],
        **one,
        "eligible_pairs": stream["eligible"],
        "unknown_pairs": stream["unknown"],
        "machine": machine,
    }
    _tell("holding a sample to the interpreter …")
    equal, unequal = _equality(calls, options)
    report |= {
        "equal_to_interpreter": unequal == 0,
        "pairs_held_to_interpreter": equal + unequal,
    }
    wanted = [] if options.peers in ("", "none") else options.peers.split(",")
    peers, duel, skipped = _peers(wanted, calls, options, pairs / resident["count"])
    return report | peers | {"duel_on_unknowns": duel, "skipped_peers": skipped}


def _streamed(path: Path, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Parquet to counts and to lists, in a process of its own so that its memory is its own."""
    given = (path, options.calls, options.seed, options.threads, folder)
    command = [sys.executable, "-m", "benchmarks.matching.stream", *map(str, given)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=1800)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _resident(path: Path, rules: CompiledRules, threads: int) -> dict[str, float]:
    """Each stage by itself, all companies in memory as codes; the best of a few rounds."""
    system, _ = located(path)
    pieces, needed = pieces_of(path), columns_needed(rules)
    one = compile_rules([Call("one", generated_calls(1, 99)[0].rule, ON, ON)], ON)
    no_calls = _without_calls(rules)
    found: dict[str, float] = {}
    with ThreadPoolExecutor(threads) as pool:

        def timed(name: str, work: Any, items: list[Any], rounds: int = ROUNDS) -> list[Any]:
            results = []
            for _ in range(rounds):
                began, cpu = time.perf_counter(), time.process_time()
                results = list(pool.map(work, items))
                taken = time.perf_counter() - began
                if taken < found.get(name, 1e9):
                    found[name] = taken
                    found[f"{name}_cpu"] = (time.process_time() - cpu) / threads
            return results

        batches = timed("read", lambda p: list(read_piece(system, p, needed)), pieces, 1)
        parts = [batch for own in batches for batch in own]
        encoded = timed("encode", lambda batch: encode(batch, rules), parts, 2)
        kernel_of("auto")
        timed("count", lambda e: match_encoded(e, rules), encoded)
        timed("gather", lambda e: match_encoded(e, no_calls), encoded)
        timed("near", lambda e: match_encoded(e, rules, want="near_miss"), encoded)
        coded = timed("encode_one_call", lambda batch: encode(batch, one), parts)
        timed("one_call", lambda e: match_encoded(e, one), coded)
    return found


def _without_calls(rules: CompiledRules) -> CompiledRules:
    """The same rows and no program: what gathering alone costs."""
    none = Programs(np.zeros(0, np.int32), np.zeros(1, np.int32))
    return replace(rules, keys=(), sure=none, possible=none)


def _one_company(calls: list[Call]) -> dict[str, float]:
    """One company against every call, the best of some companies, in seconds: the verdicts and
    the truth of every clause; also what each verdict misses, what to ask next and the reasons of
    a page of 20; also every reason of every call in Korean and English sentences."""
    began = time.perf_counter()
    docket = Docket(calls, ON)
    found = {"docket_seconds": time.perf_counter() - began}
    places = range(len(calls))
    for company in companies_from_batch(batch(8, 7)):
        began, cpu = time.perf_counter(), time.process_time()

        def taken(name: str, began: float = began, cpu: float = cpu) -> None:
            clock = time.perf_counter() - began, time.process_time() - cpu
            for key, seconds in zip((name, f"{name}_cpu"), clock, strict=True):
                found[key] = min(found.get(key, seconds), seconds)

        judged = docket.judge(company)
        taken("one_company_seconds")
        for place in places:
            judged.missing(place)
        judged.next_questions(8)
        for place in places[:20]:
            judged.verdict(place)
        taken("one_company_page_seconds")
        for place in places:
            judged.verdict(place)
        taken("one_company_all_sentences_seconds")
    return found


def _equality(calls: list[Call], options: argparse.Namespace) -> tuple[int, int]:
    """Sampled pairs on which kernel and interpreter agree, and do not."""
    rng = np.random.default_rng(options.seed)
    firms = batch(max(options.sample // 100, 1), options.seed + 5)
    chosen = [calls[k] for k in rng.integers(0, len(calls), min(100, len(calls)))]
    rules = compile_rules(chosen, ON)
    answers = _answers(encode(firms, rules), rules)
    rows = companies_from_batch(firms)
    plain = np.array(
        [[evaluate(c.rule, r, ON, c.notice, c.closing).value for r in rows] for c in chosen]
    )
    unequal = int((plain != answers).sum())
    return plain.size - unequal, unequal


def _answers(encoded: Encoded, rules: CompiledRules) -> np.ndarray:
    found = match_encoded(encoded, rules, want="bitmaps")
    both = [
        np.unpackbits(
            np.array([np.frombuffer(cell, np.uint8) for cell in found.column(name).to_pylist()]),
            axis=1,
            bitorder="little",
        )[:, : encoded.rows].astype(np.int8)
        for name in ("eligible", "possible")
    ]
    return both[0] + both[1]


def _peers(
    wanted: list[str], calls: list[Call], options: argparse.Namespace, ours: float
) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Each peer on its sample: its rate, how many times slower, and its answers to unknowns."""
    found: dict[str, Any] = {}
    duel: dict[str, Any] = {}
    skipped = [f"{name} (not installed)" for name in wanted if absent(name)]
    for name in wanted:
        if absent(name):
            continue
        peer = PEERS[name]
        some = calls[: min(100, len(calls))]
        rows = max(min(peer.pairs // len(some), options.companies), 1)
        _tell(f"{name}: {rows:,} companies × {len(some)} calls …")
        firms = batch(rows, options.seed + 9)
        rules = compile_rules(some, ON)
        truth = _answers(encode(firms, rules), rules)
        try:
            given = firms if peer.on_codes else flat(firms, some, ON)
            seconds, answers = peer.run(given, some, ON)
        except Exception as error:  # a peer of another version must not cost the whole run
            skipped.append(f"{name} ({error})")
            continue
        rate = answers.size / seconds
        unknown = truth == 1
        found[f"ratio_to_{name.replace('-', '_')}"] = ours / rate
        found[f"{name.replace('-', '_')}_sample"] = {
            "pairs": answers.size, "seconds": seconds, "pairs_per_second": rate,
            "scaled": "rate of the sample taken as the rate of the whole",
            "equal_to_ours": float((answers == truth).mean()),
        }  # fmt: skip
        duel[name] = {
            "pairs_whose_answer_is_unknown": int(unknown.sum()),
            "says_eligible": float((answers[unknown] == 2).mean()),
            "says_ineligible": float((answers[unknown] == 0).mean()),
            "says_unknown_or_refuses": float((answers[unknown] == 1).mean()),
        }
    return found, duel, skipped


def _machine(threads: int) -> dict[str, Any]:
    return {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "threads": threads,
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
    }


def _print(report: dict[str, Any]) -> None:
    for key, value in report.items():
        print(f"{key:32} {value:,.4g}" if isinstance(value, float) else f"{key:32} {value}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
