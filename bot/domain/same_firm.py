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
