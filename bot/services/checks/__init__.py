"""The checks of an installation, a file a group; each looks, and the domain decides."""
