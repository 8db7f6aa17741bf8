"""Use cases, one a file; each owns its transaction and knows no framework."""
