"""Conversations, turns, searches and what was shown, in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from bot.domain.conversation import (
    Choice,
    ConversationId,
    Criteria,
    HeldConversation,
    NewTurn,
    Reply,
    Search,
    Turn,
)
from bot.domain.opportunity import OpportunityId
from bot.domain.place import Place, Point
from connectors.storage.tables import conversations, searches, shown, turns


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


class SqlSearches:
    """The SearchRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, conversation_id: ConversationId) -> Search | None:
        row = self._connection.execute(
            select(searches).where(searches.c.conversation_id == conversation_id)
        ).first()
        if row is None:
            return None
        return Search(
            conversation_id,
            _criteria_of(row.criteria),
            tuple(OpportunityId(one) for one in row.ranked),
            row.shown,
            row.at,
            tuple(OpportunityId(one) for one in row.last_page),
            OpportunityId(row.focus) if row.focus else None,
        )

    def save(self, search: Search) -> None:
        self._know(search)
        self._connection.execute(
            delete(searches).where(searches.c.conversation_id == search.conversation_id)
        )
        self._connection.execute(
            insert(searches).values(
                conversation_id=search.conversation_id,
                criteria=_criteria_row(search.criteria),
                ranked=list(search.ranked),
                shown=search.shown,
                last_page=list(search.last_page),
                focus=search.focus,
                at=search.at,
            )
        )

    def note_shown(
        self, conversation_id: ConversationId, ids: Sequence[OpportunityId], at: datetime
    ) -> None:
        rows = [
            {"conversation_id": conversation_id, "opportunity_id": one, "position": n, "at": at}
            for n, one in enumerate(ids, start=1)
        ]
        if rows:
            self._connection.execute(insert(shown), rows)

    def _know(self, search: Search) -> None:
        """A conversation held with Rasa directly has no row yet; no token opens the one it gets."""
        c = conversations.c
        if not self._connection.scalar(select(c.id).where(c.id == search.conversation_id)):
            self._connection.execute(
                insert(conversations).values(
                    id=search.conversation_id, token_hash="", started_at=search.at
                )
            )


def _turn_of(row: Row[Any]) -> Turn:
    return Turn(row.id, row.text, row.at, row.client_id, tuple(_reply_of(r) for r in row.replies))


def _reply_of(stored: Mapping[str, Any]) -> Reply:
    return Reply(
        stored["text"],
        tuple(stored["cards"]),
        tuple(Choice(**choice) for choice in stored["choices"]),
    )


def _criteria_row(criteria: Criteria) -> dict[str, Any]:
    row = asdict(criteria)
    for limit in ("min_value", "max_value"):
        row[limit] = None if row[limit] is None else str(row[limit])
    for side in ("closes_after", "closes_before"):
        moment = getattr(criteria, side)
        row[side] = moment.isoformat() if moment else None
    return row


def _criteria_of(row: Mapping[str, Any]) -> Criteria:
    return Criteria(
        words=row["words"],
        trades=tuple(row["trades"]),
        place=_place_of(row["place"]) if row["place"] else None,
        min_value=None if row["min_value"] is None else Decimal(row["min_value"]),
        max_value=None if row["max_value"] is None else Decimal(row["max_value"]),
        buyer=row["buyer"],
        within_miles=row["within_miles"],
        closes_after=_moment(row["closes_after"]),
        closes_before=_moment(row.get("closes_before")),
        # Searches stored before it was asked for have no such key.
        coming_up=row.get("coming_up", False),
    )


def _place_of(row: Mapping[str, Any]) -> Place:
    point = Point(**row["point"]) if row["point"] else None
    # Searches stored before wards were known have no such key.
    return Place(row["name"], point, row.get("ward"))


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
