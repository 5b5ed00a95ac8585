"""Measurements: how fast, how exact, beside which peers. Never tests."""
