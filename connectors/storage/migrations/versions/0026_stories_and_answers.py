"""Whose yes a story has, what was said after a win, and what a register says of firms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0026"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("stories") as batch:
        batch.add_column(sa.Column("agreed_by", sa.String(length=36), nullable=True))
        batch.create_index(batch.f("ix_stories_agreed_by"), ["agreed_by"])
        batch.create_foreign_key(
            batch.f("fk_stories_agreed_by"),
            "people",
            ["agreed_by"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("follow_ups") as batch:
        batch.add_column(sa.Column("words", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("who", sa.String(length=120), server_default="", nullable=False))
    op.create_table(
        "company_checks",
        sa.Column("supplier_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("called", sa.Text(), nullable=False),
        sa.Column("finding", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("asked_at", UtcMoment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("fk_company_checks_supplier_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("supplier_id", name=op.f("pk_company_checks")),
    )


def downgrade() -> None:
    op.drop_table("company_checks")
    with op.batch_alter_table("follow_ups") as batch:
        batch.drop_column("who")
        batch.drop_column("words")
    with op.batch_alter_table("stories") as batch:
        batch.drop_constraint(batch.f("fk_stories_agreed_by"), type_="foreignkey")
        batch.drop_index(batch.f("ix_stories_agreed_by"))
        batch.drop_column("agreed_by")
