"""Korean search over the ledger: blanks do not matter, synonyms do, any length of term works.

fold     text and queries cut into pairs of signs
index    the index of each database, written with the row it describes
lookup   which rows match an expression, bounded
found    filters, sorts and pages
"""

from .found import Filters, Found, Status, opportunities, standing, status_of

__all__ = ["Filters", "Found", "Status", "opportunities", "standing", "status_of"]
