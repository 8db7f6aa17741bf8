"""People and what they proved, messages to them and from them, and whom nothing may be sent to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SOMEBODYS = "conversation_id IS NOT NULL OR supplier_id IS NOT NULL"
TOGETHER = "(evidence_kind IS NULL) = (evidence_id IS NULL)"
MADE = (
    "people",
    "contact_points",
    "memberships",
    "belongings",
    "proofs",
    "codes_sent",
    "invitations",
    "firm_pairs",
    "notifications",
    "suppressions",
    "inbound_texts",
    "text_threads",
    "outbox",
)


def upgrade() -> None:
    _make_people()
    _make_proofs()
    _make_firms()
    _make_notifications()
    _make_texts()
    with op.batch_alter_table("consents") as table:
        table.alter_column("purpose", existing_type=sa.String(12), type_=sa.String(40))
        table.add_column(_text("person_id", 36, nullable=True))
        table.add_column(_text("means", 8, nullable=True))
        table.add_column(_text("evidence_kind", 20, nullable=True))
        table.add_column(_text("evidence_id", 64, nullable=True))
        table.drop_constraint(op.f("ck_consents_consent_of_somebody"), type_="check")
        table.create_check_constraint(
            op.f("ck_consents_consent_of_somebody"), f"{SOMEBODYS} OR person_id IS NOT NULL"
        )
        table.create_check_constraint(op.f("ck_consents_evidence_has_its_kind"), TOGETHER)
        table.create_index(op.f("ix_consents_person_id"), ["person_id"])
        table.create_foreign_key(
            op.f("fk_consents_person_id"), "people", ["person_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    op.execute("DELETE FROM consents WHERE person_id IS NOT NULL OR length(purpose) > 12")
    with op.batch_alter_table("consents") as table:
        table.drop_constraint(op.f("fk_consents_person_id"), type_="foreignkey")
        table.drop_index(op.f("ix_consents_person_id"))
        table.drop_constraint(op.f("ck_consents_evidence_has_its_kind"), type_="check")
        table.drop_constraint(op.f("ck_consents_consent_of_somebody"), type_="check")
        table.create_check_constraint(op.f("ck_consents_consent_of_somebody"), SOMEBODYS)
        for column in ("evidence_id", "evidence_kind", "means", "person_id"):
            table.drop_column(column)
        table.alter_column("purpose", existing_type=sa.String(40), type_=sa.String(12))
    for name in reversed(MADE):
        op.drop_table(name)


def _make_people() -> None:
    _make("people", _text("id", 36), _moment("since"), key=("id",))
    _make(
        "contact_points",
        *_numbered(),
        _text("means", 8),
        _text("address", 320),
        _text("person_id", 36),
        _moment("proved_at"),
        _hangs("contact_points", "person_id", "people"),
        _unique("contact_points", "means", "address"),
        indexes=("person_id",),
    )
    _make(
        "memberships",
        *_numbered(),
        _text("person_id", 36),
        _text("supplier_id", 36),
        _text("how", 12),
        _moment("at"),
        _hangs("memberships", "person_id", "people"),
        _hangs("memberships", "supplier_id", "suppliers"),
        _unique("memberships", "person_id", "supplier_id"),
        indexes=("supplier_id",),
    )
    _make(
        "belongings",
        _text("conversation_id", 36),
        _text("person_id", 36),
        _text("supplier_id", 36, nullable=True),
        _moment("at"),
        _hangs("belongings", "conversation_id", "conversations"),
        _hangs("belongings", "person_id", "people"),
        _hangs("belongings", "supplier_id", "suppliers", "SET NULL"),
        key=("conversation_id",),
        indexes=("person_id", "supplier_id"),
    )


def _make_proofs() -> None:
    _make(
        "proofs",
        _text("id", 36),
        _text("conversation_id", 36),
        _text("means", 8),
        _text("address", 320),
        _text("code_hash", 64),
        _moment("made_at"),
        sa.Column("tries", sa.Integer(), nullable=False),
        _moment("proved_at", nullable=True),
        _hangs("proofs", "conversation_id", "conversations"),
        _unique("proofs", "id"),
        key=("conversation_id",),
        indexes=("address",),
    )
    _make(
        "codes_sent",
        *_numbered(),
        _text("address_hash", 64),
        _text("conversation_hash", 64),
        _moment("at"),
        indexes=("address_hash", "conversation_hash", "at"),
    )


def _make_firms() -> None:
    _make(
        "invitations",
        _text("code_hash", 64),
        _text("supplier_id", 36),
        _text("person_id", 36),
        _moment("made_at"),
        _hangs("invitations", "supplier_id", "suppliers"),
        _hangs("invitations", "person_id", "people"),
        key=("code_hash",),
        indexes=("supplier_id", "person_id"),
    )
    _make(
        "firm_pairs",
        _text("kept_id", 36),
        _text("other_id", 36),
        sa.Column("grounds", sa.JSON(), nullable=False),
        _text("state", 12),
        _moment("at"),
        _text("by_person_id", 36, nullable=True),
        _hangs("firm_pairs", "kept_id", "suppliers"),
        _hangs("firm_pairs", "other_id", "suppliers"),
        _hangs("firm_pairs", "by_person_id", "people", "SET NULL"),
        key=("kept_id", "other_id"),
        indexes=("other_id", "by_person_id"),
    )


def _make_notifications() -> None:
    _make(
        "notifications",
        _text("id", 36),
        _text("key", 120),
        _text("means", 8),
        _text("address", 320),
        _text("about", 20),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _text("state", 20),
        _text("provider_id", 120, nullable=True),
        _text("conversation_id", 36, nullable=True),
        _text("supplier_id", 36, nullable=True),
        _text("person_id", 36, nullable=True),
        _moment("created_at"),
        _moment("changed_at", nullable=True),
        sa.CheckConstraint(
            f"{SOMEBODYS} OR person_id IS NOT NULL",
            name=op.f("ck_notifications_notification_of_somebody"),
        ),
        _hangs("notifications", "conversation_id", "conversations"),
        _hangs("notifications", "supplier_id", "suppliers"),
        _hangs("notifications", "person_id", "people"),
        _unique("notifications", "key"),
        key=("id",),
        indexes=("conversation_id", "supplier_id", "person_id"),
    )
    _make(
        "suppressions",
        _text("means", 8),
        _text("address_hash", 64),
        _moment("at"),
        key=("means", "address_hash"),
    )


def _make_texts() -> None:
    _make(
        "inbound_texts",
        *_numbered(),
        _text("id", 64),
        _text("sender", 16),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("at"),
        _unique("inbound_texts", "id"),
        indexes=("sender",),
    )
    _make(
        "text_threads",
        _text("sender", 16),
        _text("conversation_id", 36),
        _hangs("text_threads", "conversation_id", "conversations"),
        _unique("text_threads", "conversation_id"),
        key=("sender",),
    )
    _make(
        "outbox",
        *_numbered(),
        _text("key", 120),
        _text("means", 8),
        _text("address", 320),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _moment("at"),
        _unique("outbox", "key"),
        indexes=("address",),
    )


def _make(
    table: str,
    *items: sa.schema.SchemaItem,
    key: tuple[str, ...] = ("number",),
    indexes: tuple[str, ...] = (),
) -> None:
    op.create_table(table, *items, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")))
    for column in indexes:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _numbered() -> tuple[sa.Column[int]]:
    return (sa.Column("number", sa.Integer(), nullable=False),)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, UtcMoment(timezone=True), nullable=nullable)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _hangs(table: str, column: str, on: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{on}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )
