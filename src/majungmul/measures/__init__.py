"""The definition of each measure, once: Ibis over the published bundle, on DuckDB or Spark."""

from .bundle import Bundle, open_bundle
from .claims import DIMENSIONS, compute, disputes

__all__ = ["DIMENSIONS", "Bundle", "compute", "disputes", "open_bundle"]
