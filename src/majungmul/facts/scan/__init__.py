"""One pass over a text: dates, amounts, and what is neither."""
