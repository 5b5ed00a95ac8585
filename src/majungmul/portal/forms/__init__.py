"""What visitors type in: the search's filters, a company, a draft rule."""
