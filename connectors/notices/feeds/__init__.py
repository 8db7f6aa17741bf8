"""The public feeds of notices: one client, and what is particular to each feed."""
