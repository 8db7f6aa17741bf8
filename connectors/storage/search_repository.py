"""Searches, those before them, and what was shown, in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.opportunity import OpportunityId
from bot.domain.place import Place, Point
from connectors.storage.interview_tables import earlier_searches
from connectors.storage.tables import conversations, searches, shown


class SqlSearches:
    """The SearchRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, conversation_id: ConversationId) -> Search | None:
        row = self._connection.execute(
            select(searches).where(searches.c.conversation_id == conversation_id)
        ).first()
        return _search_of(row) if row else None

    def save(self, search: Search) -> None:
        self._know(search)
        last = self.latest(search.conversation_id)
        if last and last.criteria != search.criteria:
            self._connection.execute(insert(earlier_searches).values(_row_of(last)))
        self._put(search)

    def go_back(self, conversation_id: ConversationId, *, to_first: bool) -> Search | None:
        c = earlier_searches.c
        order = c.number if to_first else c.number.desc()
        query = select(earlier_searches).where(c.conversation_id == conversation_id).order_by(order)
        row = self._connection.execute(query.limit(1)).first()
        if row is None:
            return None
        self._connection.execute(
            delete(earlier_searches).where(
                c.conversation_id == conversation_id, c.number >= row.number
            )
        )
        self._put(_search_of(row))
        return _search_of(row)

    def first_shown(self, conversation_id: ConversationId) -> OpportunityId | None:
        c = shown.c
        query = select(c.opportunity_id).where(c.conversation_id == conversation_id).order_by(c.id)
        first = self._connection.scalar(query.limit(1))
        return OpportunityId(first) if first else None

    def note_shown(
        self, conversation_id: ConversationId, ids: Sequence[OpportunityId], at: datetime
    ) -> None:
        rows = [
            {"conversation_id": conversation_id, "opportunity_id": one, "position": n, "at": at}
            for n, one in enumerate(ids, start=1)
        ]
        if rows:
            self._connection.execute(insert(shown), rows)

    def _put(self, search: Search) -> None:
        self._connection.execute(
            delete(searches).where(searches.c.conversation_id == search.conversation_id)
        )
        self._connection.execute(insert(searches).values(_row_of(search)))

    def _know(self, search: Search) -> None:
        """A conversation held with Rasa directly has no row yet; no token opens the one it gets."""
        c = conversations.c
        if not self._connection.scalar(select(c.id).where(c.id == search.conversation_id)):
            self._connection.execute(
                insert(conversations).values(
                    id=search.conversation_id, token_hash="", started_at=search.at
                )
            )


def _row_of(search: Search) -> dict[str, Any]:
    return {
        "conversation_id": search.conversation_id,
        "criteria": _criteria_row(search.criteria),
        "ranked": list(search.ranked),
        "shown": search.shown,
        "last_page": list(search.last_page),
        "focus": search.focus,
        "at": search.at,
    }


def _search_of(row: Row[Any]) -> Search:
    return Search(
        ConversationId(row.conversation_id),
        _criteria_of(row.criteria),
        tuple(OpportunityId(one) for one in row.ranked),
        row.shown,
        row.at,
        tuple(OpportunityId(one) for one in row.last_page),
        OpportunityId(row.focus) if row.focus else None,
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
        goes_miles=row.get("goes_miles"),
        by_profile=tuple(row.get("by_profile", ())),
    )


def _place_of(row: Mapping[str, Any]) -> Place:
    point = Point(**row["point"]) if row["point"] else None
    # Searches stored before wards were known have no such key.
    return Place(row["name"], point, row.get("ward"))


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
