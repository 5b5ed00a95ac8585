"""Who may apply: clauses of eligibility and exclusion sections as typed conditions.

hits        the clause and what a reader hands over
places      region                      ages      business_age_years, pre_founder, ceo_age
kinds       size_class, entity_type, certificate
figures     employees, revenue_krw, export_usd, investment_krw
exclusions  exclusion
residue     the words that nobody understood, which become Unread
clauses     one clause → its rule       items     a section's lines → its rule
labels      structured fields of a source
trees       building rules
"""
