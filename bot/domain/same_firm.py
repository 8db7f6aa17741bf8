"""Firms that were registered twice: why they may be one, and what their owner decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.organisation_name import same_organisation_key
from bot.domain.person import PersonId
from bot.domain.supplier import Supplier, SupplierId


class SameGround(StrEnum):
    """Why two firms may be one."""

    NAME = "name"
    POSTCODE = "postcode"
    NUMBER = "number"


class PairState(StrEnum):
    """What became of a pair; it can be joined and parted again and again."""

    NOTICED = "noticed"
    JOINED = "joined"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class FirmPair:
    """Two firms that may be one; joined, `kept` stands for `other`, whose row stays as it is."""

    kept: SupplierId
    other: SupplierId
    grounds: frozenset[SameGround]
    state: PairState
    at: datetime
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A firm with the numbers it gave: of Companies House, or a PPON."""

    firm: Supplier
    numbers: frozenset[str] = frozenset()

    @property
    def marks(self) -> frozenset[str]:
        """What two of different people must share to be noticed at all.

        A number by itself is enough, as it is given out once; a name only at the same postcode:
        "Khan & Sons" may be two families.
        """
        key, postcode = same_organisation_key(self.firm.name), self.firm.postcode
        named = {f"{key} {postcode}"} if key and postcode else set()
        return frozenset(named | self.numbers)


def grounds_between(one: Sighting, other: Sighting) -> frozenset[SameGround]:
    """All that speaks for two firms of different people being one."""
    same_number = {SameGround.NUMBER} if one.numbers & other.numbers else set()
    return grounds_of(one.firm, other.firm) | same_number


def grounds_of(one: Supplier, other: Supplier) -> frozenset[SameGround]:
    """Why two firms of one person may be one; none where nothing speaks for it.

    The same name is enough, as both belong to one person: "Khan & Sons" and "Khan and Sons Ltd".
    The postcode alone is not: one owner may run two firms from one kitchen.
    """
    key = same_organisation_key(one.name)
    if not key or key != same_organisation_key(other.name):
        return frozenset()
    same_place = one.postcode is not None and one.postcode == other.postcode
    return frozenset({SameGround.NAME} | ({SameGround.POSTCODE} if same_place else set()))
