"""Firms, and how often each was shown to buyers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import Pounds, UtcMoment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FACTS: tuple[sa.Column[Any], ...] = (
    sa.Column("name", sa.Text(), server_default="", nullable=False),
    sa.Column("text", sa.Text(), server_default="", nullable=False),
    sa.Column("postcode", sa.String(length=8), nullable=True),
    sa.Column("max_value", Pounds(), nullable=True),
    sa.Column("shown_agreed_at", UtcMoment(timezone=True), nullable=True),
    sa.Column("shown_wording", sa.String(length=60), nullable=True),
    sa.Column("text_hash", sa.String(length=64), server_default="", nullable=False),
    sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
)
TOGETHER = "(shown_agreed_at IS NULL) = (shown_wording IS NULL)"
NUMBERS = (
    "UPDATE suppliers SET number = "
    "(SELECT count(*) FROM suppliers AS other WHERE other.id <= suppliers.id)"
)


def upgrade() -> None:
    with op.batch_alter_table("suppliers") as table:
        for column in FACTS:
            table.add_column(column.copy())
        table.create_check_constraint(op.f("ck_suppliers_agreement_has_its_wording"), TOGETHER)
        table.add_column(sa.Column("number", sa.Integer(), nullable=True))
        table.create_index(op.f("ix_suppliers_changed"), ["changed"])
    op.execute(NUMBERS)
    with op.batch_alter_table("suppliers") as table:
        table.alter_column("number", nullable=False)
        table.create_unique_constraint(op.f("uq_suppliers_number"), ["number"])
    _make_rows()
    _make_showings()
    op.create_table(
        "reservations",
        sa.Column("need_id", sa.String(length=36), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("decided_at", UtcMoment(timezone=True), nullable=False),
        sa.Column("recorded_at", UtcMoment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("need_id", name=op.f("pk_reservations")),
    )


def downgrade() -> None:
    op.drop_table("reservations")
    op.drop_table("rotation_keys")
    op.drop_table("supplier_turns")
    op.drop_table("showings")
    op.drop_table("supplier_rows")
    with op.batch_alter_table("suppliers") as table:
        table.drop_index(op.f("ix_suppliers_changed"))
        table.drop_constraint(op.f("uq_suppliers_number"), type_="unique")
        table.drop_column("number")
        table.drop_constraint(op.f("ck_suppliers_agreement_has_its_wording"), type_="check")
        for column in reversed(FACTS):
            table.drop_column(column.name)


def _make_rows() -> None:
    op.create_table(
        "supplier_rows",
        sa.Column("supplier_id", sa.String(length=36), nullable=False),
        sa.Column("made_with", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("trades", sa.LargeBinary(), nullable=False),
        _of_a_supplier("supplier_rows"),
        sa.PrimaryKeyConstraint("supplier_id", "made_with", name=op.f("pk_supplier_rows")),
    )


def _make_showings() -> None:
    op.create_table(
        "showings",
        sa.Column("need_id", sa.String(length=36), nullable=False),
        sa.Column("supplier_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        _of_a_supplier("showings"),
        sa.PrimaryKeyConstraint("need_id", "supplier_id", name=op.f("pk_showings")),
    )
    op.create_index(op.f("ix_showings_supplier_id"), "showings", ["supplier_id"])
    op.create_table(
        "supplier_turns",
        sa.Column("supplier_id", sa.String(length=36), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        _of_a_supplier("supplier_turns"),
        sa.PrimaryKeyConstraint("supplier_id", name=op.f("pk_supplier_turns")),
    )
    op.create_table(
        "rotation_keys",
        sa.Column("of", sa.String(length=20), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("of", name=op.f("pk_rotation_keys")),
    )


def _of_a_supplier(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["supplier_id"],
        ["suppliers.id"],
        name=op.f(f"fk_{table}_supplier_id"),
        ondelete="CASCADE",
    )
