"""Code lists of the Korean state and of this project, and the few functions that look things up.

Everything is data under `data/` (TOML and CSV) that a person may edit; it is read on first use.

    regions          provinces, cities, counties and districts: 행정표준코드, renames, ISO 3166-2
    industries       KSIC divisions and the words of notices that map onto them
    sizes            소상공인, 소기업, 중소기업, 중견기업 by the law of the day
    ages             full years of firms and people
    vocabulary       certificates, exclusions, entity types, measures, units, fields
    organizations    ministries and agencies by every name, and names folded for comparison
    synonyms         words that a search should treat alike
    brn              business registration numbers
    calendar         public holidays
    CODES_VERSION    changes when any of the data does
"""

from .version import CODES_VERSION

__all__ = ["CODES_VERSION"]
