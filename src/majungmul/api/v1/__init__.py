"""Our own API: the ledger in its own words, OpenAPI 3.1, problem details (RFC 9457)."""
