"""The tables by which processes that are one are recognised, joined and taken apart again.

Each process keeps its own opportunity, and these hang on it: without them every process is shown
by itself, as it was. A pair is the evidence, a group what follows from the pairs.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

process_particulars = Table(
    "process_particulars",
    metadata,
    Column(
        "process_key",
        ForeignKey("opportunities.process_key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("particulars", JSON, nullable=False),
)

process_blocks = Table(
    "process_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "process_key",
        ForeignKey("opportunities.process_key", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    sqlite_with_rowid=False,
)

process_pairs = Table(
    "process_pairs",
    metadata,
    Column(
        "first_key",
        ForeignKey("opportunities.process_key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "second_key",
        ForeignKey("opportunities.process_key", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("ground", String(20), nullable=False),
    Column("marks", JSON, nullable=False),
    Column("joined_at", UtcMoment, nullable=False),
    Column("kept_apart_at", UtcMoment),
)

# Only processes of a group have a row, the one that is shown included.
process_groups = Table(
    "process_groups",
    metadata,
    Column(
        "process_key",
        ForeignKey("opportunities.process_key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("shown_key", Text, nullable=False, index=True),
)
