"""The table of complaints; they hang on nobody, so that erasing a conversation leaves them."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Date, Integer, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

complaints = Table(
    "complaints",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(12), nullable=False, unique=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("about", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("received_at", UtcMoment, nullable=False),
    Column("due", Date, nullable=False),
    # What the person was told on the way: words and moment of each, in order
    Column("progress", JSON, nullable=False),
    Column("outcome", String(16)),
    Column("answer", Text),
    Column("answered_at", UtcMoment),
    CheckConstraint(
        "(outcome IS NULL) = (answer IS NULL) AND (outcome IS NULL) = (answered_at IS NULL)",
        name="answered_whole",
    ),
)
