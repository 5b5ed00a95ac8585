"""Other engines on the same companies and calls, each on a sample it can finish.

DuckDB and Polars know NULL, so they give all three answers and must agree with ours. OpenFisca and
zen-engine know two: what they say where the answer is *unknown* is the duel.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from majungmul.matching import Call
from majungmul.matching.compiler import compile_rules
from majungmul.matching.encode import encode
from majungmul.matching.kernel_numpy import run
from majungmul.matching.sql import rule_sql

from .dialects import Arrays, Polars, Zen, translate

Answers = npt.NDArray[np.int8]  # [call, company]: 0 no, 1 unknown, 2 yes
Timed: TypeAlias = tuple[float, Answers]  # seconds, answers


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine: the module it needs, pairs it can do in a few seconds, and how to run it."""

    module: str
    pairs: int
    run: Callable[[pa.Table, list[Call], date], Timed]
    three_valued: bool
    on_codes: bool = False  # is given a batch, not the flat table


def duckdb_answers(table: pa.Table, calls: list[Call], on: date) -> Timed:
    import duckdb

    connection = duckdb.connect()
    connection.register("arrived", table)
    connection.execute("CREATE TABLE firms AS SELECT * FROM arrived")
    found, seconds = [], 0.0
    for start in range(0, len(calls), 50):
        part = calls[start : start + 50]
        rules = [rule_sql(c.rule, c.days(on), table.schema.names) for c in part]
        columns = ", ".join(
            f"coalesce(2 * CAST({rule} AS TINYINT), 1) AS c{k}" for k, rule in enumerate(rules)
        )
        began = time.perf_counter()
        columns_found = connection.execute(f"SELECT {columns} FROM firms").fetchnumpy()
        seconds += time.perf_counter() - began
        found += [np.asarray(columns_found[f"c{k}"], np.int8) for k in range(len(part))]
    return seconds, np.array(found)


def polars_answers(table: pa.Table, calls: list[Call], on: date) -> Timed:
    import polars as pl

    frame = pl.from_arrow(table)
    dialect = Polars()
    found, seconds = [], 0.0
    for start in range(0, len(calls), 50):
        part = calls[start : start + 50]
        rules = [
            (translate(c.rule, c.days(on), dialect).cast(pl.Int8) * 2).fill_null(1).alias(f"c{k}")
            for k, c in enumerate(part)
        ]
        began = time.perf_counter()
        columns_found = frame.select(rules)
        seconds += time.perf_counter() - began
        found += [column.to_numpy() for column in columns_found]
    return seconds, np.array(found, np.int8)


def polars_codes_answers(batch: pa.RecordBatch, calls: list[Call], on: date) -> Timed:
    """Polars given our own codes and compiled rules, so that only the evaluating is compared."""
    import polars as pl

    rules = compile_rules(calls, on)
    encoded = encode(batch, rules)
    slots = [(coding, k) for coding, own in enumerate(encoded.slots) for k in range(len(own))]
    frame = pl.DataFrame({f"{coding}.{k}": encoded.column(coding, k) for coding, k in slots})
    rows = [pl.lit(False), pl.lit(True)]
    for atom in rules.atoms:
        columns = [f"{atom.coding}.{k}" for k in range(len(encoded.slots[atom.coding]))]
        inside = [pl.col(name).is_between(atom.low, atom.high - 1) for name in columns]
        rows.append(pl.any_horizontal(inside) if len(inside) > 1 else inside[0])
    for number in range(len(rules.derived.starts) - 1):
        rows.append(run(rules.derived, number, rows))
    both = [
        run(programs, number, rows).alias(f"{name}{number}")
        for name, programs in (("sure", rules.sure), ("possible", rules.possible))
        for number in range(len(calls))
    ]
    began = time.perf_counter()
    found = frame.lazy().select(both).collect()
    seconds = time.perf_counter() - began
    known, maybe = (
        [np.broadcast_to(found[f"{name}{k}"].to_numpy(), batch.num_rows) for k in range(len(calls))]
        for name in ("sure", "possible")
    )
    return seconds, np.array(known, np.int8) + np.array(maybe, np.int8)


def zen_answers(table: pa.Table, calls: list[Call], on: date) -> Timed:
    import zen

    rules = [zen.compile_expression(translate(c.rule, c.days(on), Zen())) for c in calls]
    contexts = _contexts(table)
    found = np.zeros((len(calls), len(contexts)), np.int8)
    began = time.perf_counter()
    for number, rule in enumerate(rules):
        for row, context in enumerate(contexts):
            try:
                found[number, row] = 2 * bool(rule.evaluate(context))
            except RuntimeError:
                found[number, row] = 1  # it refused to say
    return time.perf_counter() - began, found


def openfisca_answers(table: pa.Table, calls: list[Call], on: date) -> Timed:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    firm = build_entity("firm", "firms", "A company", is_person=True)
    system = TaxBenefitSystem([firm])
    columns = _columns(table)

    def add(name: str, kind: type, formula: Any = None) -> None:
        unit = DateUnit.ETERNITY if formula is None else DateUnit.YEAR
        body = {"value_type": kind, "entity": firm, "definition_period": unit}
        extra = {"max_length": 24} if kind is str else {}
        if formula is not None:
            extra["formula"] = formula
        system.add_variable(type(name, (Variable,), body | extra))

    for name, values in columns.items():
        kinds = {"U": str, "b": bool}
        add(name, kinds.get(values.dtype.kind, float))
    for number, call in enumerate(calls):
        rule = translate(call.rule, call.days(on), Arrays())
        add(f"call_{number}", bool, _formula(rule))
    simulation = SimulationBuilder().build_default_simulation(system, count=table.num_rows)
    for name, values in columns.items():
        simulation.set_input(name, "ETERNITY", values)
    began = time.perf_counter()
    found = [simulation.calculate(f"call_{n}", str(on.year)) for n in range(len(calls))]
    return time.perf_counter() - began, 2 * np.array(found, np.int8)


def _formula(rule: Any) -> Any:
    def formula(firms: Any, period: Any) -> Any:
        return rule(lambda name: firms(name, period))

    return formula


def _contexts(table: pa.Table) -> list[dict[str, Any]]:
    rows = table.drop_columns(["founded", "ceo_born"]).to_pylist()
    for row in rows:
        row["industry_path"] = (row.pop("industry_paths") or [None])[0]
    return rows


def _columns(table: pa.Table) -> dict[str, npt.NDArray[Any]]:
    """Arrays without missing values: 0, no, or the empty word take their place."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name in table.schema.names:
        values = table.column(name)
        if pa.types.is_boolean(values.type):
            found[name] = values.fill_null(False).to_numpy()
        elif pa.types.is_integer(values.type):
            found[name] = values.fill_null(0).to_numpy().astype(float)
        elif pa.types.is_string(values.type):
            found[name] = np.array(values.fill_null("").to_pylist(), dtype=str)
    first = [(codes or [""])[0] for codes in table.column("industry_paths").to_pylist()]
    return found | {"industry_path": np.array(first, dtype=str)}


PEERS = {
    "duckdb": Peer("duckdb", 10_000_000, duckdb_answers, True),
    "polars": Peer("polars", 10_000_000, polars_answers, True),
    "polars-codes": Peer("polars", 100_000_000, polars_codes_answers, True, on_codes=True),
    "openfisca": Peer("openfisca_core", 10_000_000, openfisca_answers, False),
    "zen": Peer("zen", 200_000, zen_answers, False),
}


def absent(name: str) -> bool:
    """Whether the peer's package is not installed here."""
    return find_spec(PEERS[name].module) is None
