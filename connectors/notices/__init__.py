"""Published notices: reading their files and joining their releases into opportunities."""
