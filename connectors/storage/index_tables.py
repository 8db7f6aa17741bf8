"""The tables from which an index of opportunities is read: what their texts come to, what changed.

A row whose `content_hash` is not its opportunity's is work still to do, so a change and the work
it calls for commit together.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

# What an opportunity's text comes to: its vector, packed, and its facts. `text_hash` tells whether
# the text is still the one that the vector is of.
vectors = Table(
    "vectors",
    metadata,
    Column("opportunity_id", ForeignKey("opportunities.id", ondelete="CASCADE"), primary_key=True),
    Column("made_with", String(64), primary_key=True),
    Column("vocabulary", String(16), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("over_from", UtcMoment),
    Column("vector", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
    Column("counts", LargeBinary, nullable=False),
)

# The revision at which each opportunity last changed; those that are gone keep their row.
opportunity_changes = Table(
    "opportunity_changes",
    metadata,
    Column("opportunity_id", String(36), primary_key=True),
    Column("revision", Integer, nullable=False, index=True),
)
