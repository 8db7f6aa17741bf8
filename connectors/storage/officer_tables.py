"""The tables of people who sign in for a buyer or the service, and of who is signed in.

An officer is a person: the account's id is the person's, and what is erased of one goes with both.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

officers = Table(
    "officers",
    metadata,
    Column("id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("email", String(320), nullable=False, unique=True),
    Column("role", String(12), nullable=False),
    Column("buyer", Text, index=True),
    Column("since", UtcMoment, nullable=False),
    Column("signed_in_at", UtcMoment),
    Column("ended_at", UtcMoment),
    CheckConstraint(
        "(buyer IS NOT NULL) = (role IN ('officer', 'buyer_admin'))", name="role_fits_buyer"
    ),
)

buyer_domains = Table(
    "buyer_domains",
    metadata,
    Column("domain", String(255), primary_key=True),
    Column("buyer", Text, nullable=False),
    Column("at", UtcMoment, nullable=False),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("officer_id", ForeignKey("officers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", UtcMoment, nullable=False),
    Column("used_at", UtcMoment),
)

officer_sessions = Table(
    "officer_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("officer_id", ForeignKey("officers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("begun_at", UtcMoment, nullable=False),
    Column("seen_at", UtcMoment, nullable=False),
    Column("ended_at", UtcMoment),
)
