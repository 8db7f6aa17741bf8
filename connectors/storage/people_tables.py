"""The tables of people: what they proved to be theirs, which firms and conversations are theirs."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

people = Table(
    "people",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("since", UtcMoment, nullable=False),
)

contact_points = Table(
    "contact_points",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("means", String(8), nullable=False),
    Column("address", String(320), nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("proved_at", UtcMoment, nullable=False),
    UniqueConstraint("means", "address"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("how", String(12), nullable=False),
    Column("at", UtcMoment, nullable=False),
    UniqueConstraint("person_id", "supplier_id"),
)

belongings = Table(
    "belongings",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="SET NULL"), index=True),
    Column("at", UtcMoment, nullable=False),
)

proofs = Table(
    "proofs",
    metadata,
    Column("id", String(36), nullable=False, unique=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("means", String(8), nullable=False),
    Column("address", String(320), nullable=False, index=True),
    Column("code_hash", String(64), nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("proved_at", UtcMoment),
)

# Hashes, for a day: a limit that ended with the conversation would be none.
codes_sent = Table(
    "codes_sent",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("address_hash", String(64), nullable=False, index=True),
    Column("conversation_hash", String(64), nullable=False, index=True),
    Column("at", UtcMoment, nullable=False, index=True),
)

invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", UtcMoment, nullable=False),
)

firm_pairs = Table(
    "firm_pairs",
    metadata,
    Column("kept_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "other_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("grounds", JSON, nullable=False),
    Column("state", String(12), nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("by_person_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
)
