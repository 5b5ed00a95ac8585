"""Prints the two lines of `version.py` that belong to the data as they are now."""

from datetime import date

from .version import digest

print(f'CODES_VERSION = "{date.today():%Y.%m.%d}"')  # add .2, .3 for a second one that day
print(f'DATA_SHA256 = "{digest()}"')
