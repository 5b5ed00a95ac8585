"""A notice as lines under headings: where it says who may apply, and who may not."""
