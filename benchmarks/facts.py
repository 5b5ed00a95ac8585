"""Speed, memory and linearity of the reader, side by side with Duckling where it is installed.

    python -m benchmarks.facts [FOLDER-OR-JSONL]

Reads the `text` of each row of a `.jsonl` file or the files of a folder; without an argument, the
real notices beside the checkout, else notices made here. Times are processor time of one core.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from majungmul import documents, facts
from majungmul.documents import Document

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "notices" / "text.jsonl"
MADE = """\
2026년 지역기업 성장지원 사업 참여기업 모집 공고
□ 신청기간 : 2026. 4. {day}.(월) ~ 5. 8.(금) 18:00까지
□ 지원대상 : 공고일 기준 업력 7년 이내, 상시근로자 5인 이상의 도내 중소기업
□ 지원규모 : 총 {count}개사 내외, 기업당 최대 {sum}백만원 이내 (총사업비의 70% 이내)
  ※ 국세 및 지방세를 체납 중인 기업은 제외한다. 예산 소진 시 조기 마감될 수 있다.
"""
PUBLISHED = date(2026, 4, 1)
DUCKLING_CHARACTERS = 20_000
DOCUMENTS = 10_000


def texts(arguments: list[str]) -> list[str]:
    """What is measured on."""
    source = Path(arguments[0]) if arguments else REAL
    if source.is_dir():
        return [found.text for found in _readable(sorted(source.iterdir()))]
    if source.is_file():
        return [json.loads(line)["text"] for line in source.read_text("utf-8").splitlines()]
    return [MADE.format(day=1 + n % 28, count=n, sum=10 + n % 90) for n in range(1, 2001)]


def _readable(paths: Iterable[Path]) -> Iterable[Document]:
    for path in paths:
        try:
            yield documents.read(path)
        except documents.Unreadable:
            continue


def clock(run: Callable[[], object]) -> float:
    """Processor seconds of the better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def speed(wrapped: list[Document]) -> None:
    size = sum(len(document.text) for document in wrapped)
    seconds = clock(lambda: [facts.read(document, PUBLISHED) for document in wrapped])
    print(f"facts.read      {size / seconds:>12,.0f} characters/s  ({size:,} characters)")
    own = clock(lambda: [facts.quantities(document.text) for document in wrapped])
    print(f"  quantities    {size / own:>12,.0f} characters/s")
    own = clock(lambda: [facts.periods(document.text, PUBLISHED) for document in wrapped])
    print(f"  periods       {size / own:>12,.0f} characters/s")


def duckling(sample: str) -> None:
    """The same kinds (money, numbers, times) by the nearest peer, on a part of the same text."""
    try:
        from duckling import (  # type: ignore[import-not-found]
            Context,
            default_locale_lang,
            load_time_zones,
            parse,
            parse_dimensions,
            parse_lang,
            parse_locale,
            parse_ref_time,
        )
    except ImportError:
        print("duckling        not installed (pyduckling-native-phihos)")
        return
    zones = load_time_zones("/usr/share/zoneinfo")
    locale = parse_locale("KO_XX", default_locale_lang(parse_lang("KO")))
    context = Context(parse_ref_time(zones, "Asia/Seoul", 1_775_000_000), locale)
    wanted = parse_dimensions(["amount-of-money", "number", "time", "duration"])
    lines = sample[:DUCKLING_CHARACTERS].splitlines()
    seconds = clock(lambda: [parse(line, context, wanted, False) for line in lines])
    print(f"duckling        {len(sample[:DUCKLING_CHARACTERS]) / seconds:>12,.0f} characters/s")


def linearity(sample: str) -> None:
    """Five megabytes against one."""
    times = []
    for size in (1_000_000, 5_000_000):
        document = documents.plain((sample * (size // len(sample) + 1))[:size])
        times.append(clock(lambda document=document: facts.read(document, PUBLISHED)))
    print(f"5 MB : 1 MB     {times[1] / times[0]:>12.2f} times the processor time")


def memory(wrapped: list[Document]) -> None:
    """The peak after the first and the last tenth of ten thousand documents."""
    peaks = []
    for number in range(DOCUMENTS):
        facts.read(wrapped[number % len(wrapped)], PUBLISHED)
        if number + 1 in (DOCUMENTS // 10, DOCUMENTS):
            gc.collect()
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"memory          {peaks[0]:>8.0f} MB after {DOCUMENTS // 10:,} documents, ", end="")
    print(f"{peaks[1]:.0f} MB after {DOCUMENTS:,}")


def main() -> None:
    found = texts(sys.argv[1:])
    wrapped = [documents.plain(text) for text in found]
    speed(wrapped)
    duckling("\n".join(found))
    memory([document for document in wrapped if len(document.text) < 5_000] or wrapped)
    linearity("\n".join(found))


if __name__ == "__main__":
    main()
