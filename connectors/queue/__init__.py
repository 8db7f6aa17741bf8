"""Errands put in a queue by name: whoever runs them may be another process."""
