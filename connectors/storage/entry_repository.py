"""What buyers post here, and whom they invited, in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, delete, insert, select, update

from bot.domain.amendment import Amendment
from bot.domain.challenge import Phase
from bot.domain.entry import (
    Barrier,
    BarriersConsidered,
    Door,
    Entry,
    EntryId,
    Invitation,
    PhaseOffer,
)
from bot.domain.money import Basis, Value, Vat
from bot.domain.officer import BuyerName, OfficerId
from bot.domain.opportunity import Category, CpvCode, Kind, OpportunityId
from bot.domain.reaching import Means
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.supplier import SupplierId
from connectors.storage.amendment_rows import amendment_of, row_of
from connectors.storage.amendment_tables import amendment_authors, entry_amendments
from connectors.storage.entry_tables import entries, entry_authors, entry_invitations
from connectors.storage.reaching_repository import insert_new

_AUTHORS = entry_authors


class SqlEntries:
    """The EntryRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, entry: Entry) -> None:
        row = _entry_row(entry)
        held = update(entries).where(entries.c.id == entry.id).values(**row)
        if not self._connection.execute(held).rowcount:
            self._connection.execute(insert(entries).values(**row))
        self._connection.execute(delete(_AUTHORS).where(_AUTHORS.c.entry_id == entry.id))
        if entry.author:
            named = insert(_AUTHORS).values(entry_id=entry.id, officer_id=entry.author)
            self._connection.execute(named)

    def get(self, entry: EntryId) -> Entry | None:
        return next(iter(self._those(_every().where(entries.c.id == entry))), None)

    def of_opportunity(self, opportunity: OpportunityId) -> Entry | None:
        return self.get(EntryId(opportunity))

    def of_buyer(self, buyer: BuyerName) -> list[Entry]:
        c = entries.c
        query = _every().where(c.buyer == buyer).order_by(c.changed_at.desc(), c.id)
        return self._those(query)

    def posted_since(self, buyer: BuyerName, moment: datetime) -> list[Entry]:
        c = entries.c
        query = _every().where(c.buyer == buyer, c.posted_at > moment, c.withdrawn_at.is_(None))
        return self._those(query.order_by(c.posted_at, c.id))

    def remove(self, entry: EntryId) -> None:
        self._connection.execute(delete(entries).where(entries.c.id == entry))

    def invite(self, invitations: Iterable[Invitation]) -> set[SupplierId]:
        new = set()
        for one in invitations:
            row = {"entry_id": one.entry, "supplier_id": one.supplier, "at": one.at}
            added = insert_new(self._connection, entry_invitations).values(**row, by_id=one.by)
            if self._connection.execute(added).rowcount == 1:
                new.add(one.supplier)
        return new

    def invitations(self, entry: EntryId) -> list[Invitation]:
        c = entry_invitations.c
        query = select(entry_invitations).where(c.entry_id == entry)
        return self._invitations(query.order_by(c.at, c.supplier_id))

    def invitations_of(self, suppliers: Iterable[SupplierId]) -> list[Invitation]:
        c = entry_invitations.c
        query = select(entry_invitations).where(c.supplier_id.in_(list(suppliers)))
        return self._invitations(query.order_by(c.at.desc(), c.entry_id))

    def note_told(self, entry: EntryId, supplier: SupplierId, told: Iterable[Means]) -> None:
        words = " ".join(sorted({one.value for one in told}))
        self._connection.execute(_invited(entry, supplier).values(told=words))

    def see(self, entry: EntryId, supplier: SupplierId, at: datetime) -> None:
        unseen = _invited(entry, supplier).where(entry_invitations.c.seen_at.is_(None))
        self._connection.execute(unseen.values(seen_at=at))

    def amend(self, amendment: Amendment) -> None:
        self._connection.execute(insert(entry_amendments).values(**row_of(amendment)))
        if amendment.by:
            named = {"amendment_id": amendment.id, "officer_id": amendment.by}
            self._connection.execute(insert(amendment_authors).values(**named))

    def amendments(self, entries: Iterable[EntryId]) -> list[Amendment]:
        c = entry_amendments.c
        query = select(entry_amendments, amendment_authors.c.officer_id)
        query = query.outerjoin(amendment_authors).where(c.entry_id.in_(list(entries)))
        rows = self._connection.execute(query.order_by(c.at, c.id))
        return [amendment_of(row) for row in rows]

    def _those(self, query: Select[Any]) -> list[Entry]:
        return [_entry_of(row) for row in self._connection.execute(query)]

    def _invitations(self, query: Select[Any]) -> list[Invitation]:
        return [
            Invitation(
                EntryId(row.entry_id),
                SupplierId(row.supplier_id),
                row.at,
                OfficerId(row.by_id) if row.by_id else None,
                tuple(Means(one) for one in row.told.split()),
                row.seen_at,
            )
            for row in self._connection.execute(query)
        ]


