"""The tables of what people asked to be told, what they were told and why not, and of reminders.

All but the runs go with the person; a reminder may hang on a conversation that is nobody's yet.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    UniqueConstraint,
)

from connectors.storage.columns import Pounds, UtcMoment
from connectors.storage.tables import metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column(
        "supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("means", String(8), nullable=False),
    Column("often", String(8), nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("days", JSON, nullable=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    Column("on_holidays", Boolean, nullable=False),
    Column("weekly_cap", Integer, nullable=False),
    Column("least", Pounds),
    Column("most", Pounds),
    Column("without", JSON, nullable=False),
    Column("within_miles", Float),
    Column("near_misses", Boolean, nullable=False),
    Column("began_at", UtcMoment, nullable=False),
    Column("paused_until", UtcMoment),
    Column("ended_at", UtcMoment),
    UniqueConstraint("person_id", "supplier_id", "means"),
)

# That one person is told one event of one opportunity once is the unique key of this table.
alerts = Table(
    "alerts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "subscription_id",
        ForeignKey("subscriptions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("event", String(80), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("fit", Float, nullable=False),
    Column("state", String(8), nullable=False),
    Column("due_at", UtcMoment, nullable=False),
    Column("reason", String(20)),
    Column("settled_at", UtcMoment, index=True),
    Column("text", String(120), nullable=False),
    Column("letter", String(1), nullable=False),
    Column("answer", String(1)),
    UniqueConstraint("person_id", "opportunity_id", "event"),
    Index(None, "state", "due_at"),
)

alert_texts = Table(
    "alert_texts",
    metadata,
    Column("id", String(120), primary_key=True),
    Column(
        "subscription_id",
        ForeignKey("subscriptions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("link", String(16), nullable=False, unique=True),
    Column("segments", Integer, nullable=False),
    Column("at", UtcMoment, nullable=False, index=True),
)

alert_runs = Table(
    "alert_runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcMoment, nullable=False),
    Column("revision", String(40), nullable=False),
    Column("changes_to", Integer, nullable=False),
    Column("seed", String(64), nullable=False),
    Column("counts", JSON, nullable=False),
)

reminders = Table(
    "reminders",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Column("supplier_id", ForeignKey("suppliers.id", ondelete="CASCADE"), index=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("opportunity_id", String(36), nullable=False, index=True),
    Column("at", UtcMoment, nullable=False, index=True),
    Column("deadline", UtcMoment, nullable=False),
    Column("told_at", UtcMoment),
    CheckConstraint(
        "conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL",
        name="reminder_of_somebody",
    ),
)
