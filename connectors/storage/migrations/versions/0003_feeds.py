"""How far each feed of notices has been read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("feed", sa.String(length=40), nullable=False),
        sa.Column("reached", UtcMoment(timezone=True), nullable=False),
        sa.Column("window_start", UtcMoment(timezone=True), nullable=True),
        sa.Column("window_end", UtcMoment(timezone=True), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feeds")),
    )


def downgrade() -> None:
    op.drop_table("feeds")
