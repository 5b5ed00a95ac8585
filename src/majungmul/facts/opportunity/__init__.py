"""What a call says of itself: until when, how much, how many, for how many."""

from .summary import opportunity

__all__ = ["opportunity"]
