"""The tables of wins that firms told without having been put forward, and of how those went.

A row is there only while somebody agreed to be asked; all of it goes with the firm or the person.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

wins = Table(
    "wins",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("firm", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("opportunity_id", String(36)),
    Column("won_at", UtcMoment, nullable=False, index=True),
)

win_answers = Table(
    "win_answers",
    metadata,
    Column("win_id", ForeignKey("wins.id", ondelete="CASCADE"), primary_key=True),
    Column("days", Integer, primary_key=True, autoincrement=False),
    Column("asked_at", UtcMoment, nullable=False),
    Column("delivered", String(8)),
    Column("paid", String(8)),
    Column("answered_at", UtcMoment),
    Column("words", Text, nullable=False),
    Column("who", String(120), nullable=False),
)
