"""What people asked to be told, what they were told and why not, and reminders."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import Pounds, UtcMoment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MADE = ("subscriptions", "alerts", "alert_texts", "alert_runs", "reminders")


def upgrade() -> None:
    _make_subscriptions()
    _make_alerts()
    _make_texts_and_runs()
    _make(
        "reminders",
        sa.Column("number", sa.Integer(), nullable=False),
        _text("conversation_id", 36, nullable=True),
        _text("supplier_id", 36, nullable=True),
        _text("person_id", 36, nullable=True),
        _text("opportunity_id", 36),
        _moment("at"),
        _moment("deadline"),
        _moment("told_at", nullable=True),
        sa.CheckConstraint(
            "conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL",
            name=op.f("ck_reminders_reminder_of_somebody"),
        ),
        _hangs("reminders", "conversation_id", "conversations"),
        _hangs("reminders", "supplier_id", "suppliers"),
        _hangs("reminders", "person_id", "people"),
        key="number",
        indexes=("conversation_id", "supplier_id", "person_id", "opportunity_id", "at"),
    )


def downgrade() -> None:
    for name in reversed(MADE):
        op.drop_table(name)


def _make_subscriptions() -> None:
    _make(
        "subscriptions",
        _text("id", 36),
        _text("person_id", 36),
        _text("supplier_id", 36),
        _text("means", 8),
        _text("often", 8),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        sa.Column("weekly_cap", sa.Integer(), nullable=False),
        sa.Column("least", Pounds(), nullable=True),
        sa.Column("most", Pounds(), nullable=True),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.Column("within_miles", sa.Float(), nullable=True),
        sa.Column("near_misses", sa.Boolean(), nullable=False),
        _moment("began_at"),
        _moment("paused_until", nullable=True),
        _moment("ended_at", nullable=True),
        _hangs("subscriptions", "person_id", "people"),
        _hangs("subscriptions", "supplier_id", "suppliers"),
        _unique("subscriptions", "person_id", "supplier_id", "means"),
        indexes=("supplier_id",),
    )


def _make_alerts() -> None:
    _make(
        "alerts",
        _text("id", 36),
        _text("subscription_id", 36),
        _text("person_id", 36),
        _text("opportunity_id", 36),
        _text("event", 80),
        _text("kind", 12),
        sa.Column("fit", sa.Float(), nullable=False),
        _text("state", 8),
        _moment("due_at"),
        _text("reason", 20, nullable=True),
        _moment("settled_at", nullable=True),
        _text("text", 120),
        _text("letter", 1),
        _text("answer", 1, nullable=True),
        _hangs("alerts", "subscription_id", "subscriptions"),
        _hangs("alerts", "person_id", "people"),
        _unique("alerts", "person_id", "opportunity_id", "event"),
        indexes=("subscription_id", "opportunity_id", "settled_at"),
    )
    op.create_index(op.f("ix_alerts_state_due_at"), "alerts", ["state", "due_at"])


def _make_texts_and_runs() -> None:
    _make(
        "alert_texts",
        _text("id", 120),
        _text("subscription_id", 36),
        _text("person_id", 36),
        _text("link", 16),
        sa.Column("segments", sa.Integer(), nullable=False),
        _moment("at"),
        _hangs("alert_texts", "subscription_id", "subscriptions"),
        _hangs("alert_texts", "person_id", "people"),
        _unique("alert_texts", "link"),
        indexes=("subscription_id", "person_id", "at"),
    )
    _make(
        "alert_runs",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _moment("at"),
        _text("revision", 40),
        sa.Column("changes_to", sa.Integer(), nullable=False),
        _text("seed", 64),
        sa.Column("counts", sa.JSON(), nullable=False),
        key="number",
    )


def _make(table: str, *parts: Any, key: str = "id", indexes: tuple[str, ...] = ()) -> None:
    op.create_table(table, *parts, sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")))
    for column in indexes:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcMoment(timezone=True), nullable=nullable)


def _hangs(table: str, column: str, on: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{on}.id"], name=name, ondelete="CASCADE")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
