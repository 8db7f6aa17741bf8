"""The tables of what owners said of opportunities, of consents, and of what may be learnt.

Feedback hangs on a conversation or a supplier, a consent on a person too, and go with it; a
lesson hangs on nobody, and nothing in it leads back.
"""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from connectors.storage.columns import UtcMoment
from connectors.storage.tables import metadata

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("verdict", String(12), nullable=False),
    Column("why", String(12)),
    Column("words", Text, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("at", UtcMoment, nullable=False),
    CheckConstraint(
        "conversation_id IS NOT NULL OR supplier_id IS NOT NULL", name="feedback_of_somebody"
    ),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("purpose", String(40), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("wording", Text, nullable=False),
    Column("version", String(60), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("means", String(8)),
    Column("evidence_kind", String(20)),
    Column("evidence_id", String(64)),
    CheckConstraint(
        "conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL",
        name="consent_of_somebody",
    ),
    CheckConstraint(
        "(evidence_kind IS NULL) = (evidence_id IS NULL)", name="evidence_has_its_kind"
    ),
)

lessons = Table(
    "lessons",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("opportunity_id", String(36), nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("why", String(12)),
    Column("seen", JSON, nullable=False),
    Column("month", String(7), nullable=False),
    Column("consent", String(60), nullable=False),
)
