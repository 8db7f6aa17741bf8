"""A buyer's own list of opportunities: its columns, its template, and how it is read."""
