"""K-Startup 통합공고: the programmes above the calls, and the ministry's yearly table of them."""

from .client import KStartupPrograms

SOURCE = KStartupPrograms()

__all__ = ["SOURCE", "KStartupPrograms"]
