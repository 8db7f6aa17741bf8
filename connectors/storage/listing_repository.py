"""The opportunities in the database as a list for everybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from bot.domain.listed import Listed
from bot.domain.opportunity import Opportunity, OpportunityId, Visibility
from connectors.storage.batches import batches
from connectors.storage.opportunity_repository import joined, opportunities_of
from connectors.storage.tables import buyer_namings, buyers, opportunities

_ADVERTISED = opportunities.c.visibility == Visibility.ADVERTISED.value


class SqlListing:
    """The ListingRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, ids: Collection[OpportunityId] | None = None) -> list[Listed]:
        c = opportunities.c
        columns = c.id, c.naming_id, c.postcode, c.suitable_for, c.reserved_for
        query = select(*columns).where(_ADVERTISED)
        if ids is None:
            return self._listed(query)
        some_of_them = (self._listed(query.where(c.id.in_(some))) for some in batches(ids))
        return [one for some in some_of_them for one in some]

    def namings_of_buyers(self, words: str) -> set[str]:
        named = func.lower(buyers.c.name).contains(words.lower(), autoescape=True)
        query = select(buyer_namings.c.id).join(buyers).where(named)
        return set(self._connection.execute(query).scalars())

    def has_real(self) -> bool:
        query = select(opportunities.c.id).where(opportunities.c.is_sample.is_(False)).limit(1)
        return self._connection.execute(query).first() is not None

    def posted_here(
        self,
        sources: Collection[str],
        after: tuple[datetime, str] | None,
        limit: int,
        between: tuple[datetime, datetime] | None = None,
    ) -> list[Opportunity]:
        # Each source by itself, so that its index gives the first ones without sorting the rest.
        found: list[Opportunity] = []
        for source in sorted(sources):
            query = _of_source(source, after, between).limit(limit)
            found += opportunities_of(self._connection, query)
        return sorted(found, key=lambda one: (one.source.as_of, one.id))[:limit]

    def _listed(self, query: Select[Any]) -> list[Listed]:
        return [
            Listed(OpportunityId(one), naming, postcode, "sme" in suitable, bool(reserved))
            for one, naming, postcode, suitable, reserved in self._connection.execute(query)
        ]


def _of_source(
    source: str, after: tuple[datetime, str] | None, between: tuple[datetime, datetime] | None
) -> Select[tuple[object, ...]]:
    c = opportunities.c
    query = joined().where(c.source_name == source, _ADVERTISED, c.is_sample.is_(False))
    if after:
        moment, one = after
        later = and_(c.source_as_of == moment, c.id > one)
        query = query.where(c.source_as_of >= moment, or_(c.source_as_of > moment, later))
    if between:
        since, now = between
        query = query.where(or_(c.source_as_of >= since, c.deadline.between(since, now)))
    return query.order_by(c.source_as_of, c.id)


class ListingWork:
    """The part of a transaction that has the list."""

    _connection: Connection

    @cached_property
    def listing(self) -> SqlListing:
        return SqlListing(self._connection)
