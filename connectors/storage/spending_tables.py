"""The tables of imported payments: totals alone, nobody who was paid.

A record covers what was imported together; its key is the files' fingerprint, so that the same
files are held once. Trades are not stored: they are read from the guide, which may be mended.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from connectors.storage.columns import Pounds, UtcMoment
from connectors.storage.tables import metadata

spending_records = Table(
    "spending_records",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("buyer", Text, nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("source_url", Text),
    Column("refunds", Integer, nullable=False),
    Column("refunded", Pounds, nullable=False),
    Column("redacted", Integer, nullable=False),
    Column("repeated", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("payees", Integer),
    Column("imported_at", UtcMoment, nullable=False),
)

spending_lines = Table(
    "spending_lines",
    metadata,
    Column("record_key", ForeignKey("spending_records.key", ondelete="CASCADE"), primary_key=True),
    Column("category", String(100), primary_key=True),
    Column("place", String(16), primary_key=True),
    Column("size", String(16), primary_key=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("payments", Integer, nullable=False),
    Column("total", Pounds, nullable=False),
    Column("payees", Integer),
    Column("at_most", JSON, nullable=False),
)
