"""K-Startup (창업진흥원): calls for founders and young companies, and the programmes above them."""

from .client import KStartup

SOURCE = KStartup()

__all__ = ["SOURCE", "KStartup"]
