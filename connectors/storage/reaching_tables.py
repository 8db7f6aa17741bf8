"""The tables of messages to people, of who must not be written to, and of texts that came.

A notification goes with the conversation, supplier, person or contact that it was for. A
suppression hangs on nobody: it outlives them all, as a hash.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

notifications = Table(
    "notifications",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("means", String(8), nullable=False),
    Column("address", String(320), nullable=False),
    Column("about", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("provider_id", String(120)),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("contact_id", ForeignKey("buyer_contacts.id", ondelete="CASCADE"), index=True),
    Column("created_at", UtcMoment, nullable=False),
    Column("changed_at", UtcMoment),
    CheckConstraint(
        "conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL "
        "OR contact_id IS NOT NULL",
        name="notification_of_somebody",
    ),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("means", String(8), primary_key=True),
    Column("address_hash", String(64), primary_key=True),
    Column("at", UtcMoment, nullable=False),
)

inbound_texts = Table(
    "inbound_texts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("sender", String(16), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("answered_at", UtcMoment, index=True),
)

text_threads = Table(
    "text_threads",
    metadata,
    Column("sender", String(16), primary_key=True),
    Column(
        "conversation_id",
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
)

outbox = Table(
    "outbox",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("means", String(8), nullable=False),
    Column("address", String(320), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("source", LargeBinary),
)
