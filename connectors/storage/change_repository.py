"""Changes of opportunities in the database; a unique key makes noting them idempotent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from bot.domain.change import Change, ChangeKind
from bot.domain.conversation import ConversationId
from bot.domain.opportunity import OpportunityId
from connectors.storage.tables import changes, shown


class SqlChanges:
    """The ChangeRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, noticed: Iterable[Change], at: datetime) -> None:
        rows = [
            {
                "opportunity_id": one.opportunity_id,
                "kind": one.kind.value,
                "at": one.at,
                "before": one.before,
                "after": one.after,
                "noted_at": at,
            }
            for one in noticed
            if not self._is_held(one)
        ]
        if rows:
            self._connection.execute(insert(changes), rows)

    def of(self, opportunity_id: OpportunityId) -> list[Change]:
        c = changes.c
        query = select(changes).where(c.opportunity_id == opportunity_id).order_by(c.at, c.id)
        return [_change_of(row) for row in self._connection.execute(query)]

    def noted_after(self, number: int) -> dict[int, Change]:
        later = select(changes).where(changes.c.id > number).order_by(changes.c.id)
        return {row.id: _change_of(row) for row in self._connection.execute(later)}

    def to_tell(self, conversation_id: ConversationId) -> list[Change]:
        c = changes.c
        was_shown = select(shown.c.id).where(
            shown.c.conversation_id == conversation_id,
            shown.c.opportunity_id == c.opportunity_id,
            shown.c.at <= c.noted_at,
        )
        query = select(changes).where(was_shown.exists()).order_by(c.at, c.id)
        return [_change_of(row) for row in self._connection.execute(query)]

    def _is_held(self, one: Change) -> bool:
        c = changes.c
        held = select(c.id).where(
            c.opportunity_id == one.opportunity_id, c.kind == one.kind.value, c.at == one.at
        )
        return self._connection.execute(held).first() is not None


def _change_of(row: Row[Any]) -> Change:
    return Change(
        OpportunityId(row.opportunity_id), ChangeKind(row.kind), row.at, row.before, row.after
    )
