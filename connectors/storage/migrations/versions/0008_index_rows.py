"""What an opportunity's text comes to is kept, ready to be searched, and what changed is known.

The vectors held before are of another form: they are made anew by the job that made them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("vectors")
    op.create_table(
        "vectors",
        sa.Column("opportunity_id", sa.String(length=36), nullable=False),
        sa.Column("made_with", sa.String(length=64), nullable=False),
        sa.Column("vocabulary", sa.String(length=16), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("over_from", UtcMoment(timezone=True), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        _of_an_opportunity(),
        sa.PrimaryKeyConstraint("opportunity_id", "made_with", name=op.f("pk_vectors")),
    )
    op.create_table(
        "opportunity_changes",
        sa.Column("opportunity_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_opportunity_changes")),
    )
    op.create_index(op.f("ix_opportunity_changes_revision"), "opportunity_changes", ["revision"])
    op.create_index("ix_opportunities_fresh", "opportunities", ["id", "content_hash", "visibility"])


def downgrade() -> None:
    op.drop_index("ix_opportunities_fresh", table_name="opportunities")
    op.drop_index(op.f("ix_opportunity_changes_revision"), table_name="opportunity_changes")
    op.drop_table("opportunity_changes")
    op.drop_table("vectors")
    op.create_table(
        "vectors",
        sa.Column("opportunity_id", sa.String(length=36), nullable=False),
        sa.Column("encoder", sa.String(length=60), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        _of_an_opportunity(),
        sa.PrimaryKeyConstraint("opportunity_id", "encoder", name=op.f("pk_vectors")),
    )


def _of_an_opportunity() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["opportunity_id"],
        ["opportunities.id"],
        name=op.f("fk_vectors_opportunity_id"),
        ondelete="CASCADE",
    )
