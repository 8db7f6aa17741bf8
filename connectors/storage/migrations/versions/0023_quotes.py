"""Quotes with their files, their opening and outcome, and questions to buyers with answers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import Pounds, UtcMoment

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None

MADE = (
    "quotes",
    "quote_steps",
    "quote_files",
    "quote_openings",
    "outcomes",
    "buyer_questions",
    "published_answers",
)
_OF_ONE = "(conversation_id IS NULL) <> (supplier_id IS NULL)"


def upgrade() -> None:
    _make_quotes()
    _make_what_buyers_did()
    _make_questions()


def downgrade() -> None:
    for name in reversed(MADE):
        op.drop_table(name)


def _make_quotes() -> None:
    _make(
        "quotes",
        _text("id", 36),
        _text("opportunity_id", 36),
        _text("conversation_id", 36, nullable=True),
        _text("supplier_id", 36, nullable=True),
        _text("state", 12),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("begun_at"),
        _moment("changed_at"),
        _moment("received_at", nullable=True),
        sa.CheckConstraint(_OF_ONE, name=op.f("ck_quotes_quote_of_one")),
        _hangs("quotes", "conversation_id", "conversations"),
        _hangs("quotes", "supplier_id", "suppliers"),
        _unique("quotes", "opportunity_id", "conversation_id"),
        _unique("quotes", "opportunity_id", "supplier_id"),
        indexes=("opportunity_id", "conversation_id", "supplier_id", "changed_at"),
    )
    _make(
        "quote_steps",
        sa.Column("number", sa.Integer(), nullable=False),
        _text("quote_id", 36),
        _text("did", 12),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("at"),
        sa.Column("offer", sa.JSON(), nullable=True),
        _hangs("quote_steps", "quote_id", "quotes"),
        key="number",
        indexes=("quote_id",),
    )
    _make(
        "quote_files",
        _text("id", 36),
        _text("quote_id", 36),
        _text("name", 120),
        _text("media_type", 100),
        sa.Column("size", sa.Integer(), nullable=False),
        _text("digest", 64),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("at"),
        _hangs("quote_files", "quote_id", "quotes"),
        indexes=("quote_id",),
    )


def _make_what_buyers_did() -> None:
    _make(
        "quote_openings",
        _text("opportunity_id", 36),
        _moment("at"),
        _text("by", 120),
        sa.Column("received", sa.Integer(), nullable=False),
        key="opportunity_id",
    )
    _make(
        "outcomes",
        _text("opportunity_id", 36),
        _text("ended", 12),
        _moment("at"),
        _text("by", 120),
        _text("winner", 36, nullable=True),
        sa.Column("winner_name", sa.Text(), nullable=False),
        sa.Column("value", Pounds(), nullable=True),
        _text("vat", 16, nullable=True),
        _text("why_nobody", 20, nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        key="opportunity_id",
    )


def _make_questions() -> None:
    _make(
        "buyer_questions",
        _text("id", 36),
        _text("opportunity_id", 36),
        _text("conversation_id", 36, nullable=True),
        _text("supplier_id", 36, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("asked_at"),
        _text("state", 12),
        _moment("settled_at", nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        _text("reason", 20, nullable=True),
        sa.CheckConstraint(_OF_ONE, name=op.f("ck_buyer_questions_question_of_one")),
        _hangs("buyer_questions", "conversation_id", "conversations"),
        _hangs("buyer_questions", "supplier_id", "suppliers"),
        indexes=("opportunity_id", "conversation_id", "supplier_id", "asked_at"),
    )
    _make(
        "published_answers",
        _text("id", 36),
        _text("opportunity_id", 36),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        _moment("at"),
        indexes=("opportunity_id",),
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
