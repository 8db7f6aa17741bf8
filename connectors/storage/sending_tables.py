"""The table of attempts at sending: each is stored before it is made."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

attempts = Table(
    "attempts",
    metadata,
    Column("notification_id", ForeignKey("notifications.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("begun_at", UtcMoment, nullable=False),
    Column("ended_at", UtcMoment),
    # One message of a provider is one attempt of ours: two in doubt cannot both claim it.
    Column("provider_id", String(120), unique=True),
    Column("code", Integer),
    Column("again_at", UtcMoment),
)
