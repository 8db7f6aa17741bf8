"""The tables of quotes with their files, of their opening and outcome, and of questions to buyers.

A quote and a question go with whom they hang on. What is published of a question, the opening and
the outcome are acts of a buyer, and stay.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from connectors.storage.columns import Pounds, UtcMoment
from connectors.storage.tables import metadata

_OF_ONE = "(conversation_id IS NULL) <> (supplier_id IS NULL)"

# One owner has one quote for one opportunity; NULLs never equal, so each key binds its own sort.
quotes = Table(
    "quotes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("state", String(12), nullable=False),
    Column("draft", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("begun_at", UtcMoment, nullable=False),
    Column("changed_at", UtcMoment, nullable=False, index=True),
    Column("received_at", UtcMoment),
    UniqueConstraint("opportunity_id", "conversation_id"),
    UniqueConstraint("opportunity_id", "supplier_id"),
    CheckConstraint(_OF_ONE, name="quote_of_one"),
)

quote_steps = Table(
    "quote_steps",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("quote_id", ForeignKey("quotes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("did", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("offer", JSON),
)

quote_files = Table(
    "quote_files",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("quote_id", ForeignKey("quotes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("checked", Boolean, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", UtcMoment, nullable=False),
)

quote_openings = Table(
    "quote_openings",
    metadata,
    Column("opportunity_id", String(36), primary_key=True),
    Column("at", UtcMoment, nullable=False),
    Column("by", String(120), nullable=False),
    Column("received", Integer, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("opportunity_id", String(36), primary_key=True),
    Column("ended", String(12), nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("by", String(120), nullable=False),
    Column("winner", String(36)),
    Column("winner_name", Text, nullable=False),
    Column("value", Pounds),
    Column("vat", String(16)),
    Column("why_nobody", String(20)),
    # Of each quote that was not chosen, by its id, why
    Column("reasons", JSON, nullable=False),
)

buyer_questions = Table(
    "buyer_questions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("words", Text, nullable=False),
    Column("asked_at", UtcMoment, nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("settled_at", UtcMoment),
    Column("reply", Text, nullable=False),
    Column("reason", String(20)),
    CheckConstraint(_OF_ONE, name="question_of_one"),
)

published_answers = Table(
    "published_answers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("at", UtcMoment, nullable=False),
)
