"""Erasures that were asked for, and receipts of those that were done, in the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from bot.domain.errors import InvalidInputError
from bot.domain.held import AskedErasure, Erasure, Holder, ListedErasure, Whose
from connectors.storage.erasure_tables import erasure_requests, erasures


class SqlErasures:
    """The ErasureRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, holder: Holder, number: str, at: datetime) -> None:
        if holder.whose is not Whose.CONVERSATION:
            raise InvalidInputError("holder")
        which = erasure_requests.c.conversation_id == holder.id
        self._connection.execute(delete(erasure_requests).where(which))
        self._connection.execute(
            insert(erasure_requests).values(conversation_id=holder.id, number=number, at=at)
        )

    def asked(self) -> list[AskedErasure]:
        query = select(erasure_requests).order_by(erasure_requests.c.at)
        return [_asked_of(row) for row in self._connection.execute(query)]

    def asked_of(self, holder: Holder) -> AskedErasure | None:
        if holder.whose is not Whose.CONVERSATION:
            return None
        which = erasure_requests.c.conversation_id == holder.id
        row = self._connection.execute(select(erasure_requests).where(which)).first()
        return _asked_of(row) if row else None

    def note(self, erasure: Erasure) -> None:
        if self.get(erasure.number):
            return
        self._connection.execute(
            insert(erasures).values(
                number=erasure.number,
                at=erasure.at,
                removed=dict(erasure.removed),
                buyers=list(erasure.buyers),
                pseudonym=erasure.pseudonym,
                hashes=list(erasure.hashes),
            )
        )

    def get(self, number: str) -> Erasure | None:
        row = self._connection.execute(select(erasures).where(erasures.c.number == number)).first()
        return _erasure_of(row) if row else None

    def listed(self) -> list[ListedErasure]:
        c = erasures.c
        rows = self._connection.execute(select(c.number, c.at, c.hashes).order_by(c.at, c.number))
        return [ListedErasure(row.number, row.at, tuple(row.hashes)) for row in rows]

    def count_before(self, moment: datetime) -> int:
        query = select(func.count()).select_from(erasures).where(erasures.c.at <= moment)
        return self._connection.scalar(query) or 0

    def drop_before(self, moment: datetime) -> int:
        gone = self._connection.execute(delete(erasures).where(erasures.c.at <= moment))
        return gone.rowcount


def _asked_of(row: Row[Any]) -> AskedErasure:
    return AskedErasure(Holder(Whose.CONVERSATION, row.conversation_id), row.number, row.at)


def _erasure_of(row: Row[Any]) -> Erasure:
    return Erasure(
        row.number, row.at, row.removed, tuple(row.buyers), row.pseudonym, tuple(row.hashes)
    )
