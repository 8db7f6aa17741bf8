"""Under which law a notice is, a challenge's phases, and what changed in an opportunity."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opportunities") as table:
        table.add_column(sa.Column("law", sa.String(length=20), nullable=True))
        table.add_column(
            sa.Column("special_regimes", sa.JSON(), nullable=False, server_default="[]")
        )
        table.add_column(sa.Column("phases", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("opportunities") as table:
        table.alter_column("special_regimes", server_default=None)
        table.alter_column("phases", server_default=None)
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("noted_at", UtcMoment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunities.id"],
            name=op.f("fk_changes_opportunity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint(
            "opportunity_id", "kind", "at", name=op.f("uq_changes_opportunity_id_kind_at")
        ),
    )


def downgrade() -> None:
    op.drop_table("changes")
    with op.batch_alter_table("opportunities") as table:
        table.drop_column("phases")
        table.drop_column("special_regimes")
        table.drop_column("law")
