"""Stand-ins for the stores of firms and of who was shown; held to the same contracts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime

from bot.domain.firm_place import FirmPlaces, ReservedFor, sorted_by_use
from bot.domain.opportunity import OpportunityId
from bot.domain.place import Place, district_of
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.rotation import NONE_YET, Draw, Turns
from bot.domain.supplier import Supplier, SupplierId
from bot.domain.supplier_rows import HeldRow, MadeRow

_ANY_DAY = datetime(2026, 2, 4, tzinfo=UTC)


@dataclass
class SupplierTables:
    """Everything held of firms; values are frozen."""

    suppliers: dict[SupplierId, Supplier] = field(default_factory=dict)
    showings: dict[OpportunityId, tuple[SupplierId, ...]] = field(default_factory=dict)
    turns: dict[SupplierId, Turns] = field(default_factory=dict)
    reservations: dict[OpportunityId, Reservation] = field(default_factory=dict)

    rows: dict[tuple[str, SupplierId], tuple[str, MadeRow]] = field(default_factory=dict)
    changed: dict[SupplierId, int] = field(default_factory=dict)
    numbers: dict[SupplierId, int] = field(default_factory=dict)
    change: int = 0

    def __copy__(self) -> SupplierTables:
        return SupplierTables(**{f.name: copy(getattr(self, f.name)) for f in fields(self)})

    def next_change(self) -> int:
        """The number of a change that begins."""
        self.change += 1
        return self.change


class FakeSuppliers:
    """The SupplierRepository in memory; what hangs on firms elsewhere goes with `forgets`."""

    def __init__(
        self,
        tables: SupplierTables,
        forgets: Callable[[Collection[SupplierId]], None] = lambda _gone: None,
    ) -> None:
        self._tables = tables
        self._forgets = forgets

    def save_all(self, suppliers: Iterable[Supplier]) -> set[SupplierId]:
        held = self._tables.suppliers
        changed = set()
        number = max(self._tables.numbers.values(), default=0)
        for one in suppliers:
            known = held.get(one.id)
            kept = replace(one, registered_at=known.registered_at) if known else one
            if kept != known:
                held[one.id] = kept
                number += one.id not in self._tables.numbers
                self._tables.numbers.setdefault(one.id, number)
                changed.add(one.id)
        if changed:
            self._tables.changed |= dict.fromkeys(changed, self._tables.next_change())
        return changed

    def get_many(self, ids: Sequence[SupplierId]) -> list[Supplier]:
        return [self._tables.suppliers[one] for one in ids if one in self._tables.suppliers]

    def count(self) -> int:
        return len(self._tables.suppliers)

    def agreed_between(self, first: datetime, end: datetime) -> list[Supplier]:
        held = sorted(self._tables.suppliers.values(), key=lambda one: one.id)
        return [o for o in held if o.shown_to_buyers and first <= o.shown_to_buyers.at < end]

    def remove(self, ids: Iterable[SupplierId]) -> int:
        gone = [one for one in ids if self._tables.suppliers.pop(one, None)]
        for one in gone:
            self._tables.turns.pop(one, None)
            del self._tables.numbers[one], self._tables.changed[one]
        for need, shown in self._tables.showings.items():
            self._tables.showings[need] = tuple(one for one in shown if one not in gone)
        if gone:
            self._forgets(gone)
            self._tables.next_change()
        return len(gone)


class FakeShowings:
    """The ShowingRepository in memory; its lots have a key that everybody knows."""

    def __init__(self, tables: SupplierTables) -> None:
        self._tables = tables

    def hold(self, need: OpportunityId) -> list[SupplierId]:
        return list(self._tables.showings.get(need, ()))

    def note(self, need: OpportunityId, drawn: Draw, at: datetime) -> None:
        held = self._tables.showings.get(need, ())
        new = tuple(one for one in drawn.shown if one not in held)
        self._tables.showings[need] = held + new
        for one, due in drawn.due.items():
            had = self._tables.turns.get(one, NONE_YET)
            self._tables.turns[one] = Turns(had.shown + (one in new), had.due + due)

    def turns_of(self, ids: Sequence[SupplierId]) -> dict[SupplierId, Turns]:
        return {one: self._tables.turns[one] for one in ids if one in self._tables.turns}

    def key(self) -> bytes:
        return b"known to all"

    def record(self, need: OpportunityId, reservation: Reservation, at: datetime) -> None:
        self._tables.reservations[need] = reservation

    def reservation_of(self, need: OpportunityId) -> Reservation | None:
        return self._tables.reservations.get(need)


class FakeSupplierRows:
    """The SupplierRowRepository in memory."""

    def __init__(self, tables: SupplierTables) -> None:
        self._tables = tables

    def lacking(self, made_with: str, limit: int) -> list[Supplier]:
        held = self._tables.suppliers.values()
        return [one for one in held if self._made(made_with, one) is None][:limit]

    def store(self, made_with: str, rows: Mapping[SupplierId, MadeRow]) -> None:
        change = self._tables.next_change()
        for one, row in rows.items():
            if one in self._tables.suppliers:
                text = self._tables.suppliers[one].text
                self._tables.rows[made_with, one] = (text, row)
                self._tables.changed[one] = change

    def change(self) -> int:
        return self._tables.change

    def changed_since(self, change: int, made_with: str) -> Iterator[Sequence[HeldRow]]:
        for one in self._tables.suppliers.values():
            if self._tables.changed[one.id] > change:
                limit = None if one.max_value is None else float(one.max_value)
                agreed = one.shown_to_buyers is not None
                number = self._tables.numbers[one.id]
                yield [HeldRow(number, limit, agreed, self._made(made_with, one))]

    def numbers(self, made_with: str) -> Sequence[int]:
        held = self._tables.suppliers.values()
        return [self._tables.numbers[one.id] for one in held if self._made(made_with, one)]

    def ids_of(self, numbers: Sequence[int]) -> dict[int, SupplierId]:
        ids = {self._tables.numbers[one]: one for one in self._tables.suppliers}
        return {one: ids[one] for one in numbers if one in ids}

    def _made(self, made_with: str, supplier: Supplier) -> MadeRow | None:
        text, row = self._tables.rows.get((made_with, supplier.id), ("", None))
        return row if text == supplier.text else None


class FakePlaceNames:
    """Knows the places that it is given, by their exact names."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def without_places(self, text: str) -> str:
        """The text with a dash for each of the names."""
        for name in self._names:
            text = text.replace(name, "-")
        return text


