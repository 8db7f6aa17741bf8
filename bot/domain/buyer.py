"""Buyers: who buys, and the class of authority that sets their thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

BuyerId = NewType("BuyerId", str)


class BuyerClass(StrEnum):
    """The class of contracting authority (Procurement Act 2023, Schedule 1 and section 123)."""

    CENTRAL = "central"
    SUB_CENTRAL = "sub_central"
    SCHOOL = "school"
    UTILITY = "utility"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A register and the buyer's number in it: ("GB-PPON", "PCJJ-4826-QMLZ")."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """An organisation that buys.

    `s17` is whether section 17 of the Local Government Act 1988 binds it (councils, combined
    authorities, police, fire); None where that is not known. `district` is the outward code of
    its own address ("B9"), by which schools of one name are told apart.
    """

    name: str
    buyer_class: BuyerClass = BuyerClass.UNKNOWN
    s17: bool | None = None
    identifiers: tuple[Identifier, ...] = ()
    website: str | None = None
    district: str | None = None

    def joined_with(self, other: Buyer) -> Buyer:
        """What two notices say of one buyer, taken together; the order of them does not matter."""
        known = [b.buyer_class for b in (self, other) if b.buyer_class is not BuyerClass.UNKNOWN]
        flags = [b.s17 for b in (self, other) if b.s17 is not None]
        identifiers = {*self.identifiers, *other.identifiers}
        return Buyer(
            name=min(self.name, other.name, key=_unlike_a_name),
            buyer_class=min(known, default=BuyerClass.UNKNOWN),
            s17=max(flags, default=None),
            identifiers=tuple(sorted(identifiers, key=lambda one: (one.scheme, one.id))),
            website=min((w for w in (self.website, other.website) if w), default=None),
            district=min((d for d in (self.district, other.district) if d), default=None),
        )


def _unlike_a_name(text: str) -> tuple[bool, int, str]:
    """Small for mixed letters with few capitals: "Department for Education"."""
    return text.isupper() or text.islower(), sum(letter.isupper() for letter in text), text
