"""What opportunities' texts come to in the database, ready for an index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, insert, or_, select

from bot.domain.index_row import HeldVector, IndexRow, MadeWith, ReadyRows
from bot.domain.opportunity import Opportunity, OpportunityId, Visibility
from connectors.storage.batches import batches
from connectors.storage.group_reads import is_hidden, is_not_over
from connectors.storage.index_tables import opportunity_changes, vectors
from connectors.storage.joining_tables import process_groups
from connectors.storage.opportunity_changes import note_changed
from connectors.storage.opportunity_repository import joined, opportunities_of
from connectors.storage.tables import opportunities

_ADVERTISED = opportunities.c.visibility == Visibility.ADVERTISED.value


class SqlVectors:
    """The VectorRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lacking(self, made: MadeWith, limit: int) -> list[Opportunity]:
        fresh = _fresh(made).where(vectors.c.vocabulary == made.vocabulary)
        return opportunities_of(self._connection, joined().where(~fresh.exists()).limit(limit))

    def held(
        self, made: MadeWith, ids: Collection[OpportunityId]
    ) -> dict[OpportunityId, HeldVector]:
        c = vectors.c
        query = select(c.opportunity_id, c.text_hash, c.vector).where(c.made_with == made.vectors)
        rows = self._of(query, c.opportunity_id, ids)
        return {OpportunityId(one): HeldVector(text, vector) for one, text, vector in rows}

    def store(self, made: MadeWith, rows: Mapping[OpportunityId, IndexRow]) -> None:
        o, v = opportunities.c, vectors.c
        hashes = dict(self._of(select(o.id, o.content_hash), o.id, rows))
        self._connection.execute(
            delete(vectors).where(v.made_with == made.vectors, v.opportunity_id.in_(list(hashes)))
        )
        stored = [
            {
                "opportunity_id": one,
                "made_with": made.vectors,
                "vocabulary": made.vocabulary,
                "content_hash": content_hash,
                "text_hash": rows[one].text_hash,
                "over_from": rows[one].over_from,
                "vector": rows[one].vector,
                "facts": rows[one].facts,
                "numbers": rows[one].numbers,
                "counts": rows[one].counts,
            }
            for one, content_hash in hashes.items()
        ]
        if stored:
            self._connection.execute(insert(vectors), stored)
        note_changed(self._connection, list(hashes))

    def ready(
        self, made: MadeWith, now: datetime, ids: Collection[OpportunityId] | None = None
    ) -> ReadyRows:
        c = vectors.c
        is_fresh = and_(
            opportunities.c.id == c.opportunity_id,
            opportunities.c.content_hash == c.content_hash,
            _ADVERTISED,
        )
        query = (
            select(c.opportunity_id, c.vector, c.facts, c.numbers, c.counts)
            .join(opportunities, is_fresh)
            .where(c.made_with == made.vectors, or_(c.over_from.is_(None), c.over_from > now))
        )
        rows = self._of(query, c.opportunity_id, ids)
        groups = self._in_groups(ids)
        hidden = {one for one, is_shown in groups.items() if not is_shown}
        if hidden:
            rows = [row for row in rows if row[0] not in hidden]
        told, vector, facts, numbers, counts = zip(*rows, strict=True) if rows else ((),) * 5
        joined = frozenset(groups.keys() - hidden)
        return ReadyRows(told, vector, facts, numbers, counts, joined)

    def unready(
        self,
        made: MadeWith,
        now: datetime,
        limit: int,
        ids: Collection[OpportunityId] | None = None,
    ) -> list[OpportunityId]:
        # In two steps: the first needs nothing but an index, and mostly finds none.
        c = opportunities.c
        stale = self._of(select(c.id).where(~_fresh(made).exists(), _ADVERTISED), c.id, ids)
        query = select(c.id, c.published_at).where(is_not_over(now), ~is_hidden())
        found = self._of(query, c.id, [row.id for row in stale])
        newest = sorted(found, key=lambda row: row.published_at or now, reverse=True)
        return [OpportunityId(row.id) for row in newest[:limit]]

    def changed_since(self, revision: str) -> Sequence[OpportunityId]:
        c = opportunity_changes.c
        query = select(c.opportunity_id).where(c.revision > int(revision))
        return [OpportunityId(one) for one in self._connection.execute(query).scalars()]

    def _of(
        self, query: Select[Any], key: ColumnElement[Any], ids: Iterable[OpportunityId] | None
    ) -> list[Any]:
        """The rows of the query, or those of them that belong to the ids."""
        if ids is None:
            return list(self._connection.execute(query).all())
        some_of_them = (query.where(key.in_(some)) for some in batches(ids))
        return [row for some in some_of_them for row in self._connection.execute(some)]

    def _in_groups(self, ids: Collection[OpportunityId] | None) -> dict[OpportunityId, bool]:
        """Of those whose process is joined with others, whether each is the one that is shown."""
        c = process_groups.c
        query = select(opportunities.c.id, c.shown_key == c.process_key).join(
            opportunities, opportunities.c.process_key == c.process_key
        )
        return {
            OpportunityId(one): bool(seen) for one, seen in self._of(query, opportunities.c.id, ids)
        }


def _fresh(made: MadeWith) -> Select[Any]:
    return select(vectors.c.opportunity_id).where(
        vectors.c.made_with == made.vectors,
        vectors.c.opportunity_id == opportunities.c.id,
        vectors.c.content_hash == opportunities.c.content_hash,
    )
