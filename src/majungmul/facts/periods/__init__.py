"""Dates and the words between them: from when until when, and how it ends."""
