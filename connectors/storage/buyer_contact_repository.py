"""Buyers' contacts in the database; a unique key keeps one row for a buyer's mailbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, select, update

from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Ended, Enrolment, Frequency
from bot.domain.organisation_name import same_organisation_key
from bot.domain.reaching import Address, Means
from connectors.storage.batches import batches
from connectors.storage.digest_tables import buyer_contacts
from connectors.storage.reaching_repository import insert_new


class SqlBuyerContacts:
    """The BuyerContactRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, contact: BuyerContact) -> bool:
        new = insert_new(self._connection, buyer_contacts).values(_row_of(contact))
        return bool(self._connection.execute(new).rowcount)

    def save(self, contact: BuyerContact) -> None:
        is_it = buyer_contacts.c.id == contact.id
        self._connection.execute(update(buyer_contacts).where(is_it).values(_row_of(contact)))

    def get(self, contact: BuyerContactId) -> BuyerContact | None:
        found = self._read(select(buyer_contacts).where(buyer_contacts.c.id == contact))
        return next(iter(found), None)

    def of_buyer(self, name: str) -> list[BuyerContact]:
        key = same_organisation_key(name)
        return self._read(_in_order().where(buyer_contacts.c.buyer_key == key))

    def of_address(self, address: Address) -> list[BuyerContact]:
        return self._read(_in_order().where(buyer_contacts.c.address == address.value))

    def all(self) -> list[BuyerContact]:
        return self._read(_in_order())

    def standing_after(self, last: BuyerContactId | None, limit: int) -> list[BuyerContact]:
        c = buyer_contacts.c
        stands = select(buyer_contacts).where(c.confirmed_at.is_not(None), c.ended.is_(None))
        return self._read(stands.where(c.id > (last or "")).order_by(c.id).limit(limit))

    def end(self, ids: Iterable[BuyerContactId], why: Ended, at: datetime) -> int:
        c, count = buyer_contacts.c, 0
        for some in batches(list(ids)):
            open_ones = update(buyer_contacts).where(c.id.in_(some), c.ended.is_(None))
            ended = open_ones.values(ended=why.value, ended_at=at)
            count += self._connection.execute(ended).rowcount
        return count

    def remove(self, ids: Collection[BuyerContactId]) -> int:
        count = 0
        for some in batches(list(ids)):
            gone = delete(buyer_contacts).where(buyer_contacts.c.id.in_(some))
            count += self._connection.execute(gone).rowcount
        return count

    def count_ended_before(self, moment: datetime) -> int:
        ended = select(func.count()).where(buyer_contacts.c.ended_at <= moment)
        return self._connection.scalar(ended) or 0

    def drop_ended_before(self, moment: datetime) -> int:
        gone = delete(buyer_contacts).where(buyer_contacts.c.ended_at <= moment)
        return self._connection.execute(gone).rowcount

    def _read(self, query: Select[Any]) -> list[BuyerContact]:
        return [_contact_of(row) for row in self._connection.execute(query)]


def _in_order() -> Select[Any]:
    c = buyer_contacts.c
    return select(buyer_contacts).order_by(c.buyer_key, c.enrolled_at, c.id)


def _row_of(one: BuyerContact) -> dict[str, Any]:
    enrolment = one.enrolment
    return {
        "id": one.id,
        "buyer_key": one.buyer_key,
        "buyer": one.buyer,
        "address": one.address.value,
        "agreed_by": enrolment.agreed_by,
        "agreed_at": enrolment.agreed_at,
        "wording": enrolment.wording,
        "version": enrolment.version,
        "enrolled_by": enrolment.enrolled_by,
        "enrolled_at": enrolment.enrolled_at,
        "evidence": enrolment.evidence,
        "categories": list(one.categories),
        "frequency": one.frequency.value,
        "answers_within": one.answers_within,
        "confirmed_at": one.confirmed_at,
        "ended": one.ended.value if one.ended else None,
        "ended_at": one.ended_at,
    }


def _contact_of(row: Row[Any]) -> BuyerContact:
    return BuyerContact(
        id=BuyerContactId(row.id),
        buyer=row.buyer,
        address=Address(Means.MAIL, row.address),
        enrolment=Enrolment(
            agreed_by=row.agreed_by,
            agreed_at=row.agreed_at,
            wording=row.wording,
            version=row.version,
            enrolled_by=row.enrolled_by,
            enrolled_at=row.enrolled_at,
            evidence=row.evidence,
        ),
        categories=tuple(row.categories),
        frequency=Frequency(row.frequency),
        answers_within=row.answers_within,
        confirmed_at=row.confirmed_at,
        ended=Ended(row.ended) if row.ended else None,
        ended_at=row.ended_at,
    )
