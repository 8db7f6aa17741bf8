"""What the domain promises, by example and by property."""
