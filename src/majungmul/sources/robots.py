"""robots.txt, for pages that were made for people."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from .pace import Clock

AGENT = "majungmul"
_MOST_DELAY = 30.0
_DAY = 24 * 60 * 60.0


class Robots:
    """What each site allows. `read` gives the text of an address, "" for none (RFC 9309).

    A site whose robots.txt cannot be had just now is not entered: `read` raises. What was read
    holds for a day.
    """

    def __init__(self, read: Callable[[str], str], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._sites: dict[str, tuple[float, Protego]] = {}

    def allows(self, url: str) -> bool:
        return bool(self._site(url).can_fetch(url, AGENT))

    def delay(self, url: str) -> float | None:
        """Seconds that the site wants between two requests, at most 30."""
        asked = self._site(url).crawl_delay(AGENT)
        return None if asked is None else min(float(asked), _MOST_DELAY)

    def _site(self, url: str) -> Protego:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        now = self._clock()
        read_at, rules = self._sites.get(root, (now - _DAY, None))
        if rules is None or now - read_at >= _DAY:
            rules = Protego.parse(self._read(f"{root}/robots.txt"))
            self._sites[root] = (now, rules)
        return rules
