"""The tables of what firms' texts come to, who was shown to buyers, and what these decided.

What was due is kept as a sum: of each need it would be a row for every firm that competed.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

# A row of another text or another making than now is work still to do.
supplier_rows = Table(
    "supplier_rows",
    metadata,
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True),
    Column("made_with", String(64), primary_key=True),
    Column("text_hash", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("trades", LargeBinary, nullable=False),
)

showings = Table(
    "showings",
    metadata,
    Column("need_id", String(36), primary_key=True),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("place", Integer, nullable=False),
    Column("at", UtcMoment, nullable=False),
)

supplier_turns = Table(
    "supplier_turns",
    metadata,
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True),
    Column("shown", Integer, nullable=False),
    Column("due", Float, nullable=False),
)

rotation_keys = Table(
    "rotation_keys",
    metadata,
    Column("of", String(20), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

reservations = Table(
    "reservations",
    metadata,
    Column("need_id", String(36), primary_key=True),
    Column("area", String(12), nullable=False),
    Column("place", Text),
    Column("decided_at", UtcMoment, nullable=False),
    Column("recorded_at", UtcMoment, nullable=False),
)
