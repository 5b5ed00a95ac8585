"""What an article claims: whose figure, of what, when, where, done or planned."""
