"""People who sign in for buyers, what buyers post here, and whom they invite."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import Pounds, UtcMoment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _officers()
    _who_is_signed_in()
    _entries()
    op.create_table(
        "entry_invitations",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("supplier_id", sa.String(length=36), nullable=False),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_entry_invitations_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("fk_entry_invitations_supplier_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["officers.id"],
            name=op.f("fk_entry_invitations_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("entry_id", "supplier_id", name=op.f("pk_entry_invitations")),
    )
    with op.batch_alter_table("entry_invitations", schema=None) as batch_op:
        for column in ("supplier_id", "by_id"):
            batch_op.create_index(batch_op.f(f"ix_entry_invitations_{column}"), [column])


def downgrade() -> None:
    for table in (
        *("entry_invitations", "entry_authors", "entries"),
        *("officer_sessions", "sign_in_links", "buyer_domains", "officers"),
    ):
        op.drop_table(table)


def _officers() -> None:
    op.create_table(
        "officers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=True),
        sa.Column("since", UtcMoment(timezone=True), nullable=False),
        sa.Column("signed_in_at", UtcMoment(timezone=True), nullable=True),
        sa.Column("ended_at", UtcMoment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(buyer IS NOT NULL) = (role IN ('officer', 'buyer_admin'))",
            name=op.f("ck_officers_role_fits_buyer"),
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["people.id"], name=op.f("fk_officers_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
        sa.UniqueConstraint("email", name=op.f("uq_officers_email")),
    )
    op.create_index(op.f("ix_officers_buyer"), "officers", ["buyer"])
    op.create_table(
        "buyer_domains",
        sa.Column("domain", sa.String(length=255), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_buyer_domains")),
    )


def _who_is_signed_in() -> None:
    for table, first, moments in (
        ("sign_in_links", "made_at", ("used_at",)),
        ("officer_sessions", "begun_at", ("ended_at",)),
    ):
        seen = () if table == "sign_in_links" else ("seen_at",)
        op.create_table(
            table,
            sa.Column("token_hash", sa.String(length=64), nullable=False),
            sa.Column("officer_id", sa.String(length=36), nullable=False),
            *(sa.Column(name, UtcMoment(timezone=True), nullable=False) for name in (first, *seen)),
            *(sa.Column(name, UtcMoment(timezone=True), nullable=True) for name in moments),
            sa.ForeignKeyConstraint(
                ["officer_id"],
                ["officers.id"],
                name=op.f(f"fk_{table}_officer_id"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("token_hash", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_officer_id"), table, ["officer_id"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("changed_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("door", sa.String(length=12), nullable=True),
        sa.Column("category", sa.String(length=12), nullable=True),
        sa.Column("value_amount", Pounds(), nullable=True),
        sa.Column("value_vat", sa.String(length=8), nullable=False),
        sa.Column("value_basis", sa.String(length=8), nullable=False),
        sa.Column("cpv", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("phases", sa.JSON(), nullable=False),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("deadline", UtcMoment(timezone=True), nullable=True),
        sa.Column("reserved_area", sa.String(length=12), nullable=True),
        sa.Column("reserved_place", sa.Text(), nullable=True),
        sa.Column("reserved_at", UtcMoment(timezone=True), nullable=True),
        sa.Column("barriers_at", UtcMoment(timezone=True), nullable=True),
        sa.Column("barriers", sa.JSON(), nullable=False),
        sa.Column("notice_number", sa.String(length=20), nullable=True),
        sa.Column("posted_at", UtcMoment(timezone=True), nullable=True),
        sa.Column("withdrawn_at", UtcMoment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_buyer"), "entries", ["buyer"])
    op.create_table(
        "entry_authors",
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("officer_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_entry_authors_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["officers.id"],
            name=op.f("fk_entry_authors_officer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_authors")),
    )
    op.create_index(op.f("ix_entry_authors_officer_id"), "entry_authors", ["officer_id"])
