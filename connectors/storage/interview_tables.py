"""The tables of keeping the thread: rows of questions, searches to go back to, hand-overs.

All go with their conversation.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

interviews = Table(
    "interviews",
    metadata,
    Column(
        "conversation_id",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("flow", String(20), primary_key=True),
    Column("begun_at", UtcMoment, nullable=False),
    Column("heard_at", UtcMoment, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("path", JSON, nullable=False),
    Column("at", String(40)),
    Column("state", String(12), nullable=False),
    Column("digressions", Integer, nullable=False),
    Column("unclear", Integer, nullable=False),
    Column("yields", Boolean, nullable=False),
)

earlier_searches = Table(
    "earlier_searches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "conversation_id",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("criteria", JSON, nullable=False),
    Column("ranked", JSON, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("last_page", JSON, nullable=False),
    Column("focus", String(36)),
    Column("at", UtcMoment, nullable=False),
)

hand_overs = Table(
    "hand_overs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "conversation_id",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("at", UtcMoment, nullable=False),
    Column("about", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("transcript", JSON, nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("changed_at", UtcMoment, nullable=False),
)
