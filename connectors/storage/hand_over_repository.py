"""Conversations handed over, in the database: what was passed on is kept as it then stood."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from bot.domain.conversation import ConversationId
from bot.domain.hand_over import HandOver, HandOverId, HandOverState, Line
from connectors.storage.interview_tables import hand_overs


class SqlHandOvers:
    """The HandOverRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, hand_over: HandOver) -> None:
        if self.get(hand_over.id):
            return
        lines = [
            {"at": one.at.isoformat(), "said": one.said, "answered": one.answered}
            for one in hand_over.transcript
        ]
        self._connection.execute(
            insert(hand_overs).values(
                id=hand_over.id,
                conversation_id=hand_over.conversation,
                at=hand_over.at,
                about=hand_over.about,
                contact=hand_over.contact,
                transcript=lines,
                state=hand_over.state.value,
                changed_at=hand_over.changed_at,
            )
        )

    def get(self, hand_over_id: HandOverId) -> HandOver | None:
        return next(iter(self._those(hand_overs.c.id == hand_over_id)), None)

    def of(self, conversation_id: ConversationId) -> list[HandOver]:
        return self._those(hand_overs.c.conversation_id == conversation_id)

    def in_state(self, states: Collection[HandOverState]) -> list[HandOver]:
        return self._those(hand_overs.c.state.in_([state.value for state in states]))

    def move(self, hand_over_id: HandOverId, state: HandOverState, at: datetime) -> bool:
        moved = self._connection.execute(
            update(hand_overs)
            .where(hand_overs.c.id == hand_over_id)
            .values(state=state.value, changed_at=at)
        )
        return bool(moved.rowcount)

    def _those(self, which: ColumnElement[bool]) -> list[HandOver]:
        query = select(hand_overs).where(which).order_by(hand_overs.c.at, hand_overs.c.id)
        return [_hand_over_of(row) for row in self._connection.execute(query)]


def _hand_over_of(row: Row[Any]) -> HandOver:
    return HandOver(
        HandOverId(row.id),
        ConversationId(row.conversation_id),
        row.at,
        row.about,
        row.contact,
        tuple(
            Line(datetime.fromisoformat(one["at"]), one["said"], one["answered"])
            for one in row.transcript
        ),
        HandOverState(row.state),
        row.changed_at,
    )
