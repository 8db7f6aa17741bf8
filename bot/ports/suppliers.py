"""What the services ask of the store of firms, and of who was shown to buyers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.firm_place import FirmPlaces, ReservedFor
from bot.domain.opportunity import OpportunityId
from bot.domain.place import Place
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.rotation import Draw, Turns
from bot.domain.supplier import Supplier, SupplierId
from bot.domain.supplier_rows import HeldRow, MadeRow


class SupplierRepository(Protocol):
    """Registered firms as stored."""

    def save_all(self, suppliers: Iterable[Supplier]) -> set[SupplierId]:
        """Stores firms by their ids; returns those that changed: the same again writes nothing.

        A firm that was held keeps the moment at which it first registered.
        """
        ...

    def get_many(self, ids: Sequence[SupplierId]) -> list[Supplier]:
        """Those of the ids that exist, in the order asked."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...

    def agreed_between(self, first: datetime, end: datetime) -> list[Supplier]:
        """Those whose agreement to be shown to buyers is of that half-open window, by id."""
        ...

    def remove(self, ids: Iterable[SupplierId]) -> int:
        """Deletes firms with all that hangs on them; returns how many there were."""
        ...


class SupplierRowRepository(Protocol):
    """What firms' texts come to, by what it was made with: encoder, words and trades."""

    def lacking(self, made_with: str, limit: int) -> list[Supplier]:
        """Up to `limit` firms without a row of their present text."""
        ...

    def store(self, made_with: str, rows: Mapping[SupplierId, MadeRow]) -> None:
        """Stores a row for each firm, of the text that it has now; storing again replaces."""
        ...

    def change(self) -> int:
        """The number of the last change of firms or rows; 0 where there was none."""
        ...

    def changed_since(self, change: int, made_with: str) -> Iterator[Sequence[HeldRow]]:
        """What is held of each firm that changed after that change, some thousands at a time."""
        ...

    def numbers(self, made_with: str) -> Sequence[int]:
        """The numbers of all firms that have a row of their present text."""
        ...

    def ids_of(self, numbers: Sequence[int]) -> dict[int, SupplierId]:
        """The firms of those numbers that exist, in the order asked."""
        ...


class ShowingRepository(Protocol):
    """Who was shown to buyers for which need, what was due, and what buyers decided before."""

    def hold(self, need: OpportunityId) -> list[SupplierId]:
        """The firms shown for the need so far, in their order.

        Until the transaction ends, another that holds any need waits.
        """
        ...

    def note(self, need: OpportunityId, drawn: Draw, at: datetime) -> None:
        """Stores who was shown at the moment, after those shown before, and what each was due.

        A firm that was shown for the need is not shown for it twice.
        """
        ...

    def turns_of(self, ids: Sequence[SupplierId]) -> dict[SupplierId, Turns]:
        """What those of the firms had that ever competed."""
        ...

    def key(self) -> bytes:
        """The secret of this installation's lots: made when first asked for, and then kept."""
        ...

    def record(self, need: OpportunityId, reservation: Reservation, at: datetime) -> None:
        """Stores the buyer's decision on the need, in place of one that it made before."""
        ...

    def reservation_of(self, need: OpportunityId) -> Reservation | None:
        """What the buyer decided on the need, or None."""
        ...


class PlaceNames(Protocol):
    """Knows which words of a text name a place."""

    def without_places(self, text: str) -> str:
        """The text with a mark in place of every place and postcode that it names."""
        ...


class SaidPlaces(Protocol):
    """Reads where a firm says that it is."""

    def read(self, text: str) -> FirmPlaces:
        """Where the firm is based and works from, as far as the text says."""
        ...

    def rest(self, text: str) -> str:
        """The text without the places that it names."""
        ...


class ReservablePlaces(Protocol):
    """Tells which firms are in an area that a contract may be reserved for."""

    def named_in(self, text: str) -> ReservedFor | None:
        """The area that a notice's words keep a contract for; None where they name none known."""
        ...

    def holds(self, reserved: ReservedFor, place: Place) -> bool | None:
        """Whether a named place or postcode is inside; None where that is not known.

        Where the words named other areas too, or may mean a wider one, nothing is outside.
        """
        ...

    def names(self, area: ReservedArea) -> list[str]:
        """The areas of that sort by their names, in order; none for the UK, which needs no name."""
        ...

    def knows(self, reservation: Reservation) -> bool:
        """Whether the reservation's place is one of those that are known."""
        ...

    def is_inside(self, reservation: Reservation, postcode: str) -> bool | None:
        """Whether a postcode is inside; None where its border runs through or nobody knows."""
        ...
