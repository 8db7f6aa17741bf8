"""Mailboxes that mails came back from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0025"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_troubles",
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("stopped_at", UtcMoment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("address_hash", "about", name=op.f("pk_mail_troubles")),
    )


def downgrade() -> None:
    op.drop_table("mail_troubles")
