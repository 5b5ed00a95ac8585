"""A synthetic population of companies, shaped roughly like Korea's 7.7 million enterprises.

APPROXIMATE. The shares below are rounded from memory of public statistics and were not checked;
they are good enough to give a benchmark the right mix of common and rare codes and must never be
shown as fact. Fields are independent of each other except that size drives age, staff, sales and
certificates. Each fact is missing as often as a registry without self-declared data would miss
it, but in at most 40 % of the companies.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from majungmul.reference import industries, regions

TODAY = np.datetime64("2026-11-01")

PROVINCES = {
    "경기": 25.7, "서울": 20.5, "부산": 6.6, "경남": 6.1, "인천": 5.5, "경북": 5.3, "대구": 4.8,
    "충남": 4.3, "전남": 3.9, "전북": 3.8, "강원": 3.4, "충북": 3.2, "광주": 3.0, "대전": 3.0,
    "제주": 1.9, "울산": 1.8, "세종": 0.6,
}  # fmt: skip
SECTIONS = {
    "G": 26.7, "L": 16.7, "I": 11.2, "H": 8.3, "C": 7.6, "F": 6.7, "S": 5.5, "M": 4.6, "P": 3.9,
    "J": 2.4, "N": 2.2, "Q": 1.9, "R": 1.9, "D": 1.4, "A": 1.2,
}  # fmt: skip
SIZES = {"micro": 95.2, "small": 3.1, "medium": 1.5, "mid": 0.15, "large": 0.05}
AGES = {(0, 1): 15, (1, 3): 21, (3, 5): 14, (5, 7): 11, (7, 10): 12, (10, 20): 19, (20, 45): 8}
CERTIFICATES = {
    "venture": 0.5, "innobiz": 0.3, "mainbiz": 0.3, "lab": 0.6, "women_owned": 1.2,
    "social_enterprise": 0.05, "green": 0.1, "iso": 0.8, "factory_registration": 2.5,
}  # fmt: skip
EXCLUSIONS = {
    "tax_arrears": 4.0, "credit_default": 1.5, "closed_business": 2.0, "sanctioned": 0.2,
    "duplicate_support": 1.0, "restricted_industry": 3.0, "impaired_capital": 2.0,
}  # fmt: skip
MISSING = {
    "ceo_born": 40, "flags": 40, "revenue_krw": 40, "employees": 40, "size_class": 20,
    "industries": 5, "founded": 3, "city": 2, "entity_type": 1, "sites": 30, "export_usd": 40,
    "investment_krw": 40,
}  # fmt: skip

_STAFF = {
    "micro": (1, 5), "small": (5, 30), "medium": (30, 250), "mid": (250, 2000),
    "large": (1000, 9000),
}  # fmt: skip
_SALES = {"micro": 18.4, "small": 21.6, "medium": 23.4, "mid": 26.0, "large": 28.0}  # log of won

Array = npt.NDArray[Any]


def write(path: Path, companies: int, seed: int = 1, group: int = 1 << 18) -> None:
    """Write `companies` rows to a Parquet file, `group` rows to a row group."""
    first = batch(1, seed)
    with pq.ParquetWriter(path, first.schema, compression="zstd", compression_level=1) as writer:
        for part in batches(companies, seed, group):
            writer.write_batch(part, row_group_size=group)


def batches(companies: int, seed: int = 1, group: int = 1 << 18) -> Iterator[pa.RecordBatch]:
    """The population in pieces; the same seed gives the same companies."""
    for number, start in enumerate(range(0, companies, group)):
        yield batch(min(group, companies - start), seed * 100_003 + number)


def batch(rows: int, seed: int) -> pa.RecordBatch:
    """One piece of the population as `majungmul.matching` takes it."""
    rng = np.random.default_rng(seed)
    size = _pick(rng, SIZES, rows)
    region = _regions(rng, rows)
    columns: dict[str, pa.Array] = {
        "founded": _dates(rng, rows, size, MISSING["founded"]),
        "pre_founder": pa.array(rng.random(rows) < 0.01, mask=rng.random(rows) < 0.5),
        "region": region,
        "sites": _sites(rng, rows),
        "size_class": _words(list(SIZES), size, rng.random(rows) < MISSING["size_class"] / 100),
        "industries": _industries(rng, rows),
        "entity_type": _words(
            ["sole_proprietor", "company", "cooperative", "nonprofit"],
            np.where(size > 0, 1, rng.choice(4, rows, p=[0.85, 0.13, 0.01, 0.01])),
            rng.random(rows) < MISSING["entity_type"] / 100,
        ),
        "ceo_born": _birthdays(rng, rows),
        "employees": _numbers(rng, _staff(rng, size), MISSING["employees"]),
        "revenue_krw": _numbers(rng, _sales(rng, size), MISSING["revenue_krw"]),
        "export_usd": _numbers(rng, _rare(rng, rows, 0.03, 12.0), MISSING["export_usd"]),
        "investment_krw": _numbers(rng, _rare(rng, rows, 0.01, 20.0), MISSING["investment_krw"]),
    }
    lift = np.array([1, 12, 25, 30, 30])[size]
    for kind, shares, boost in (("certificate", CERTIFICATES, lift), ("exclusion", EXCLUSIONS, 1)):
        for code, share in shares.items():
            values = rng.random(rows) < np.minimum(share / 100 * boost, 0.9)
            missing = rng.random(rows) < MISSING["flags"] / 100
            columns[f"{kind}_{code}"] = pa.array(values, mask=missing)
    return pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _pick(rng: np.random.Generator, shares: dict[Any, float], rows: int) -> Array:
    weights = np.array(list(shares.values()), float)
    return rng.choice(len(weights), rows, p=weights / weights.sum())


def _words(words: list[str], chosen: Array, missing: Array) -> pa.Array:
    indices = pa.array(chosen.astype(np.int32), mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words)).cast(pa.string())


def _regions(rng: np.random.Generator, rows: int) -> pa.Array:
    names, weights = [], []
    codes = {region.short: region.code for region in regions.provinces()}
    for short, share in PROVINCES.items():
        cities = [r.code for r in regions.all_regions() if r.parent == codes[short]]
        for code in cities or [codes[short]]:
            names.append(code)
            weights.append(share / max(len(cities), 1))
    chosen = rng.choice(len(names), rows, p=np.array(weights) / sum(weights))
    coarse = [codes_of(name) for name in names]
    known = rng.random(rows) >= MISSING["city"] / 100
    every = names + coarse
    return _words(every, np.where(known, chosen, chosen + len(names)), np.zeros(rows, bool))


def codes_of(city: str) -> str:
    """The province a city lies in."""
    return regions.ancestors(city)[-1]


def _sites(rng: np.random.Generator, rows: int) -> pa.Array:
    """Three of a hundred companies name one other place; 30 of a hundred say nothing."""
    has = rng.random(rows) < 0.03
    offsets = np.concatenate(([0], np.cumsum(has))).astype(np.int32)
    missing = pa.array(np.append(rng.random(rows) < MISSING["sites"] / 100, False))
    places = _regions(rng, int(has.sum()))
    return pa.ListArray.from_arrays(pa.array(offsets, mask=np.asarray(missing)), places)


def _industries(rng: np.random.Generator, rows: int) -> pa.Array:
    """One five-digit code a company, a second one in a tenth of them."""
    codes, weights = [], []
    for letter, share in SECTIONS.items():
        own = industries.prefixes(letter)
        for division in own:
            for end in range(12):
                codes.append(f"{division}{end * 83 % 1000:03d}")
                weights.append(share / len(own) / 12)
    two = rng.random(rows) < 0.1
    offsets = np.concatenate(([0], np.cumsum(1 + two))).astype(np.int32)
    chosen = rng.choice(len(codes), int(offsets[-1]), p=np.array(weights) / sum(weights))
    missing = np.append(rng.random(rows) < MISSING["industries"] / 100, False)
    values = _words(codes, chosen, np.zeros(len(chosen), bool))
    return pa.ListArray.from_arrays(pa.array(offsets, mask=missing), values)


def _dates(rng: np.random.Generator, rows: int, size: Array, missing: float) -> pa.Array:
    band = _pick(rng, AGES, rows)
    low, high = np.array(list(AGES)).T
    older = np.where(size > 0, 1.5, 1.0)
    years = (low[band] + rng.random(rows) * (high[band] - low[band])) * older
    days = TODAY - (years * 365.25).astype("timedelta64[D]")
    return pa.array(days, pa.date32(), mask=rng.random(rows) < missing / 100)


def _birthdays(rng: np.random.Generator, rows: int) -> pa.Array:
    years = np.clip(rng.normal(50, 11, rows), 19, 90)
    days = TODAY - (years * 365.25).astype("timedelta64[D]")
    return pa.array(days, pa.date32(), mask=rng.random(rows) < MISSING["ceo_born"] / 100)


def _staff(rng: np.random.Generator, size: Array) -> Array:
    low, high = np.array(list(_STAFF.values())).T
    return (low[size] + rng.random(len(size)) * (high[size] - low[size])).astype(np.int64)


def _sales(rng: np.random.Generator, size: Array) -> Array:
    middle = np.array(list(_SALES.values()))[size]
    return np.exp(rng.normal(middle, 1.0)).astype(np.int64) // 1000 * 1000


def _rare(rng: np.random.Generator, rows: int, share: float, middle: float) -> Array:
    return np.where(rng.random(rows) < share, np.exp(rng.normal(middle, 1.5, rows)), 0).astype(
        np.int64
    )


def _numbers(rng: np.random.Generator, values: Array, missing: float) -> pa.Array:
    return pa.array(values, mask=rng.random(len(values)) < missing / 100)
