"""The interpreter, the two kernels and DuckDB give the same answer for every pair."""

from __future__ import annotations

import hashlib
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_rules import companies, several_calls, some_days

from majungmul.matching import Call, evaluate
from majungmul.matching.bulk_match import match
from majungmul.matching.compiler import CompiledRules, clauses, compile_rules
from majungmul.matching.encode import BLOCK, companies_to_batch
from majungmul.matching.sql import prepared, rule_sql
from majungmul.terms import Company, Range, Truth

ENGINES = ["numpy"]
try:
    import numba  # noqa: F401

    ENGINES.append("numba")
except ImportError:
    pass

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
firms = st.lists(companies, min_size=1, max_size=12)


def interpreted(calls: list[Call], rows: list[Company], on: date) -> np.ndarray:
    """0 ineligible, 1 unknown, 2 eligible, for every call and row."""
    return np.array(
        [[evaluate(c.rule, row, on, c.notice, c.closing).value for row in rows] for c in calls]
    )


def matched(rows: list[Company], rules: CompiledRules, engine: str, **more: object) -> np.ndarray:
    found = match(companies_to_batch(rows), rules, want="bitmaps", engine=engine, **more)
    return bits(found, "eligible", len(rows)) + bits(found, "possible", len(rows))


def bits(found: pa.RecordBatch, column: str, rows: int) -> np.ndarray:
    packed = [np.frombuffer(cell, np.uint8) for cell in found.column(column).to_pylist()]
    return np.unpackbits(np.array(packed), axis=1, bitorder="little")[:, :rows].astype(int)


@pytest.mark.parametrize("engine", ENGINES)
@SETTINGS
@given(firms, several_calls(), some_days)
def test_the_kernel_gives_the_interpreters_verdicts(engine, rows, calls, on):
    rules = compile_rules(calls, on)
    assert (matched(rows, rules, engine) == interpreted(calls, rows, on)).all()


@SETTINGS
@given(firms, several_calls(), some_days)
def test_duckdb_gives_the_interpreters_verdicts(rows, calls, on):
    table = prepared(companies_to_batch(rows), calls, on)
    connection = duckdb.connect()
    connection.register("firms", table)
    columns = [rule_sql(c.rule, c.days(on), table.schema.names) for c in calls]
    found = connection.sql(f"SELECT {', '.join(columns)} FROM firms").fetchall()
    values = [[{True: 2, None: 1, False: 0}[cell] for cell in row] for row in found]
    assert (interpreted(calls, rows, on) == np.array(values).T).all()


@pytest.mark.parametrize("engine", ENGINES)
@SETTINGS
@given(firms, several_calls(), some_days)
def test_counts_and_lists_tell_what_the_bitmaps_tell(engine, rows, calls, on):
    rules = compile_rules(calls, on)
    batch = companies_to_batch(rows)
    expected = interpreted(calls, rows, on)
    counts = match(batch, rules, want="counts", engine=engine)
    for place, name in enumerate(("ineligible", "unknown", "eligible")):
        assert counts.column(name).to_pylist() == (expected == place).sum(axis=1).tolist()
    lists = match(batch, rules, want="lists", engine=engine).column("eligible").to_pylist()
    assert lists == [np.flatnonzero(column == 2).tolist() for column in expected.T]


@pytest.mark.parametrize("engine", ENGINES)
@SETTINGS
@given(firms, several_calls(), some_days)
def test_a_near_miss_is_a_firm_that_one_clause_alone_shuts_out(engine, rows, calls, on):
    rules = compile_rules(calls, on)
    expected = []
    for call in calls:
        parts = list(clauses(call.rule))
        false = np.array(
            [
                [evaluate(p, r, on, call.notice, call.closing) is Truth.FALSE for r in rows]
                for p in parts
            ]
        )
        expected += (false & (false.sum(axis=0) == 1)).sum(axis=1).tolist()
    found = match(companies_to_batch(rows), rules, want="near_miss", engine=engine)
    assert found.column("companies").to_pylist() == expected


@pytest.mark.parametrize("engine", ENGINES)
@SETTINGS
@given(firms, several_calls(), some_days, st.data())
def test_firms_already_supported_are_ineligible(engine, rows, calls, on, data):
    rules = compile_rules(calls, on)
    member = st.lists(st.integers(0, len(rows) - 1), max_size=4)
    members = {call.key: data.draw(member) for call in calls}
    expected = interpreted(calls, rows, on)
    for number, call in enumerate(calls):
        expected[number, members[call.key]] = 0
    assert (matched(rows, rules, engine, members=members) == expected).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_many_blocks_and_threads_give_the_rows_in_order(engine):
    rows = [Company(employees=n % 7 or None, region=("11", "26", None)[n % 3]) for n in range(50)]
    count = 2 * BLOCK + 17
    batch = companies_to_batch(rows).take(pa.array(np.arange(count) % 50))
    calls = [
        Call("few", Range("employees", Decimal(1), Decimal(3))),
        Call("many", Range("employees", Decimal(4))),
    ]
    rules = compile_rules(calls, date(2026, 3, 1))
    once = interpreted(calls, rows, date(2026, 3, 1))
    with ThreadPoolExecutor(2) as pool:
        found = match(batch, rules, want="bitmaps", engine=engine, pool=pool)
        lists = match(batch, rules, want="lists", engine=engine, pool=pool)
    total = bits(found, "eligible", count) + bits(found, "possible", count)
    assert (total == once[:, np.arange(count) % 50]).all()
    expected = [np.flatnonzero(once[:, n % 50] == 2).tolist() for n in range(count)]
    assert lists.column("eligible").to_pylist() == expected


@given(firms, several_calls(), some_days)
@settings(max_examples=20, deadline=None)
def test_compiled_rules_survive_being_sent_elsewhere(rows, calls, on):
    rules = compile_rules(calls, on)
    sent = pickle.loads(pickle.dumps(rules))
    assert (matched(rows, sent, "numpy") == matched(rows, rules, "numpy")).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_batch_and_no_calls_are_no_trouble(engine):
    call = Call("any", Range("employees", Decimal(1)))
    empty = match(companies_to_batch([]), compile_rules([call], date(2026, 3, 1)), engine=engine)
    assert empty.column("eligible").to_pylist() == [0]
    none = compile_rules([], date(2026, 3, 1))
    for want in ("counts", "lists", "near_miss"):
        match(companies_to_batch([Company()]), none, want=want, engine=engine)


def test_a_column_that_is_absent_is_unknown_for_every_row():
    call = Call("any", Range("employees", Decimal(1)))
    batch = pa.record_batch({"founded": pa.array([None, None], pa.date32())})
    found = match(batch, compile_rules([call], date(2026, 3, 1)), engine="numpy")
    assert found.column("unknown").to_pylist() == [2]


@pytest.mark.skipif("numba" not in ENGINES, reason="Numba is an extra")
def test_compiled_loops_know_the_state_of_what_they_are_made_of():
    from majungmul.matching import kernel_jit, kernel_lanes

    source = Path(kernel_lanes.__file__).read_bytes()
    assert hashlib.sha256(source).hexdigest().startswith(kernel_jit.LANES), (
        "kernel_lanes.py changed: write the new digest into kernel_jit.LANES"
    )
