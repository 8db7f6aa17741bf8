"""The tables of buyers' contacts, of the weekly runs, and of what each contact was told once."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

# A buyer is named by a key of its name: its row is another one as notices show which are one.
buyer_contacts = Table(
    "buyer_contacts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("buyer_key", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("address", String(320), nullable=False, index=True),
    Column("agreed_by", Text, nullable=False),
    Column("agreed_at", UtcMoment, nullable=False),
    Column("wording", Text, nullable=False),
    Column("version", String(60), nullable=False),
    Column("enrolled_by", Text, nullable=False),
    Column("enrolled_at", UtcMoment, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("frequency", String(12), nullable=False),
    Column("answers_within", Integer, nullable=False),
    Column("confirmed_at", UtcMoment),
    Column("ended", String(16)),
    Column("ended_at", UtcMoment, index=True),
    UniqueConstraint("buyer_key", "address"),
    CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="ended_whole"),
)

digest_runs = Table(
    "digest_runs",
    metadata,
    Column("monday", Date, primary_key=True),
    Column("begun_at", UtcMoment, nullable=False),
    Column("finished_at", UtcMoment),
    Column("counts", JSON, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("monday", Date, nullable=False),
    Column(
        "contact_id",
        ForeignKey("buyer_contacts.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("first", UtcMoment, nullable=False),
    Column("end", UtcMoment, nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("message", String(120), nullable=False),
    UniqueConstraint("monday", "contact_id"),
)

# That one contact is told one thing once is the primary key of this table.
digest_items = Table(
    "digest_items",
    metadata,
    Column("contact_id", ForeignKey("buyer_contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("told", String(16), primary_key=True),
    Column("about", String(80), primary_key=True),
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
)
