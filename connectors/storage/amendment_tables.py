"""The tables of changes that buyers made to what they had posted.

A change outlives the account of whoever made it: it is the buyer's.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, String, Table, Text

from connectors.storage import entry_tables, officer_tables  # noqa: F401 - keys lead there
from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

entry_amendments = Table(
    "entry_amendments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcMoment, nullable=False),
    # Each part that changed: its name, before, after
    Column("parts", JSON, nullable=False),
    Column("why", Text, nullable=False),
)

amendment_authors = Table(
    "amendment_authors",
    metadata,
    Column("amendment_id", ForeignKey("entry_amendments.id", ondelete="CASCADE"), primary_key=True),
    Column("officer_id", ForeignKey("officers.id", ondelete="CASCADE"), nullable=False, index=True),
)
