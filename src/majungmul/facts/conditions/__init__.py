"""Who may apply: clauses of eligibility and exclusion sections as typed conditions.

hits          the clause, and what a reader of one field family hands over
places        region (place_names: names of regions, alone and in lists)
ages          business_age_years, pre_founder, ceo_age
kinds         size_class, entity_type, certificate
figures       employees, revenue_krw, export_usd, investment_krw
exclusions    exclusion
residue       the words that nobody understood, which become Unread
understood    what the readers made of a clause
clauses       one clause → its rule; asked, barred: who may apply, who may not
alternatives  what adds up in a clause and what is one of several
cuts          where one alternative ends; units: neighbours of one field as one
asides        asides that open what a sentence closes
outline       the lines of a section as a tree; items: its rule
siblings      which lines of a list add up; notes: ※ and 단; heads: names of tracks and the like
labels        structured fields of a source
trees         building rules; notation: a rule in one line
"""
