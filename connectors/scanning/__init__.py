"""Looks at files that people send: what they are, and whether a virus scanner objects."""
