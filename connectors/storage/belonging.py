"""Which conversations, firms and people belong together, as one person's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, false, or_, select

from bot.domain.held import Holder, Somebody, Whose
from connectors.storage.people_tables import belongings, contact_points, memberships
from connectors.storage.reaching_tables import text_threads
from connectors.storage.tables import conversations


def belonging_to(connection: Connection, holder: Holder, known: Iterable[Holder]) -> Somebody:
    """What belongs to the holder's person, one step on.

    A firm belongs to a person only where all its people are among those known: it is not one
    person's to erase while another is in it.
    """
    if holder.whose is Whose.SUPPLIER:
        return _holders(connection, Whose.CONVERSATION, _talks_for(holder.id))
    if holder.whose is Whose.PERSON:
        talks = _holders(connection, Whose.CONVERSATION, *_talks_of(holder.id))
        c = memberships.c
        firms = select(c.supplier_id).where(c.person_id == holder.id)
        return talks | _alone_in(connection, firms, known)
    b, c = belongings.c, conversations.c
    people = select(b.person_id).where(b.conversation_id == holder.id)
    firms = select(c.supplier_id).where(c.id == holder.id, c.supplier_id.is_not(None))
    return _holders(connection, Whose.PERSON, people) | _alone_in(connection, firms, known)


def lives_for(
    kind: Whose, column: ColumnElement[Any], *, wanted: Whose, named: Column[Any]
) -> ColumnElement[bool]:
    """Whether a sign of life of one holder is one of another: of its firm, or of its person.

    `named` is a column of a query that this stands in, however deep.
    """
    m, b = memberships.c, belongings.c
    match kind, wanted:
        case _ if kind is wanted:
            return column == named
        case Whose.CONVERSATION, Whose.SUPPLIER:
            spoke_for = select(b.conversation_id).where(b.supplier_id == named)
            return or_(
                column.in_(_talks_for(named).correlate(named.table)),
                column.in_(spoke_for.correlate(named.table)),
            )
        case Whose.CONVERSATION, Whose.PERSON:
            theirs = select(b.conversation_id).where(b.person_id == named)
            return column.in_(theirs.correlate(named.table))
        case Whose.PERSON, Whose.SUPPLIER:
            people = select(m.person_id).where(m.supplier_id == named)
            return column.in_(people.correlate(named.table))
    return false()


def _talks_for(firm: Any) -> Select[Any]:
    return select(conversations.c.id).where(conversations.c.supplier_id == firm)


def _talks_of(person: str) -> tuple[Select[Any], Select[Any]]:
    """Those that were recognised as theirs, and the one that a number of theirs holds by text."""
    b, p, t = belongings.c, contact_points.c, text_threads.c
    numbers = select(p.address).where(p.person_id == person)
    return (
        select(b.conversation_id).where(b.person_id == person),
        select(t.conversation_id).where(t.sender.in_(numbers)),
    )


def _alone_in(connection: Connection, firms: Select[Any], known: Iterable[Holder]) -> Somebody:
    people, c = {one.id for one in known if one.whose is Whose.PERSON}, memberships.c
    others = c.person_id.not_in(people)
    shared = select(c.supplier_id).where(others)
    found = set(connection.scalars(firms)) - set(connection.scalars(shared))
    return frozenset(Holder(Whose.SUPPLIER, one) for one in found)


def _holders(connection: Connection, whose: Whose, *queries: Select[Any]) -> Somebody:
    return frozenset(Holder(whose, one) for query in queries for one in connection.scalars(query))
