"""Wins that firms told, in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, select

from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import Win, WinId
from connectors.storage.reaching_repository import insert_new
from connectors.storage.win_tables import wins


class SqlWins:
    """The WinRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, win: Win) -> bool:
        new = insert_new(self._connection, wins).values(
            id=win.id,
            supplier_id=win.supplier,
            person_id=win.person,
            firm=win.firm,
            buyer=win.buyer,
            title=win.title,
            opportunity_id=win.opportunity,
            won_at=win.won_at,
        )
        return bool(self._connection.execute(new).rowcount)

    def get(self, win_id: WinId) -> Win | None:
        row = self._connection.execute(select(wins).where(wins.c.id == win_id)).first()
        return _win_of(row) if row else None

    def of_supplier(self, supplier: SupplierId) -> list[Win]:
        c = wins.c
        query = select(wins).where(c.supplier_id == supplier).order_by(c.won_at, c.id)
        return [_win_of(row) for row in self._connection.execute(query)]

    def page(self, after: WinId | None, limit: int) -> list[Win]:
        query = select(wins).where(wins.c.id > (after or "")).order_by(wins.c.id).limit(limit)
        return [_win_of(row) for row in self._connection.execute(query)]

    def remove(self, win_id: WinId) -> None:
        self._connection.execute(delete(wins).where(wins.c.id == win_id))


def _win_of(row: Row[Any]) -> Win:
    return Win(
        id=WinId(row.id),
        supplier=SupplierId(row.supplier_id),
        person=PersonId(row.person_id),
        firm=row.firm,
        buyer=row.buyer,
        title=row.title,
        opportunity=OpportunityId(row.opportunity_id) if row.opportunity_id else None,
        won_at=row.won_at,
    )
