"""The rim: each package speaks to exactly one outside thing."""
