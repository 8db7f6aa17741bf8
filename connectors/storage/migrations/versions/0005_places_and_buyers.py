"""One row for each buyer, however notices name it, and a cache of postcodes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from connectors.storage.columns import UtcMoment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_namings()
    with op.batch_alter_table("buyers") as table:
        table.add_column(sa.Column("district", sa.String(length=4), nullable=True))
        table.drop_constraint(op.f("uq_buyers_name_key"), type_="unique")
        table.drop_column("name_key")
    _make_postcodes()


def downgrade() -> None:
    op.drop_table("postcodes")
    with op.batch_alter_table("buyers") as table:
        table.add_column(sa.Column("name_key", sa.Text(), nullable=True))
        table.drop_column("district")
    # Buyers of one name were allowed in between; their ids keep them apart.
    op.execute("UPDATE buyers SET name_key = lower(name) || ' ' || id")
    with op.batch_alter_table("buyers") as table:
        table.alter_column("name_key", nullable=False)
        table.create_unique_constraint(op.f("uq_buyers_name_key"), ["name_key"])
    with op.batch_alter_table("opportunities") as table:
        table.drop_index(op.f("ix_opportunities_naming_id"))
        table.drop_constraint(op.f("fk_opportunities_naming_id"), type_="foreignkey")
        table.drop_column("naming_id")
    op.drop_table("buyer_keys")
    op.drop_table("buyer_namings")


def _make_namings() -> None:
    op.create_table(
        "buyer_namings",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("buyer_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("buyer_class", sa.String(length=16), nullable=False),
        sa.Column("s17", sa.Boolean(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("district", sa.String(length=4), nullable=True),
        sa.ForeignKeyConstraint(
            ["buyer_id"], ["buyers.id"], name=op.f("fk_buyer_namings_buyer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buyer_namings")),
    )
    op.create_index(op.f("ix_buyer_namings_buyer_id"), "buyer_namings", ["buyer_id"])
    op.create_table(
        "buyer_keys",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("naming_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["naming_id"], ["buyer_namings.id"], name=op.f("fk_buyer_keys_naming_id")
        ),
        sa.PrimaryKeyConstraint("key", "naming_id", name=op.f("pk_buyer_keys")),
    )
    op.create_index(op.f("ix_buyer_keys_naming_id"), "buyer_keys", ["naming_id"])
    # Each buyer held becomes a naming of its own, until its notices are saved anew.
    op.execute(
        "INSERT INTO buyer_namings (id, buyer_id, name, buyer_class, s17, website, identifiers) "
        "SELECT id, id, name, buyer_class, s17, website, identifiers FROM buyers"
    )
    op.execute(
        "INSERT INTO buyer_keys (key, naming_id) SELECT substr('name: ' || name_key, 1, 200), id "
        "FROM buyers"
    )
    with op.batch_alter_table("opportunities") as table:
        table.add_column(sa.Column("naming_id", sa.String(length=64), nullable=True))
    op.execute("UPDATE opportunities SET naming_id = buyer_id")
    with op.batch_alter_table("opportunities") as table:
        table.alter_column("naming_id", nullable=False)
        table.create_foreign_key(
            op.f("fk_opportunities_naming_id"), "buyer_namings", ["naming_id"], ["id"]
        )
        table.create_index(op.f("ix_opportunities_naming_id"), ["naming_id"])


def _make_postcodes() -> None:
    op.create_table(
        "postcodes",
        sa.Column("postcode", sa.String(length=8), nullable=False),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("ward", sa.Text(), nullable=True),
        sa.Column("ward_code", sa.Text(), nullable=True),
        sa.Column("at", UtcMoment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("postcode", name=op.f("pk_postcodes")),
    )
