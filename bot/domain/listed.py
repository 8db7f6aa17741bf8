"""An opportunity as a list for everybody knows it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.opportunity import OpportunityId


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list is narrowed by that an index of words does not hold.

    `naming` is the way in which the notice names its buyer; which buyer that is may change.
    """

    id: OpportunityId
    naming: str
    postcode: str | None
    is_for_small: bool
    is_reserved: bool
