"""What firms say of themselves, in the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.profile_facts import FirmProfile
from bot.domain.supplier import SupplierId
from connectors.storage.profile_rows import profile_of, row_of
from connectors.storage.profile_tables import profiles
from connectors.storage.tables import conversations


class SqlProfiles:
    """The ProfileRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def owner_of(self, conversation: ConversationId) -> Owner:
        c = conversations.c
        supplier = self._connection.scalar(select(c.supplier_id).where(c.id == conversation))
        return Owner(supplier=SupplierId(supplier)) if supplier else Owner(conversation)

    def of(self, owner: Owner) -> FirmProfile:
        row = self._row(owner)
        return profile_of(row.facts) if row else FirmProfile()

    def of_suppliers(
        self, after: SupplierId | None, limit: int
    ) -> list[tuple[SupplierId, FirmProfile]]:
        c = profiles.c
        query = select(c.supplier_id, c.facts).where(c.supplier_id > (after or ""))
        rows = self._connection.execute(query.order_by(c.supplier_id).limit(limit))
        return [(SupplierId(row.supplier_id), profile_of(row.facts)) for row in rows]

    def before(self, owner: Owner) -> FirmProfile | None:
        row = self._row(owner)
        return profile_of(row.before) if row and row.before is not None else None

    def save(
        self, owner: Owner, profile: FirmProfile, before: FirmProfile | None, at: datetime
    ) -> None:
        values = {
            "facts": row_of(profile),
            "before": None if before is None else row_of(before),
            "changed_at": at,
        }
        stored = self._connection.execute(update(profiles).where(_is_of(owner)).values(**values))
        if not stored.rowcount:
            whose = {"conversation_id": owner.conversation, "supplier_id": owner.supplier}
            self._connection.execute(insert(profiles).values(**whose, **values))

    def remove(self, owner: Owner) -> None:
        self._connection.execute(delete(profiles).where(_is_of(owner)))

    def _row(self, owner: Owner) -> Row[Any] | None:
        return self._connection.execute(select(profiles).where(_is_of(owner))).first()


def _is_of(owner: Owner) -> ColumnElement[bool]:
    c = profiles.c
    return and_(
        c.conversation_id.is_(None)
        if owner.conversation is None
        else c.conversation_id == owner.conversation,
        c.supplier_id.is_(None) if owner.supplier is None else c.supplier_id == owner.supplier,
    )
