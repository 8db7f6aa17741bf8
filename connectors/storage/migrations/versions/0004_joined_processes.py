"""Processes that are one are recognised, and joined with their evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "process_particulars",
        sa.Column("process_key", sa.Text(), nullable=False),
        sa.Column("particulars", sa.JSON(), nullable=False),
        _belongs_to_an_opportunity("process_particulars", "process_key"),
        sa.PrimaryKeyConstraint("process_key", name=op.f("pk_process_particulars")),
    )
    op.create_table(
        "process_blocks",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("process_key", sa.Text(), nullable=False),
        _belongs_to_an_opportunity("process_blocks", "process_key"),
        sa.PrimaryKeyConstraint("block", "process_key", name=op.f("pk_process_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_process_blocks_process_key"), "process_blocks", ["process_key"])
    op.create_table(
        "process_pairs",
        sa.Column("first_key", sa.Text(), nullable=False),
        sa.Column("second_key", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("joined_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("kept_apart_at", UtcMoment(timezone=True), nullable=True),
        _belongs_to_an_opportunity("process_pairs", "first_key"),
        _belongs_to_an_opportunity("process_pairs", "second_key"),
        sa.PrimaryKeyConstraint("first_key", "second_key", name=op.f("pk_process_pairs")),
    )
    op.create_index(op.f("ix_process_pairs_second_key"), "process_pairs", ["second_key"])
    op.create_table(
        "process_groups",
        sa.Column("process_key", sa.Text(), nullable=False),
        sa.Column("shown_key", sa.Text(), nullable=False),
        _belongs_to_an_opportunity("process_groups", "process_key"),
        sa.PrimaryKeyConstraint("process_key", name=op.f("pk_process_groups")),
    )
    op.create_index(op.f("ix_process_groups_shown_key"), "process_groups", ["shown_key"])


def downgrade() -> None:
    for table in ("process_groups", "process_pairs", "process_blocks", "process_particulars"):
        op.drop_table(table)


def _belongs_to_an_opportunity(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        ["opportunities.process_key"],
        name=op.f(f"fk_{table}_{column}"),
        ondelete="CASCADE",
    )
