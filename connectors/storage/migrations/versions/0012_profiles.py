"""What firms say of themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("supplier_id", sa.String(length=36), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("changed_at", UtcMoment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(conversation_id IS NULL) <> (supplier_id IS NULL)",
            name=op.f("ck_profiles_profile_of_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_profiles_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("fk_profiles_supplier_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_profiles_conversation_id")),
        sa.UniqueConstraint("supplier_id", name=op.f("uq_profiles_supplier_id")),
    )


def downgrade() -> None:
    op.drop_table("profiles")