class FakeSaidPlaces:
    """Reads the places that it is told of, by their names."""

    def __init__(self, *known: Place) -> None:
        self._known = known

    def read(self, text: str) -> FirmPlaces:
        """Those that stand in the text."""
        found = [(text.find(p.name), text.find(p.name) + len(p.name), p) for p in self._known]
        return sorted_by_use(text, [one for one in found if one[0] >= 0])

    def rest(self, text: str) -> str:
        """The text without their names."""
        for place in self._known:
            text = text.replace(place.name, " ")
        return text


class FakeReservablePlaces:
    """Knows the areas that it is given, by the districts inside and those not known to be."""

    def __init__(
        self,
        inside: Mapping[tuple[ReservedArea, str], Sequence[str]],
        across: Mapping[tuple[ReservedArea, str], Sequence[str]],
    ) -> None:
        self._inside = dict(inside)
        self._across = dict(across)

    def names(self, area: ReservedArea) -> list[str]:
        """Those of that sort, by name."""
        return sorted(name for kind, name in self._inside if kind == area)

    def knows(self, reservation: Reservation) -> bool:
        """Whether it is one of them, or the UK."""
        return reservation.area is ReservedArea.UK or _area(reservation) in self._inside

    def named_in(self, text: str) -> ReservedFor | None:
        """The first of the areas whose name stands in the text."""
        named = ((kind, name) for kind, name in self._inside if name in text)
        found = next(named, (ReservedArea.UK, None) if "UK" in text else None)
        return None if found is None else ReservedFor(*found)

    def holds(self, reserved: ReservedFor, place: Place) -> bool | None:
        """By the district that the place is named by."""
        return self.is_inside(Reservation(reserved.area, reserved.place, _ANY_DAY), place.name)

    def is_inside(self, reservation: Reservation, postcode: str) -> bool | None:
        """By the postcode's district; of the UK are all that are none of the islands'."""
        district = district_of(postcode)
        if reservation.area is ReservedArea.UK:
            return not district.startswith(("JE", "GY", "IM"))
        if not self.knows(reservation) or district in self._across.get(_area(reservation), ()):
            return None
        return district in self._inside[_area(reservation)]


def _area(reservation: Reservation) -> tuple[ReservedArea, str]:
    return reservation.area, reservation.place or ""
