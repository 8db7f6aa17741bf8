"""Introductions with their steps, what follows a win, and checks of facts about firms."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0018"
down_revision = "0025"
branch_labels = None
depends_on = None

MADE = ("introductions", "introduction_steps", "follow_ups", "stories", "fact_checks")


def upgrade() -> None:
    _make_introductions()
    _make(
        "introduction_steps",
        _text("introduction_id", 36),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _text("state", 12),
        _moment("at"),
        _text("by", 12),
        _text("who", 120),
        _text("why", 20, nullable=True),
        _moment("until", nullable=True),
        _words("words"),
        _hangs("introduction_steps", "introduction_id", "introductions"),
        keys=("introduction_id", "number"),
    )
    _make(
        "follow_ups",
        _text("introduction_id", 36),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        _text("side", 8),
        _moment("asked_at"),
        _text("delivered", 8, nullable=True),
        _text("paid", 8, nullable=True),
        _moment("answered_at", nullable=True),
        _hangs("follow_ups", "introduction_id", "introductions"),
        keys=("introduction_id", "days", "side"),
    )
    _make_stories()
    _make(
        "fact_checks",
        _text("supplier_id", 36),
        _text("fact", 60),
        _text("how", 16),
        _words("value"),
        _words("source"),
        _moment("checked_at"),
        _text("by", 120),
        sa.Column("ends_on", sa.Date(), nullable=True),
        _hangs("fact_checks", "supplier_id", "suppliers"),
        keys=("supplier_id", "fact"),
    )


def downgrade() -> None:
    for name in reversed(MADE):
        op.drop_table(name)


def _make_introductions() -> None:
    _make(
        "introductions",
        _text("id", 36),
        _text("supplier_id", 36),
        _text("person_id", 36, nullable=True),
        _words("firm"),
        _words("buyer"),
        _text("buyer_key", 200),
        _text("opportunity_id", 36, nullable=True),
        _words("title"),
        sa.Column("shared", sa.JSON(), nullable=False),
        _moment("agreed_at"),
        _words("agreed_to"),
        _text("agreed_version", 60),
        _text("agreed_channel", 12),
        _text("evidence_kind", 20, nullable=True),
        _text("evidence_id", 64, nullable=True),
        _moment("requested_at"),
        _text("state", 12),
        _moment("since"),
        sa.Column("moves", sa.Integer(), nullable=False),
        _text("contact_id", 36, nullable=True),
        _moment("answer_by", nullable=True),
        _moment("nudged_at", nullable=True),
        _text("same", 300, nullable=True),
        _hangs("introductions", "supplier_id", "suppliers"),
        _hangs("introductions", "person_id", "people", ondelete="SET NULL"),
        sa.UniqueConstraint("same", name=op.f("uq_introductions_same")),
        keys=("id",),
        indexes=(
            "supplier_id",
            "person_id",
            "buyer_key",
            "opportunity_id",
            "requested_at",
            "state",
            "contact_id",
        ),
    )


def _make_stories() -> None:
    _make(
        "stories",
        _text("id", 80),
        _text("supplier_id", 36),
        _words("buyer"),
        _words("title"),
        _text("opportunity_id", 36, nullable=True),
        _words("needed"),
        _words("did"),
        _words("came"),
        _moment("told_at"),
        _moment("agreed_at", nullable=True),
        _words("agreed_to", nullable=True),
        _text("agreed_version", 60, nullable=True),
        _text("agreed_channel", 12, nullable=True),
        _hangs("stories", "supplier_id", "suppliers"),
        keys=("id",),
        indexes=("supplier_id",),
    )


def _make(table: str, *columns: Any, keys: tuple[str, ...], indexes: tuple[str, ...] = ()) -> None:
    op.create_table(table, *columns, sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")))
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name in indexes:
            batch_op.create_index(batch_op.f(f"ix_{table}_{name}"), [name])


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _words(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcMoment(timezone=True), nullable=nullable)


def _hangs(table: str, name: str, on: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    named = op.f(f"fk_{table}_{name}")
    return sa.ForeignKeyConstraint([name], [f"{on}.id"], name=named, ondelete=ondelete)
