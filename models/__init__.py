"""What was learnt, and the commands that learn it again; see README.md."""
