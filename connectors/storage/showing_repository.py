"""Who was shown to buyers in the database; a firm is shown once for a need by its primary key."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.opportunity import OpportunityId
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.rotation import Draw, Turns
from bot.domain.supplier import SupplierId
from connectors.storage.batches import batches
from connectors.storage.opportunity_changes import bump_revision
from connectors.storage.supplier_tables import (
    reservations,
    rotation_keys,
    showings,
    supplier_turns,
)

KEY_BYTES = 32
_OF_LISTS = "buyers_lists"


class SqlShowings:
    """The ShowingRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, need: OpportunityId) -> list[SupplierId]:
        # Written before anything is read: of two lists made at once the other waits here.
        bump_revision(self._connection, "showings")
        return self._shown(need)

    def note(self, need: OpportunityId, drawn: Draw, at: datetime) -> None:
        held = self._shown(need)
        new = [one for one in drawn.shown if one not in held]
        if new:
            rows = [
                {"need_id": need, "supplier_id": one, "place": place, "at": at}
                for place, one in enumerate(new, start=len(held) + 1)
            ]
            self._connection.execute(insert(showings), rows)
        self._add_turns(drawn, set(new))

    def turns_of(self, ids: Sequence[SupplierId]) -> dict[SupplierId, Turns]:
        c = supplier_turns.c
        found: dict[SupplierId, Turns] = {}
        for some in batches(ids):
            rows = self._connection.execute(select(supplier_turns).where(c.supplier_id.in_(some)))
            found |= {SupplierId(row.supplier_id): Turns(row.shown, row.due) for row in rows}
        return found

    def key(self) -> bytes:
        c = rotation_keys.c
        held = select(c.key).where(c.of == _OF_LISTS)
        key = self._connection.execute(held).scalar()
        if key is None:
            row = {"of": _OF_LISTS, "key": secrets.token_bytes(KEY_BYTES)}
            of_dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
            made = of_dialect.insert(rotation_keys).values(row)
            self._connection.execute(made.on_conflict_do_nothing())
            key = self._connection.execute(held).scalar()
        return bytes(key or b"")

    def record(self, need: OpportunityId, reservation: Reservation, at: datetime) -> None:
        self._connection.execute(delete(reservations).where(reservations.c.need_id == need))
        self._connection.execute(
            insert(reservations).values(
                need_id=need,
                area=reservation.area.value,
                place=reservation.place,
                decided_at=reservation.decided_at,
                recorded_at=at,
            )
        )

    def reservation_of(self, need: OpportunityId) -> Reservation | None:
        held = select(reservations).where(reservations.c.need_id == need)
        row = self._connection.execute(held).first()
        return Reservation(ReservedArea(row.area), row.place, row.decided_at) if row else None

    def _shown(self, need: OpportunityId) -> list[SupplierId]:
        c = showings.c
        held = select(c.supplier_id).where(c.need_id == need).order_by(c.place)
        return [SupplierId(one) for one in self._connection.execute(held).scalars()]

    def _add_turns(self, drawn: Draw, new: set[SupplierId]) -> None:
        held = self.turns_of(list(drawn.due))
        c = supplier_turns.c
        added = [
            {"firm": one, "more": int(one in new), "owed": due}
            for one, due in drawn.due.items()
            if one in held
        ]
        first = [
            {"supplier_id": one, "shown": int(one in new), "due": due}
            for one, due in drawn.due.items()
            if one not in held
        ]
        if first:
            self._connection.execute(insert(supplier_turns), first)
        if added:
            more = {"shown": c.shown + bindparam("more"), "due": c.due + bindparam("owed")}
            is_it = c.supplier_id == bindparam("firm")
            self._connection.execute(update(supplier_turns).where(is_it).values(more), added)
