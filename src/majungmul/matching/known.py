"""What follows from a company's facts: places and industries as paths, size, whether it is founded.

A path lists a code's ancestors from the widest inwards (`41/41110/41111`, `C/26/262`), so that
"lies in" is "begins with" and a company known only to its province is a shorter path. The empty
path is a place or a trade that nobody can tell.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from majungmul.reference import industries, regions, sizes
from majungmul.terms import Company

Path = tuple[str, ...]


@lru_cache(maxsize=4096)
def region_path(code: str) -> Path:
    """Province, city, district of a region code or name, old codes as today's.

    A code that is not listed is kept under its province; what nobody can place is the empty path.
    """
    place = code if regions.ancestors(code) else regions.region_of_address(code) or code
    chain = regions.ancestors(place)
    if chain:
        return tuple(reversed(chain))
    province = regions.ancestors(code[:2])
    return (province[-1], code) if province and code.isdigit() else ()


@lru_cache(maxsize=8192)
def industry_path(code: str) -> Path:
    """Section, division, group … of a KSIC code with or without its section letter; the empty
    path where it is no such code."""
    digits = industries.normalise(code)
    section = industries.section_of(code)
    if digits is None or section is None:
        return ()
    return (section, *(digits[:end] for end in range(2, len(digits) + 1) if digits.isdigit()))


def within(place: Path, wanted: Path) -> bool:
    """Whether `place` lies in `wanted` or is it."""
    return place[: len(wanted)] == wanted


def may_be_within(place: Path, wanted: Path) -> bool:
    """Whether `place` is too coarse to say: `wanted` lies strictly inside it."""
    return len(place) < len(wanted) and wanted[: len(place)] == place


def is_pre_founder(company: Company) -> bool | None:
    """Whether the person is yet to found: as stated, else no where a founding date is known."""
    if company.pre_founder is not None:
        return company.pre_founder
    return False if company.founded is not None else None


def possible_sizes(company: Company, law_day: date) -> frozenset[str]:
    """The size classes a company may be in: the one it states, else what the law of the day makes
    of its industry, sales and staff (`reference.sizes`); all five when nothing narrows it.

    Which of several industries is the main one is not known, so each is given its say.
    """
    if company.size_class is not None:
        return frozenset((company.size_class,))
    possible: frozenset[str] = frozenset()
    for industry in company.industries or (None,):
        answer = sizes.size_class(industry, company.revenue_krw, company.employees, law_day)
        possible |= answer.possible
    return possible
