"""The business in plain Python: no clock, no I/O, no framework."""
