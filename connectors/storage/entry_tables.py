"""The tables of what buyers post here, and of whom they invited to it.

An entry outlives the account of whoever wrote it: it is the buyer's.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, String, Table, Text

from connectors.storage.columns import Pounds, UtcMoment
from connectors.storage.tables import metadata

entries = Table(
    "entries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("buyer", Text, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("created_at", UtcMoment, nullable=False),
    Column("changed_at", UtcMoment, nullable=False),
    Column("title", Text, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("door", String(12)),
    Column("category", String(12)),
    Column("value_amount", Pounds),
    Column("value_vat", String(8), nullable=False),
    Column("value_basis", String(8), nullable=False),
    Column("cpv", JSON, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("phases", JSON, nullable=False),
    Column("postcode", String(8)),
    Column("starts_on", Date),
    Column("deadline", UtcMoment),
    Column("reserved_area", String(12)),
    Column("reserved_place", Text),
    Column("reserved_at", UtcMoment),
    Column("barriers_at", UtcMoment),
    Column("barriers", JSON, nullable=False),
    Column("notice_number", String(20)),
    Column("posted_at", UtcMoment),
    Column("withdrawn_at", UtcMoment),
)

entry_authors = Table(
    "entry_authors",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("officer_id", ForeignKey("officers.id", ondelete="CASCADE"), nullable=False, index=True),
)

entry_invitations = Table(
    "entry_invitations",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("at", UtcMoment, nullable=False),
    Column("by_id", ForeignKey("officers.id", ondelete="SET NULL"), index=True),
    # The means by which the firm was written to, with spaces between
    Column("told", String(20), nullable=False, server_default=""),
    Column("seen_at", UtcMoment),
)
