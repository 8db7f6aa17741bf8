"""Buyers' contacts with what they agreed to, weekly digests, and what was told to whom."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0019"
down_revision = "0023"
branch_labels = None
depends_on = None

_SOMEBODY = "ck_notifications_notification_of_somebody"
_WERE = "conversation_id IS NOT NULL OR supplier_id IS NOT NULL OR person_id IS NOT NULL"


def upgrade() -> None:
    _make_contacts()
    _make_digests()
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.add_column(_text("contact_id", 36, nullable=True))
        batch_op.create_index(batch_op.f("ix_notifications_contact_id"), ["contact_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_notifications_contact_id"),
            "buyer_contacts",
            ["contact_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.drop_constraint(batch_op.f(_SOMEBODY), type_="check")
        batch_op.create_check_constraint(
            batch_op.f(_SOMEBODY), f"{_WERE} OR contact_id IS NOT NULL"
        )


def downgrade() -> None:
    of_contacts_alone = sa.table("notifications", sa.column("contact_id"))
    op.execute(of_contacts_alone.delete().where(sa.column("contact_id").is_not(None)))
    with op.batch_alter_table("notifications", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(_SOMEBODY), type_="check")
        batch_op.create_check_constraint(batch_op.f(_SOMEBODY), _WERE)
        batch_op.drop_constraint(batch_op.f("fk_notifications_contact_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_notifications_contact_id"))
        batch_op.drop_column("contact_id")
    for name in ("digest_items", "digests", "digest_runs", "buyer_contacts"):
        op.drop_table(name)


def _make_contacts() -> None:
    op.create_table(
        "buyer_contacts",
        _text("id", 36),
        sa.Column("buyer_key", sa.Text(), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        _text("address", 320),
        sa.Column("agreed_by", sa.Text(), nullable=False),
        _moment("agreed_at"),
        sa.Column("wording", sa.Text(), nullable=False),
        _text("version", 60),
        sa.Column("enrolled_by", sa.Text(), nullable=False),
        _moment("enrolled_at"),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        _text("frequency", 12),
        sa.Column("answers_within", sa.Integer(), nullable=False),
        _moment("confirmed_at", nullable=True),
        _text("ended", 16, nullable=True),
        _moment("ended_at", nullable=True),
        sa.CheckConstraint(
            "(ended IS NULL) = (ended_at IS NULL)", name=op.f("ck_buyer_contacts_ended_whole")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buyer_contacts")),
        sa.UniqueConstraint(
            "buyer_key", "address", name=op.f("uq_buyer_contacts_buyer_key_address")
        ),
    )
    for column in ("address", "ended_at"):
        op.create_index(op.f(f"ix_buyer_contacts_{column}"), "buyer_contacts", [column])


def _make_digests() -> None:
    op.create_table(
        "digest_runs",
        sa.Column("monday", sa.Date(), nullable=False),
        _moment("begun_at"),
        _moment("finished_at", nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("monday", name=op.f("pk_digest_runs")),
    )
    op.create_table(
        "digests",
        _text("id", 36),
        sa.Column("monday", sa.Date(), nullable=False),
        _text("contact_id", 36),
        _moment("first"),
        _moment("end"),
        _moment("made_at"),
        _text("message", 120),
        _hangs("digests", "contact_id", "buyer_contacts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("monday", "contact_id", name=op.f("uq_digests_monday_contact_id")),
    )
    op.create_table(
        "digest_items",
        _text("contact_id", 36),
        _text("told", 16),
        _text("about", 80),
        _text("digest_id", 36),
        _text("supplier_id", 36, nullable=True),
        _hangs("digest_items", "contact_id", "buyer_contacts"),
        _hangs("digest_items", "digest_id", "digests"),
        _hangs("digest_items", "supplier_id", "suppliers"),
        sa.PrimaryKeyConstraint("contact_id", "told", "about", name=op.f("pk_digest_items")),
    )
    op.create_index(op.f("ix_digests_contact_id"), "digests", ["contact_id"])
    for column in ("digest_id", "supplier_id"):
        op.create_index(op.f(f"ix_digest_items_{column}"), "digest_items", [column])


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcMoment(timezone=True), nullable=nullable)


def _hangs(table: str, column: str, on: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{on}.id"], name=name, ondelete="CASCADE")
