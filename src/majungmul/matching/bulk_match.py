"""All companies × all calls: one pure function over Arrow batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from importlib.util import find_spec
from types import ModuleType
from typing import Literal

import numpy as np
import pyarrow as pa

from . import kernel_numpy
from .columns import Batch
from .compiler import CompiledRules
from .encode import Encoded, encode
from .kernel_numpy import Counts, Lists, Members

Want = Literal["counts", "lists", "bitmaps", "near_miss"]
Engine = Literal["auto", "numba", "numpy"]


def match(
    batch: Batch,
    rules: CompiledRules,
    members: Mapping[str, Sequence[int]] | None = None,
    want: Want = "counts",
    engine: Engine = "auto",
    pool: Executor | None = None,
) -> pa.RecordBatch:
    """Judge every row of `batch` (see `encode.SCHEMA`) by every call of `rules`.

    `members` names, for a call's key, the rows already supported: they count as ineligible.
    What comes back, by `want`:

    - `counts`: a row per call: `call, eligible, unknown, ineligible`.
    - `lists`: a row per company: `eligible`, the numbers of the calls (places in `rules.keys`).
    - `bitmaps`: a row per call: `call, eligible, possible`, a bit per company, lowest first.
    - `near_miss`: a row per call and clause: `call, clause, companies`, how many companies the
      clause alone shuts out. Clauses are those of `compiler.clauses`, counted from 0.

    No I/O and no state. `pool` (a ThreadPoolExecutor) shares the work of the Numba kernel.
    """
    return match_encoded(encode(batch, rules), rules, members, want, engine, pool)


def match_encoded(
    encoded: Encoded,
    rules: CompiledRules,
    members: Mapping[str, Sequence[int]] | None = None,
    want: Want = "counts",
    engine: Engine = "auto",
    pool: Executor | None = None,
) -> pa.RecordBatch:
    """`match` for a batch that is encoded already (for these very rules)."""
    kernel = kernel_of(engine)
    supported = _members(rules, members)
    keys = pa.array(rules.keys, pa.string())
    if want == "counts":
        return _counted(rules, encoded, *kernel.counts(rules, encoded, supported, pool))
    if want == "bitmaps":
        size = -(-encoded.rows // 8)
        both = kernel.bitmaps(rules, encoded, supported, pool)
        sure, possible = ([row.tobytes()[:size] for row in words] for words in both)
        return _batch(call=keys, eligible=pa.array(sure), possible=pa.array(possible))
    if want == "lists":
        return _listed(kernel.lists(rules, encoded, supported, pool))
    found = kernel.near_misses(rules, encoded, supported, pool)
    per_call = np.diff(rules.clause_starts)
    clause = np.arange(len(found)) - np.repeat(rules.clause_starts[:-1], per_call)
    calls = keys.take(pa.array(np.repeat(np.arange(len(keys)), per_call)))
    return _batch(call=calls, clause=clause, companies=found)


def lists_and_counts(
    encoded: Encoded,
    rules: CompiledRules,
    members: Mapping[str, Sequence[int]] | None = None,
    engine: Engine = "auto",
) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """What `match_encoded` gives for `lists` and for `counts`, of one run."""
    found = kernel_of(engine).lists(rules, encoded, _members(rules, members))
    return _listed(found), _counted(rules, encoded, found.sure, found.possible)


def kernel_of(engine: Engine) -> ModuleType:
    """The kernel's module; `auto` is Numba's where it is installed.

    Raises ModuleNotFoundError with what to install when Numba is asked for and is not there.
    """
    if engine == "numpy" or (engine == "auto" and find_spec("numba") is None):
        return kernel_numpy
    if find_spec("numba") is None:
        raise ModuleNotFoundError(
            "numba가 없습니다. pip install 'majungmul[bulk]'로 설치해 주세요."
        )
    from . import kernel_numba

    return kernel_numba


def _counted(
    rules: CompiledRules, encoded: Encoded, sure: Counts, possible: Counts
) -> pa.RecordBatch:
    keys = pa.array(rules.keys, pa.string())
    unknown, no = possible - sure, encoded.rows - possible
    return _batch(call=keys, eligible=sure, unknown=unknown, ineligible=no)


def _listed(found: Lists) -> pa.RecordBatch:
    if len(found.calls) < 2**31:
        offsets = found.offsets.astype(np.int32)
        return _batch(eligible=pa.ListArray.from_arrays(offsets, found.calls))
    return _batch(eligible=pa.LargeListArray.from_arrays(found.offsets, found.calls))


def _members(rules: CompiledRules, members: Mapping[str, Sequence[int]] | None) -> Members:
    if not members:
        return Members.none(len(rules.keys))
    rows = [np.unique(np.asarray(members.get(key, ()), np.int64)) for key in rules.keys]
    starts = np.concatenate(([0], np.cumsum([len(own) for own in rows]))).astype(np.int64)
    return Members(starts, np.concatenate(rows))


def _batch(**columns: object) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(c) for c in columns.values()], list(columns))
