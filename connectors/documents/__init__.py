"""Documents that owners take along: Word and PDF."""
