"""CommonGrants 0.4.0 under `/common-grants`: exactly the protocol's routes, nothing else.

Answers are built from the protocol's own models (common-grants-sdk), so what is sent parses with
them. What the protocol has no place for goes into `customFields`.
"""
