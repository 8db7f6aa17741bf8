"""Texts: what likens them, the words that users read, and the vocabularies."""
