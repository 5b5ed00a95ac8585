"""IRIS 범부처통합연구지원시스템: calls for research, listed on public pages without an API."""

from .client import Iris

SOURCE = Iris()

__all__ = ["SOURCE", "Iris"]
