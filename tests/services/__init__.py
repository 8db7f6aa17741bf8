"""What the services promise, on fakes."""
