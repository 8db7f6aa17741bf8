"""Conversations and their turns, in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from bot.domain.conversation import (
    Choice,
    ConversationId,
    HeldConversation,
    NewTurn,
    Reply,
    Turn,
)
from connectors.storage.tables import conversations, turns


class SqlConversations:
    """The ConversationRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, conversation_id: ConversationId, token_hash: str, at: datetime) -> None:
        self._connection.execute(
            insert(conversations).values(id=conversation_id, token_hash=token_hash, started_at=at)
        )

    def get(self, conversation_id: ConversationId) -> HeldConversation | None:
        c = conversations.c
        row = self._connection.execute(
            select(c.id, c.token_hash, c.started_at).where(c.id == conversation_id)
        ).first()
        return (
            HeldConversation(ConversationId(row.id), row.token_hash, row.started_at)
            if row
            else None
        )

    def begin_turn(self, turn: NewTurn, *, abandon_before: datetime) -> bool:
        c = conversations.c
        taken = self._connection.execute(
            update(conversations)
            .where(c.id == turn.conversation_id)
            .where(or_(c.turn_id.is_(None), c.turn_began_at < abandon_before))
            .values(turn_id=turn.id, turn_began_at=turn.at)
        )
        if not taken.rowcount:
            return False
        # Its twin may have finished since the caller looked; asked again, it is found.
        if turn.client_id and self.turn_of_client_id(turn.conversation_id, turn.client_id):
            self._let_go(turn.id)
            return False
        self._drop_unfinished(turn.conversation_id)
        self._connection.execute(insert(turns).values(**asdict(turn)))
        return True

    def finish_turn(self, turn_id: str, replies: Sequence[Reply], at: datetime) -> None:
        stored = [asdict(reply) for reply in replies]
        self._connection.execute(update(turns).where(turns.c.id == turn_id).values(replies=stored))
        self._let_go(turn_id)

    def fail_turn(self, turn_id: str) -> None:
        self._connection.execute(delete(turns).where(turns.c.id == turn_id))
        self._let_go(turn_id)

    def turn_of_client_id(self, conversation_id: ConversationId, client_id: str) -> Turn | None:
        row = self._connection.execute(
            select(turns)
            .where(turns.c.conversation_id == conversation_id, turns.c.client_id == client_id)
            .where(turns.c.replies.is_not(None))
        ).first()
        return _turn_of(row) if row else None

    def turns(self, conversation_id: ConversationId) -> list[Turn]:
        query = (
            select(turns)
            .where(turns.c.conversation_id == conversation_id, turns.c.replies.is_not(None))
            .order_by(turns.c.number)
        )
        return [_turn_of(row) for row in self._connection.execute(query)]

    def forget(self, conversation_id: ConversationId) -> None:
        self._connection.execute(delete(conversations).where(conversations.c.id == conversation_id))

    def _drop_unfinished(self, conversation_id: ConversationId) -> None:
        """A turn that its process did not live to finish must not keep its client id."""
        self._connection.execute(
            delete(turns).where(
                turns.c.conversation_id == conversation_id, turns.c.replies.is_(None)
            )
        )

    def _let_go(self, turn_id: str) -> None:
        self._connection.execute(
            update(conversations)
            .where(conversations.c.turn_id == turn_id)
            .values(turn_id=None, turn_began_at=None)
        )


def _turn_of(row: Row[Any]) -> Turn:
    return Turn(row.id, row.text, row.at, row.client_id, tuple(_reply_of(r) for r in row.replies))


def _reply_of(stored: Mapping[str, Any]) -> Reply:
    return Reply(
        stored["text"],
        tuple(stored["cards"]),
        tuple(Choice(**choice) for choice in stored["choices"]),
        is_whole=stored.get("is_whole", False),
    )
