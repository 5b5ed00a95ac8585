"""The project's words as types. Everything else speaks in them.

Frozen, typed, free of behaviour beyond their own JSON form (`to_json` / `from_json`), and of any
import but the standard library: whatever stands above may use them, in a notebook too.
"""

from .clock import SEOUL
from .company import Company
from .facts import (
    Bound,
    EndKind,
    Money,
    Opportunity,
    Period,
    PeriodRole,
    Quantity,
    QuantityKind,
    Span,
    Statement,
    StatementPeriod,
    Status,
    Subject,
)
from .reading import Reading
from .rules import (
    All,
    Any,
    Condition,
    Has,
    InSet,
    Not,
    Range,
    Rule,
    Unread,
    conditions,
    rule_from_json,
    rule_to_json,
)
from .verdicts import Reason, Truth, Verdict

__all__ = [
    "SEOUL",
    "All",
    "Any",
    "Bound",
    "Company",
    "Condition",
    "EndKind",
    "Has",
    "InSet",
    "Money",
    "Not",
    "Opportunity",
    "Period",
    "PeriodRole",
    "Quantity",
    "QuantityKind",
    "Range",
    "Reading",
    "Reason",
    "Rule",
    "Span",
    "Statement",
    "StatementPeriod",
    "Status",
    "Subject",
    "Truth",
    "Unread",
    "Verdict",
    "conditions",
    "rule_from_json",
    "rule_to_json",
]
