"""An officer drafts a call: the rule so far, and how many firms stay as each clause is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from majungmul.matching.encode import companies_to_batch
from majungmul.matching.funnel import Funnel, funnel
from majungmul.terms import All, Any, Company, Has, InSet, Range, Rule

LARGEST_NUMBER = 2**63 - 1
NUMBERS = ("employees", "revenue_krw", "export_usd", "investment_krw")
Ends = tuple[Decimal | None, Decimal | None]
ANY_NUMBER: Ends = (None, None)


@dataclass(frozen=True, slots=True)
class Draft:
    """Who may apply, as far as it is decided; what is left empty asks for nothing.

    Regions, sizes, industries and certificates are codes of the reference lists, any one of which
    will do. `age` (years since founding) and `employees` are from and to, both ends included.
    """

    regions: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    age: Ends = ANY_NUMBER
    pre_founders: bool = False  # may apply too, whatever `age` asks
    industries: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    employees: Ends = ANY_NUMBER

    def clauses(self) -> tuple[Rule, ...]:
        """The rule so far: every clause must hold."""
        found = (
            self.regions and InSet("region", self.regions),
            self.sizes and InSet("size_class", self.sizes),
            self._age(),
            self.industries and InSet("industry", self.industries),
            self.certificates and Has("certificate", self.certificates),
            _between("employees", self.employees),
        )
        return tuple(clause for clause in found if clause)

    def _age(self) -> Rule | None:
        age = _between("business_age_years", self.age)
        return Any((age, Has("pre_founder", ("yes",)))) if age and self.pre_founders else age


def counted(clauses: Sequence[Rule], companies: Sequence[Company], on: date) -> Funnel:
    """How many of `companies` qualify for a call drafted, announced and closing on `on`."""
    batch = companies_to_batch(map(_storable, companies))
    return funnel(All(tuple(clauses)), [batch], on, notice=on, closing=on, engine="numpy")


def _between(field: str, ends: Ends) -> Range | None:
    return None if ends == ANY_NUMBER else Range(field, *ends)


def _storable(company: Company) -> Company:
    """Numbers beyond what a column holds are as good as not known."""
    huge = [name for name in NUMBERS if (getattr(company, name) or 0) > LARGEST_NUMBER]
    return replace(company, **dict.fromkeys(huge)) if huge else company
