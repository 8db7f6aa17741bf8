"""The tables of what mails have beyond their words, and of mailboxes that take none."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

mail_parts = Table(
    "mail_parts",
    metadata,
    Column("notification_id", ForeignKey("notifications.id", ondelete="CASCADE"), primary_key=True),
    Column("html", Text, nullable=False),
    Column("unsubscribe", Text, nullable=False),
    Column("reply_to", String(320), nullable=False),
    Column("answers", Text, nullable=False),
)

mail_attachments = Table(
    "mail_attachments",
    metadata,
    Column("notification_id", ForeignKey("notifications.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

mail_troubles = Table(
    "mail_troubles",
    metadata,
    Column("address_hash", String(64), primary_key=True),
    Column("about", String(20), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", UtcMoment, nullable=False),
    Column("stopped_at", UtcMoment),
)
