"""Rasa's actions: facts of the message in, one service called, a response chosen."""