def _invited(entry: EntryId, supplier: SupplierId) -> Update:
    c = entry_invitations.c
    return update(entry_invitations).where(c.entry_id == entry, c.supplier_id == supplier)


def _every() -> Select[Any]:
    return select(entries, _AUTHORS.c.officer_id).outerjoin(_AUTHORS)


def _entry_row(entry: Entry) -> dict[str, Any]:
    reserved, barriers = entry.reservation, entry.barriers
    return {
        "id": entry.id,
        "buyer": entry.buyer,
        "kind": entry.kind.value,
        "created_at": entry.created_at,
        "changed_at": entry.changed_at,
        "title": entry.title,
        "wanted": entry.wanted,
        "door": entry.door.value if entry.door else None,
        "category": entry.category.value if entry.category else None,
        "value_amount": entry.value.amount,
        "value_vat": entry.value.vat.value,
        "value_basis": entry.value.basis.value,
        "cpv": list(entry.cpv),
        "questions": list(entry.questions),
        "phases": [_phase_row(one) for one in entry.phases],
        "postcode": entry.postcode,
        "starts_on": entry.starts_on,
        "deadline": entry.deadline,
        "reserved_area": reserved.area.value if reserved else None,
        "reserved_place": reserved.place if reserved else None,
        "reserved_at": reserved.decided_at if reserved else None,
        "barriers_at": barriers.at if barriers else None,
        "barriers": [one.value for one in barriers.lowered] if barriers else [],
        "notice_number": entry.notice_number,
        "posted_at": entry.posted_at,
        "withdrawn_at": entry.withdrawn_at,
    }


def _phase_row(one: PhaseOffer) -> dict[str, str | None]:
    amount = None if one.amount is None else str(one.amount)
    return {"phase": one.phase.value, "outcome": one.outcome, "amount": amount}


def _entry_of(row: Row[Any]) -> Entry:
    return Entry(
        id=EntryId(row.id),
        buyer=BuyerName(row.buyer),
        kind=Kind(row.kind),
        created_at=row.created_at,
        changed_at=row.changed_at,
        title=row.title,
        wanted=row.wanted,
        door=Door(row.door) if row.door else None,
        category=Category(row.category) if row.category else None,
        value=Value(row.value_amount, Vat(row.value_vat), Basis(row.value_basis)),
        cpv=tuple(CpvCode(code) for code in row.cpv),
        questions=tuple(row.questions),
        phases=tuple(_phase_of(one) for one in row.phases),
        postcode=row.postcode,
        starts_on=row.starts_on,
        deadline=row.deadline,
        reservation=_reservation_of(row),
        barriers=_barriers_of(row),
        notice_number=row.notice_number,
        author=OfficerId(row.officer_id) if row.officer_id else None,
        posted_at=row.posted_at,
        withdrawn_at=row.withdrawn_at,
    )


def _phase_of(told: dict[str, Any]) -> PhaseOffer:
    amount = None if told["amount"] is None else Decimal(told["amount"])
    return PhaseOffer(Phase(told["phase"]), told["outcome"], amount)


def _reservation_of(row: Row[Any]) -> Reservation | None:
    if row.reserved_area is None:
        return None
    return Reservation(ReservedArea(row.reserved_area), row.reserved_place, row.reserved_at)


def _barriers_of(row: Row[Any]) -> BarriersConsidered | None:
    if row.barriers_at is None:
        return None
    return BarriersConsidered(row.barriers_at, tuple(Barrier(one) for one in row.barriers))
