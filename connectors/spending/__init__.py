"""Spending: the card payments' table that travels along, and buyers' files of payments."""
