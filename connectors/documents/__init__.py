"""Files that people take away with them."""
