"""Rows of questions, searches to go back to, and conversations handed over to a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "interviews",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("flow", sa.String(length=20), nullable=False),
        sa.Column("begun_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("heard_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("digressions", sa.Integer(), nullable=False),
        sa.Column("unclear", sa.Integer(), nullable=False),
        sa.Column("yields", sa.Boolean(), nullable=False),
        _of_a_conversation("interviews"),
        sa.PrimaryKeyConstraint("conversation_id", "flow", name=op.f("pk_interviews")),
    )
    op.create_table(
        "earlier_searches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("ranked", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.JSON(), nullable=False),
        sa.Column("focus", sa.String(length=36), nullable=True),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        _of_a_conversation("earlier_searches"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_earlier_searches")),
    )
    op.create_index(
        op.f("ix_earlier_searches_conversation_id"), "earlier_searches", ["conversation_id"]
    )
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("transcript", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("changed_at", UtcMoment(timezone=True), nullable=False),
        _of_a_conversation("hand_overs"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_conversation_id"), "hand_overs", ["conversation_id"])
    op.create_index(op.f("ix_hand_overs_state"), "hand_overs", ["state"])


def downgrade() -> None:
    op.drop_table("hand_overs")
    op.drop_table("earlier_searches")
    op.drop_table("interviews")


def _of_a_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.id"],
        name=op.f(f"fk_{table}_conversation_id"),
        ondelete="CASCADE",
    )
