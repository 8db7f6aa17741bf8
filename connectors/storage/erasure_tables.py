"""The tables of erasures: those asked for, which go with whom they are of, and their receipts."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, String, Table

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

erasure_requests = Table(
    "erasure_requests",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("at", UtcMoment, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("at", UtcMoment, nullable=False, index=True),
    Column("removed", JSON, nullable=False),
    Column("buyers", JSON, nullable=False),
    Column("pseudonym", String(64), nullable=False),
    Column("hashes", JSON, nullable=False),
)
