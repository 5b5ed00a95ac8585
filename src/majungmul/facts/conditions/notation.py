"""A rule in one line, for tables of cases and reports.

field[values] · field[values]@basis · field[min..max] with ( and ) where a bound is not reached
· all(…) · any(…) · not(…) · ?words that stay unread? · none
"""

from __future__ import annotations

from decimal import Decimal

from majungmul.terms import All, Has, InSet, Not, Range, Rule, Unread
from majungmul.terms import Any as AnyOf


def written(rule: Rule | None) -> str:
    """The rule in one line; two rules that differ only in their spans read the same."""
    match rule:
        case None:
            return "none"
        case All(rules):
            return f"all({', '.join(map(written, rules))})"
        case AnyOf(rules):
            return f"any({', '.join(map(written, rules))})"
        case Not(part):
            return f"not({written(part)})"
        case Unread(text, _):
            return f"?{text}?"
        case InSet(field, values, basis, _):
            return f"{field}[{','.join(values)}]" + ("" if basis == "any" else f"@{basis}")
        case Has(field, values, _):
            return f"{field}[{','.join(values)}]"
        case Range(field, low, high, low_in, high_in, as_of, _):
            left, right = "[" if low_in else "(", "]" if high_in else ")"
            day = "" if as_of == "notice" else f"@{as_of}"
            return f"{field}{left}{_plain(low)}..{_plain(high)}{right}{day}"


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
