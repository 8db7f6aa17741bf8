"""Changes of what was posted, and how an invited firm learnt of its invitation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entry_amendments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_entry_amendments_entry_id_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["officers.id"],
            name=op.f("fk_entry_amendments_by_id_officers"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_amendments")),
    )
    for column in ("entry_id", "by_id"):
        op.create_index(op.f(f"ix_entry_amendments_{column}"), "entry_amendments", [column])
    with op.batch_alter_table("entry_invitations") as table:
        table.add_column(sa.Column("told", sa.String(length=20), nullable=False, server_default=""))
        table.add_column(sa.Column("seen_at", UtcMoment(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("entry_invitations") as table:
        table.drop_column("seen_at")
        table.drop_column("told")
    op.drop_table("entry_amendments")
