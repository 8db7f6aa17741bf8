"""What buyers paid for, as totals of their published payments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import Pounds, UtcMoment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spending_records",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("refunds", sa.Integer(), nullable=False),
        sa.Column("refunded", Pounds(), nullable=False),
        sa.Column("redacted", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("payees", sa.Integer(), nullable=True),
        sa.Column("imported_at", UtcMoment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spending_records")),
    )
    op.create_index(op.f("ix_spending_records_buyer"), "spending_records", ["buyer"])
    op.create_table(
        "spending_lines",
        sa.Column("record_key", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("size", sa.String(length=16), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("total", Pounds(), nullable=False),
        sa.Column("payees", sa.Integer(), nullable=True),
        sa.Column("at_most", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_key"],
            ["spending_records.key"],
            name=op.f("fk_spending_lines_record_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "record_key", "category", "place", "size", name=op.f("pk_spending_lines")
        ),
    )


def downgrade() -> None:
    op.drop_table("spending_lines")
    op.drop_index(op.f("ix_spending_records_buyer"), table_name="spending_records")
    op.drop_table("spending_records")
