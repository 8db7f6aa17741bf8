"""Doorstep's speed and memory beside a plain Rasa bot's, measured on the same machine."""
