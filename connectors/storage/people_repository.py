"""People, what they proved, and where they belong, in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select, update

from bot.domain.conversation import ConversationId
from bot.domain.person import (
    INVITATION_LASTS,
    Belonging,
    ContactPoint,
    Invitation,
    Joined,
    Membership,
    PersonId,
)
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from connectors.storage.batches import batches
from connectors.storage.people_tables import (
    belongings,
    contact_points,
    invitations,
    memberships,
    people,
)
from connectors.storage.reaching_repository import insert_new
from connectors.storage.tables import conversations

_OF_ADDRESSES = select(contact_points.c.address, contact_points.c.person_id).where(
    contact_points.c.means == bindparam("of_means"),
    contact_points.c.address.in_(bindparam("asked", expanding=True)),
)
"""Made once: it is asked for all messages that go."""


class SqlPeople:
    """The PersonRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def prove(self, address: Address, at: datetime, new: PersonId) -> PersonId:
        held = self.of_address(address)
        if held is None:
            self._connection.execute(insert(people).values(id=new, since=at))
            self._connection.execute(insert(contact_points).values(**_point_row(address, new, at)))
            return new
        is_it = _is_address(address)
        self._connection.execute(update(contact_points).where(is_it).values(proved_at=at))
        return held

    def add_point(self, point: ContactPoint) -> bool:
        row = _point_row(point.address, point.person, point.proved_at)
        self._connection.execute(insert_new(self._connection, contact_points).values(**row))
        return self.of_address(point.address) == point.person

    def of_address(self, address: Address) -> PersonId | None:
        return self.of_addresses([address]).get(address)

    def of_addresses(self, addresses: Sequence[Address]) -> Mapping[Address, PersonId]:
        found: dict[Address, PersonId] = {}
        for means in {one.means for one in addresses}:
            asked = [one.value for one in addresses if one.means is means]
            given = {"of_means": means.value, "asked": asked}
            for value, person in self._connection.execute(_OF_ADDRESSES, given):
                found[Address(means, value)] = PersonId(person)
        return found

    def points(self, person: PersonId) -> list[ContactPoint]:
        return self.points_of_each([person])[person]

    def points_of_each(self, people: Collection[PersonId]) -> dict[PersonId, list[ContactPoint]]:
        c, found = contact_points.c, {person: list[ContactPoint]() for person in people}
        for some in batches(list(found)):
            query = select(contact_points).where(c.person_id.in_(some)).order_by(c.number)
            for row in self._connection.execute(query):
                whose, to = PersonId(row.person_id), Address(Means(row.means), row.address)
                found[whose].append(ContactPoint(whose, to, row.proved_at))
        return found

    def join(self, membership: Membership) -> None:
        row = {
            "person_id": membership.person,
            "supplier_id": membership.supplier,
            "how": membership.how.value,
            "at": membership.at,
        }
        self._connection.execute(insert_new(self._connection, memberships).values(**row))

    def leave(self, person: PersonId, supplier: SupplierId) -> None:
        c = memberships.c
        its = (c.person_id == person, c.supplier_id == supplier)
        self._connection.execute(delete(memberships).where(*its))

    def firms(self, person: PersonId) -> list[Membership]:
        c = memberships.c
        query = select(memberships).where(c.person_id == person).order_by(c.number)
        return [_membership_of(row) for row in self._connection.execute(query)]

    def members(self, supplier: SupplierId) -> list[Membership]:
        c = memberships.c
        query = select(memberships).where(c.supplier_id == supplier).order_by(c.number)
        return [_membership_of(row) for row in self._connection.execute(query)]

    def memberships(self) -> list[Membership]:
        query = select(memberships).order_by(memberships.c.number)
        return [_membership_of(row) for row in self._connection.execute(query)]

    def belong(self, belonging: Belonging) -> None:
        one = belonging.conversation
        self._connection.execute(delete(belongings).where(belongings.c.conversation_id == one))
        row = {
            "conversation_id": one,
            "person_id": belonging.person,
            "supplier_id": belonging.supplier,
            "at": belonging.at,
        }
        self._connection.execute(insert(belongings).values(**row))
        self._connection.execute(
            update(conversations)
            .where(conversations.c.id == one)
            .values(supplier_id=belonging.supplier)
        )

    def belonging(self, conversation: ConversationId) -> Belonging | None:
        query = select(belongings).where(belongings.c.conversation_id == conversation)
        row = self._connection.execute(query).first()
        return _belonging_of(row) if row else None

    def conversations(self, person: PersonId) -> list[Belonging]:
        return self.conversations_of_each([person])[person]

    def conversations_of_each(
        self, people: Collection[PersonId]
    ) -> dict[PersonId, list[Belonging]]:
        c, found = belongings.c, {person: list[Belonging]() for person in people}
        for some in batches(list(found)):
            of_them = select(belongings).where(c.person_id.in_(some))
            for row in self._connection.execute(of_them.order_by(c.at.desc(), c.conversation_id)):
                found[PersonId(row.person_id)].append(_belonging_of(row))
        return found

    def forget(self, person: PersonId) -> None:
        self._connection.execute(delete(people).where(people.c.id == person))

    def invite(self, invitation: Invitation) -> None:
        row = {
            "code_hash": invitation.code_hash,
            "supplier_id": invitation.supplier,
            "person_id": invitation.by,
            "made_at": invitation.made_at,
        }
        self._connection.execute(insert(invitations).values(**row))

    def take_invitation(self, code_hash: str, now: datetime) -> Invitation | None:
        c = invitations.c
        self._connection.execute(delete(invitations).where(c.made_at <= now - INVITATION_LASTS))
        row = self._connection.execute(
            delete(invitations).where(c.code_hash == code_hash).returning(*c)
        ).first()
        if row is None:
            return None
        by, firm = PersonId(row.person_id), SupplierId(row.supplier_id)
        return Invitation(row.code_hash, firm, by, row.made_at)


def _is_address(address: Address) -> Any:
    c = contact_points.c
    return and_(c.means == address.means.value, c.address == address.value)


def _point_row(address: Address, person: PersonId, at: datetime) -> dict[str, Any]:
    return {
        "means": address.means.value,
        "address": address.value,
        "person_id": person,
        "proved_at": at,
    }


def _membership_of(row: Row[Any]) -> Membership:
    person, supplier = PersonId(row.person_id), SupplierId(row.supplier_id)
    return Membership(person, supplier, Joined(row.how), row.at)


def _belonging_of(row: Row[Any]) -> Belonging:
    supplier = SupplierId(row.supplier_id) if row.supplier_id else None
    return Belonging(ConversationId(row.conversation_id), PersonId(row.person_id), supplier, row.at)
