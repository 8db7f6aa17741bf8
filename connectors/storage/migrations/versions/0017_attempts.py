"""Attempts at sending, each stored before it is made; and which texts that came were answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("notification_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begun_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("ended_at", UtcMoment(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(length=120), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("again_at", UtcMoment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name=op.f("fk_attempts_notification_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notification_id", "number", name=op.f("pk_attempts")),
        sa.UniqueConstraint("provider_id", name=op.f("uq_attempts_provider_id")),
    )
    with op.batch_alter_table("inbound_texts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered_at", UtcMoment(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_inbound_texts_answered_at"), ["answered_at"])
    # What came before was answered then, or is not to be answered now.
    op.execute("UPDATE inbound_texts SET answered_at = at")


def downgrade() -> None:
    with op.batch_alter_table("inbound_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_texts_answered_at"))
        batch_op.drop_column("answered_at")
    op.drop_table("attempts")
