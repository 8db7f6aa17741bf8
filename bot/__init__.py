"""Doorstep's middle: the domain, its ports, the services, and their one wiring."""
