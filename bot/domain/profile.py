"""Profiles: what an owner says the firm does, in the owner's own words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Profile:
    """A firm to find opportunities for: where it is, and up to how many pounds it would take on."""

    id: str
    text: str
    postcode: str | None = None
    max_value: Decimal | None = None
