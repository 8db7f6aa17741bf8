"""The tables of introductions, of what followed them, and of what was looked at of firms.

All of it goes with the firm; an introduction stays when one of its firm's people goes.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

# That there is one live introduction of the same is the unique key `same`, null when it has ended.
introductions = Table(
    "introductions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL"), index=True),
    Column("firm", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("buyer_key", String(200), nullable=False, index=True),
    Column("opportunity_id", String(36), index=True),
    Column("title", Text, nullable=False),
    Column("shared", JSON, nullable=False),
    Column("agreed_at", UtcMoment, nullable=False),
    Column("agreed_to", Text, nullable=False),
    Column("agreed_version", String(60), nullable=False),
    Column("agreed_channel", String(12), nullable=False),
    Column("evidence_kind", String(20)),
    Column("evidence_id", String(64)),
    Column("requested_at", UtcMoment, nullable=False, index=True),
    Column("state", String(12), nullable=False, index=True),
    Column("since", UtcMoment, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("contact_id", String(36), index=True),
    Column("answer_by", UtcMoment),
    Column("nudged_at", UtcMoment),
    Column("same", String(300), unique=True),
)

introduction_steps = Table(
    "introduction_steps",
    metadata,
    Column("introduction_id", ForeignKey("introductions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(12), nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("by", String(12), nullable=False),
    Column("who", String(120), nullable=False),
    Column("why", String(20)),
    Column("until", UtcMoment),
    Column("words", Text, nullable=False),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("introduction_id", ForeignKey("introductions.id", ondelete="CASCADE"), primary_key=True),
    Column("days", Integer, primary_key=True, autoincrement=False),
    Column("side", String(8), primary_key=True),
    Column("asked_at", UtcMoment, nullable=False),
    Column("delivered", String(8)),
    Column("paid", String(8)),
    Column("answered_at", UtcMoment),
    Column("words", Text, nullable=False, server_default=""),
    Column("who", String(120), nullable=False, server_default=""),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(80), primary_key=True),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("buyer", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("opportunity_id", String(36)),
    Column("needed", Text, nullable=False),
    Column("did", Text, nullable=False),
    Column("came", Text, nullable=False),
    Column("told_at", UtcMoment, nullable=False),
    Column("agreed_at", UtcMoment),
    Column("agreed_to", Text),
    Column("agreed_version", String(60)),
    Column("agreed_channel", String(12)),
    Column("agreed_by", ForeignKey("people.id", ondelete="SET NULL"), index=True),
)

fact_checks = Table(
    "fact_checks",
    metadata,
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True),
    Column("fact", String(60), primary_key=True),
    Column("how", String(16), nullable=False),
    Column("value", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("checked_at", UtcMoment, nullable=False),
    Column("by", String(120), nullable=False),
    Column("ends_on", Date),
)

company_checks = Table(
    "company_checks",
    metadata,
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), primary_key=True),
    Column("number", String(8), nullable=False),
    Column("called", Text, nullable=False),
    Column("finding", String(12), nullable=False),
    Column("name", Text, nullable=False),
    Column("status", String(40), nullable=False),
    Column("asked_at", UtcMoment, nullable=False),
)
