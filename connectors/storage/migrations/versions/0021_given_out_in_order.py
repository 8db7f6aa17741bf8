"""Opportunities of a source are given out in order without sorting them all."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None

NAME = "ix_opportunities_said"


def upgrade() -> None:
    op.create_index(NAME, "opportunities", ["source_name", "source_as_of", "id"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="opportunities")
