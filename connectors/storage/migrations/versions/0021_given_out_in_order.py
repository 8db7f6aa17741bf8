"""Those of a source are given out in order; samples are found without misleading a planner."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None

SAID, SAMPLES = "ix_opportunities_said", "ix_opportunities_is_sample"
OF_A_SOURCE = ["source_name", "visibility", "is_sample", "source_as_of", "id", "deadline"]


def upgrade() -> None:
    op.create_index(SAID, "opportunities", OF_A_SOURCE)
    op.drop_index(SAMPLES, table_name="opportunities")
    only = sa.column("is_sample", sa.Boolean).is_(True)
    op.create_index(
        SAMPLES, "opportunities", ["is_sample"], sqlite_where=only, postgresql_where=only
    )


def downgrade() -> None:
    op.drop_index(SAMPLES, table_name="opportunities")
    op.create_index(SAMPLES, "opportunities", ["is_sample"])
    op.drop_index(SAID, table_name="opportunities")
