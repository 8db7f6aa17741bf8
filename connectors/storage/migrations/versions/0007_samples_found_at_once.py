"""Whether there are samples is seen without a look at every opportunity."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_opportunities_is_sample"), "opportunities", ["is_sample"])


def downgrade() -> None:
    op.drop_index(op.f("ix_opportunities_is_sample"), table_name="opportunities")
