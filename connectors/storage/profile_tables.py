"""The table of what firms say of themselves: by conversation until it is known whose firm it is."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer, Table

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

profiles = Table(
    "profiles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), unique=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), unique=True),
    # Each part that was said, with its moment; and the same as before the last change
    Column("facts", JSON, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("changed_at", UtcMoment, nullable=False),
    CheckConstraint(
        "(conversation_id IS NULL) <> (supplier_id IS NULL)", name="profile_of_one_owner"
    ),
)
