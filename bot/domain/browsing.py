"""What somebody who looks through the open opportunities asks for: filters, and an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.opportunity import Kind
from bot.domain.place import Place

MILES = 10
"""How far from a place is looked where nobody says how far."""


class Order(StrEnum):
    """What comes first."""

    HERE = "here"
    """What is near home and small: what an owner could do."""
    CLOSING = "closing"
    NEWEST = "newest"
    LARGEST = "largest"
    SMALLEST = "smallest"


class Filter(StrEnum):
    """What the list may be narrowed by; each value is its name in an address."""

    WORDS = "q"
    TRADE = "trade"
    CODE = "code"
    BUYER = "buyer"
    KIND = "kind"
    LEAST = "from"
    MOST = "to"
    CLOSES_BY = "by"
    PLACE = "place"
    WARD = "ward"
    FOR_SMALL = "small"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Browse:
    """What is asked for; what is left empty does not narrow.

    `code` is the first digits of a CPV code; `closes_by` the last day, in London; `miles` how far
    from `place`, which is the visitor's own to weigh and is never told to a buyer.
    """

    words: str = ""
    trade: str | None = None
    code: str | None = None
    buyer: str | None = None
    kind: Kind | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    closes_by: date | None = None
    place: Place | None = None
    miles: int = MILES
    ward: str | None = None
    for_small: bool = False
    reserved: bool = False
    order: Order = Order.HERE

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Those that narrow it."""
        told = {one: getattr(self, FIELDS[one]) for one in Filter}
        return tuple(one for one, value in told.items() if value not in {None, "", False})

    def without(self, one: Filter) -> Browse:
        """The same with one filter less."""
        return replace(self, **{FIELDS[one]: getattr(NOTHING, FIELDS[one])})


FIELDS: Mapping[Filter, str] = {
    Filter.WORDS: "words",
    Filter.TRADE: "trade",
    Filter.CODE: "code",
    Filter.BUYER: "buyer",
    Filter.KIND: "kind",
    Filter.LEAST: "least",
    Filter.MOST: "most",
    Filter.CLOSES_BY: "closes_by",
    Filter.PLACE: "place",
    Filter.WARD: "ward",
    Filter.FOR_SMALL: "for_small",
    Filter.RESERVED: "reserved",
}
NOTHING = Browse()


def address_of(browse: Browse, page: int = 1) -> dict[str, str]:
    """The browse as the names and values of an address, always in one order.

    Reading it gives the same browse again; what is not asked for is left out.
    """
    told = {one.value: _said(getattr(browse, FIELDS[one])) for one in browse.filters}
    if browse.place and browse.miles != MILES:
        told["miles"] = str(browse.miles)
    if browse.order is not Order.HERE:
        told["order"] = browse.order.value
    if page > 1:
        told["page"] = str(page)
    return told


def _said(value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, Place):
        return value.name
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.value if isinstance(value, Kind) else str(value)
