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
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_entry_amendments_entry_id_entries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_amendments")),
    )
    op.create_index(op.f("ix_entry_amendments_entry_id"), "entry_amendments", ["entry_id"])
    op.create_table(
        "amendment_authors",
        sa.Column("amendment_id", sa.String(length=36), nullable=False),
        sa.Column("officer_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"],
            ["entry_amendments.id"],
            name=op.f("fk_amendment_authors_amendment_id_entry_amendments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officers.id"],
            name=op.f("fk_amendment_authors_officer_id_officers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("amendment_id", name=op.f("pk_amendment_authors")),
    )
    op.create_index(op.f("ix_amendment_authors_officer_id"), "amendment_authors", ["officer_id"])
    with op.batch_alter_table("entry_invitations") as table:
        table.add_column(sa.Column("told", sa.String(length=20), nullable=False, server_default=""))
        table.add_column(sa.Column("seen_at", UtcMoment(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("entry_invitations") as table:
        table.drop_column("seen_at")
        table.drop_column("told")
    op.drop_table("amendment_authors")
    op.drop_table("entry_amendments")
