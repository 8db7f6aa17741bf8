"""Wins that firms told without having been put forward, and how those went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wins",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("supplier_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("firm", sa.Text(), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opportunity_id", sa.String(length=36), nullable=True),
        sa.Column("won_at", UtcMoment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("fk_wins_supplier_id_suppliers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_wins_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wins")),
    )
    for column in ("supplier_id", "person_id", "won_at"):
        op.create_index(op.f(f"ix_wins_{column}"), "wins", [column])
    op.create_table(
        "win_answers",
        sa.Column("win_id", sa.String(length=36), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("delivered", sa.String(length=8), nullable=True),
        sa.Column("paid", sa.String(length=8), nullable=True),
        sa.Column("answered_at", UtcMoment(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["win_id"], ["wins.id"], name=op.f("fk_win_answers_win_id_wins"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("win_id", "days", name=op.f("pk_win_answers")),
    )


def downgrade() -> None:
    op.drop_table("win_answers")
    op.drop_table("wins")
