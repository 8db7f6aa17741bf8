"""Who notices name for enquiries: dropped for good some time after the notice closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    cast,
    false,
    func,
    not_,
    select,
    update,
)

from connectors.storage.group_reads import is_not_over
from connectors.storage.tables import opportunities, releases

_NONE = {"contact": None, "contact_use": None, "contact_until": None}
_POINT, _NOBODY = "contactPoint", {"email": ""}
# As JSON is stored, but for blanks. An empty address is how publishers take a person out: no lack.
_NAMED, _EMPTIED = '"contactPoint":{', '"contactPoint":{"email":""}'


class SqlContacts:
    """The ContactRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ended(self, moment: datetime) -> int:
        c = opportunities.c
        query = select(func.count()).select_from(opportunities).where(_ended(moment))
        held = self._connection.scalar(query.where(_names_somebody(c.contact))) or 0
        return held + len(self._releases(moment, None))

    def drop_ended(self, moment: datetime, limit: int) -> int:
        c, name = opportunities.c, _names_somebody(opportunities.c.contact)
        some = select(c.id).where(_ended(moment), name).limit(limit)
        ids = list(self._connection.scalars(some))
        # The hash stays that of the notice as it was published: read again, it brings nobody back.
        self._connection.execute(update(opportunities).where(c.id.in_(ids)).values(**_NONE))
        found = self._releases(moment, limit)
        self._empty(found)
        return len(ids) + len(found)

    def _releases(self, moment: datetime, limit: int | None) -> list[int]:
        c, o = releases.c, opportunities.c
        of_ended = select(o.process_key).where(_ended(moment))
        of_none = ~select(1).where(o.process_key == c.process_key).exists()
        over = c.process_key.in_(of_ended) | (of_none & (c.released_at <= moment))
        body = func.replace(cast(c.body, Text), '": ', '":')  # it is stored with blanks or without
        names = func.replace(body, _EMPTIED, "").contains(_NAMED, autoescape=True)
        query = select(c.id).where(over, names).order_by(c.id)
        return list(self._connection.scalars(query.limit(limit) if limit else query))

    def _empty(self, ids: Iterable[int]) -> None:
        c = releases.c
        rows = self._connection.execute(select(c.id, c.body).where(c.id.in_(list(ids)))).all()
        for row in rows:
            emptied = _without_contacts(row.body)
            self._connection.execute(update(releases).where(c.id == row.id).values(body=emptied))


def _ended(moment: datetime) -> ColumnElement[bool]:
    """What could not be answered any more at the moment, and had been published by then."""
    c = opportunities.c
    known = func.coalesce(c.published_at, c.source_as_of) <= moment
    # What is compared with a day that is not stated is neither true nor false.
    goes_on = func.coalesce(is_not_over(moment), false())
    return and_(known, not_(goes_on), c.is_sample.is_(False))


def _names_somebody(contact: ColumnElement[Any]) -> ColumnElement[bool]:
    return contact.is_not(None) & (cast(contact, Text) != "null")


def _without_contacts(body: Any) -> Any:
    if isinstance(body, dict):
        return {
            key: dict(_NOBODY)
            if key == _POINT and isinstance(one, dict)
            else _without_contacts(one)
            for key, one in body.items()
        }
    return [_without_contacts(one) for one in body] if isinstance(body, list) else body
